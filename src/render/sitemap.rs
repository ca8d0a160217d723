//! What search engines read: the sitemap, the news sitemap, robots.txt.
//!
//! Promises: they name public pages alone, and no date that is not public; nothing in them depends on the clock.

use jiff::{SignedDuration, Zoned};

use super::{Ground, facts, xml::Xml};
use crate::{
    base::OutPath,
    library::{Entry, Id},
    plan::{Indexed, IndexedPage, SITEMAP_LIMIT, indexed, members, sitemap_files},
};

const SITEMAP: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// The sitemap's files, in the order of their paths in the plan: the sitemap itself, or an index and its parts.
#[must_use]
pub fn sitemap(ground: Ground<'_>) -> Vec<Vec<u8>> {
    let pages = indexed(ground.library);
    if pages.len() <= SITEMAP_LIMIT {
        return vec![part(ground, &pages)];
    }
    let parts = pages.chunks(SITEMAP_LIMIT).map(|pages| part(ground, pages));
    std::iter::once(index(ground, &sitemap_files(pages.len()))).chain(parts).collect()
}

fn index(ground: Ground<'_>, files: &[OutPath]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.begin("sitemapindex", &[SITEMAP]);
    for file in files.iter().skip(1) {
        xml.begin("sitemap", &[]);
        xml.leaf("loc", &[], &ground.absolute_file(file));
        xml.end();
    }
    xml.finish()
}

fn part(ground: Ground<'_>, pages: &[Indexed]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.begin("urlset", &[SITEMAP, ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")]);
    for page in pages {
        xml.begin("url", &[]);
        xml.leaf("loc", &[], &ground.absolute(&page.address));
        if let Some(changed) = changed(ground, page.page) {
            xml.leaf("lastmod", &[], &facts::rfc3339(&changed));
        }
        for (language, address) in alternates(ground, page.page) {
            let link = [("rel", "alternate"), ("hreflang", language.as_str()), ("href", address.as_str())];
            xml.empty("xhtml:link", &link);
        }
        xml.end();
    }
    xml.finish()
}

/// When what a page shows last changed.
fn changed(ground: Ground<'_>, page: IndexedPage) -> Option<Zoned> {
    let zone = ground.site.zone();
    let of = |id: Id| facts::updated(&public(ground, id)?.public.card().face, &zone);
    match page {
        IndexedPage::Text(id) => of(id),
        IndexedPage::Home(edition) => ground.edition(edition).briefings.iter().filter_map(|id| of(*id)).max(),
        IndexedPage::List(edition, list) => {
            members(ground.library, edition, list).iter().filter_map(|id| of(*id)).max()
        }
        IndexedPage::Terms(..) => None,
    }
}

fn public(ground: Ground<'_>, id: Id) -> Option<&Entry> {
    Some(ground.entry(id)).filter(|entry| entry.public.preview().is_none())
}

/// The same page in all its languages, itself included, and the one for all others; empty where there is only one.
pub(super) fn alternates(ground: Ground<'_>, page: IndexedPage) -> Vec<(String, String)> {
    let pages: Vec<(String, String)> = match page {
        IndexedPage::Text(id) => {
            let entry = ground.entry(id);
            let others = entry.around.kin().translations.iter().filter_map(|id| public(ground, *id));
            let all = std::iter::once(entry).chain(others);
            let mut all: Vec<&Entry> = all.collect();
            all.sort_by_key(|entry| (entry.edition, entry.address.clone()));
            all.into_iter()
                .map(|entry| (entry.public.card().face.language.to_string(), ground.absolute(&entry.address)))
                .collect()
        }
        IndexedPage::Home(_) => {
            let editions = ground.library.editions.iter();
            editions.map(|edition| (edition.language.to_string(), ground.absolute(&edition.root))).collect()
        }
        IndexedPage::List(..) | IndexedPage::Terms(..) => Vec::new(),
    };
    if pages.len() < 2 {
        return Vec::new();
    }
    let default = pages.first().map(|(_, address)| ("x-default".to_owned(), address.clone()));
    pages.into_iter().chain(default).collect()
}

/// How old news may be: Google's news sitemaps name the articles of the last two days.
const NEWS: SignedDuration = SignedDuration::from_hours(48);
/// The most articles a news sitemap may name.
const NEWS_LIMIT: usize = 1_000;

/// The news sitemap: the newest briefing and those published at most two days before it. It is reckoned from the newest briefing
/// and not from the clock, so that a site on which nothing changes stays the same; readers of it skip what is too old.
#[must_use]
pub fn news_sitemap(ground: Ground<'_>) -> Vec<u8> {
    let zone = ground.site.zone();
    let dated = ground.library.briefings().filter(|(_, entry)| entry.public.preview().is_none());
    let dated = dated.filter_map(|(_, entry)| {
        let face = &entry.public.card().face;
        (!facts::is_retracted(face)).then_some(())?;
        Some((facts::moment(face.date?, &zone), entry))
    });
    let mut dated: Vec<(Zoned, &Entry)> = dated.collect();
    dated.sort_by(|a, b| b.0.timestamp().cmp(&a.0.timestamp()).then_with(|| a.1.address.cmp(&b.1.address)));
    let newest = dated.first().map(|(at, _)| at.timestamp());
    let is_news = |at: &Zoned| newest.is_some_and(|newest| newest.duration_since(at.timestamp()) <= NEWS);

    let mut xml = Xml::new();
    xml.begin("urlset", &[SITEMAP, ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")]);
    for (at, entry) in dated.iter().take_while(|(at, _)| is_news(at)).take(NEWS_LIMIT) {
        let face = &entry.public.card().face;
        xml.begin("url", &[]);
        xml.leaf("loc", &[], &ground.absolute(&entry.address));
        xml.begin("news:news", &[]);
        xml.begin("news:publication", &[]);
        xml.leaf("news:name", &[], facts::site_title(ground, entry.edition));
        xml.leaf("news:language", &[], face.language.primary());
        xml.end();
        xml.leaf("news:publication_date", &[], &facts::rfc3339(at));
        xml.leaf("news:title", &[], &face.title);
        xml.end();
        xml.end();
    }
    xml.finish()
}

/// robots.txt: everything may be read; a preview that shows withheld texts may not.
#[must_use]
pub fn robots(ground: Ground<'_>) -> Vec<u8> {
    if ground.view.shows_drafts {
        return b"User-agent: *\nDisallow: /\n".to_vec();
    }
    let base = ground.site.base_url.as_str();
    format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{
        testing::{HOSTILE, World},
        xml::tests::assert_well_formed,
    };

    fn world() -> World {
        World::of(&[
            ("briefings/a.md", "---\ntitle: A\ndate: 2026-03-01\ntopics: [Air defence]\n---\n\nText.\n"),
            ("briefings/a.fr.md", "---\ntitle: Le A\ndate: 2026-04-01\n---\n\nTexte.\n"),
            ("briefings/b.md", "---\ntitle: B\ndate: 2026-03-31\n---\n\nText.\n"),
            ("briefings/c.md", "---\ntitle: C\ndate: 2027-01-05\n---\n\nText.\n"),
            ("pages/about.md", "---\ntitle: About\n---\n\nText.\n"),
        ])
    }

    fn text(world: &World, write: fn(Ground<'_>) -> Vec<u8>) -> String {
        let bytes = world.ground(write);
        String::from_utf8(bytes).expect("UTF-8")
    }

    fn only(ground: Ground<'_>) -> Vec<u8> {
        let mut all = sitemap(ground);
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    #[test]
    fn a_sitemap_names_every_public_page_once() {
        let world = world();
        let text = text(&world, only);
        assert_well_formed(text.as_bytes());
        let mut locs: Vec<&str> = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
        for address in
            ["", "fr/", "briefings/a/", "fr/briefings/a/", "about/", "topics/air-defence/", "briefings/", "topics/"]
        {
            assert!(locs.contains(&format!("https://a.org/x/{address}").as_str()), "{address}: {text}");
        }
        assert!(!text.contains("/c/") && !text.contains("2027"), "{text}");
        let count = locs.len();
        locs.sort_unstable();
        locs.dedup();
        assert_eq!(locs.len(), count);
    }

    #[test]
    fn translations_name_each_other_and_the_one_for_all_others() {
        let text = text(&world(), only);
        let pair = "<xhtml:link rel=\"alternate\" hreflang=\"en-GB\" href=\"https://a.org/x/briefings/a/\"/>\n    \
            <xhtml:link rel=\"alternate\" hreflang=\"fr\" href=\"https://a.org/x/fr/briefings/a/\"/>\n    \
            <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://a.org/x/briefings/a/\"/>";
        assert_eq!(text.matches(pair).count(), 2, "{text}");
    }

    #[test]
    fn a_list_changed_when_its_newest_text_did() {
        let text = text(&world(), only);
        let home = "<loc>https://a.org/x/</loc>\n    <lastmod>2026-03-31T00:00:00+01:00</lastmod>";
        assert!(text.contains(home), "{text}");
    }

    #[test]
    fn news_are_the_newest_texts_within_two_days() {
        let text = text(&world(), news_sitemap);
        assert_well_formed(text.as_bytes());
        assert!(
            text.contains("<news:title>Le A</news:title>") && text.contains("<news:title>B</news:title>"),
            "{text}"
        );
        assert!(!text.contains("<news:title>A</news:title>"), "{text}");
        assert!(text.contains("<news:language>fr</news:language>"), "{text}");
    }

    #[test]
    fn robots_name_the_sitemap_by_its_whole_address() {
        assert_eq!(text(&world(), robots), "User-agent: *\nAllow: /\n\nSitemap: https://a.org/x/sitemap.xml\n");
    }

    #[test]
    fn hostile_titles_do_no_harm() {
        let world = World::of_titles(HOSTILE);
        assert_well_formed(text(&world, news_sitemap).as_bytes());
        assert_well_formed(text(&world, only).as_bytes());
    }
}
