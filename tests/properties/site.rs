//! Random sites and random edits of them, with an oracle of their own for what is public.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex},
};

use despatch::{
    base::{Digest, SitePath, Store},
    discover::MemorySources,
};
use proptest::prelude::*;

/// One text of a random site. Every field carries the text's canary, so that a trace of it can be found anywhere.
#[derive(Clone, Debug)]
pub struct Text {
    pub release: Release,
    pub body: u8,
    pub title: u8,
    pub topics: u8,
    pub series: bool,
    pub markdown: bool,
    pub own_folder: bool,
    pub slug: u8,
    pub former: bool,
    pub french: bool,
    pub corrected: bool,
    pub links_to: Option<u8>,
    /// The text in whose folder this one stands.
    pub lodges_with: Option<u8>,
    /// Whether a translation stands beside it.
    pub translated: bool,
}

/// When a text may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    Public,
    Undated,
    Draft,
    Future,
    Embargoed,
    EmbargoOver,
    BadEmbargo,
    Marked,
    MarkedInText,
    Overridden,
}

/// A change of a site.
#[derive(Clone, Debug)]
pub enum Edit {
    Put(u8, Text),
    Delete(u8),
    Body(u8, u8),
    Touch(u8),
    Release(u8, Release),
    Template(u8),
    Static(u8),
    Settings(u8),
    Attachment(u8, u8),
    /// Gives a text an unknown key, or takes it away again.
    Break(u8),
    Clock,
    LedgerGone,
    LedgerCut(u16),
}

/// A site as it is: texts by number, and everything else.
#[derive(Clone, Debug, Default)]
pub struct Site {
    pub texts: BTreeMap<u8, Text>,
    pub attachments: BTreeMap<u8, u8>,
    pub template: u8,
    pub stylesheet: u8,
    pub settings: u8,
    pub late: bool,
    pub broken: BTreeSet<u8>,
    /// What the builds of this site keep of pictures: those of a clean build as those of one that goes on.
    pub store: Kept,
}

/// What is kept from build to build, but for now and then.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<HashMap<Digest, Vec<u8>>>>);

impl Store for Kept {
    fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let mut kept = self.0.lock().expect("no panic");
        if kept.len() % 3 == 2 {
            kept.clear();
        }
        kept.get(&key).cloned()
    }

    fn put(&self, key: Digest, bytes: &[u8]) {
        self.0.lock().expect("no panic").insert(key, bytes.to_vec());
    }
}

/// A picture a little wider than the smallest that is made of it, with a word of the text where a published picture keeps one.
fn chart(n: u8, version: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 481 + u32::from(version % 2), 2);
    encoder.add_text_chunk("Copyright".into(), canary(n)).expect("a text");
    let row = vec![version.wrapping_mul(80); 481 + usize::from(version % 2)];
    encoder.write_header().expect("a header").write_image_data(&[row.clone(), row].concat()).expect("pixels");
    out
}

/// The instants of builds: before and after the embargoes that end in between.
pub const EARLY: &str = "2026-06-01T12:00:00Z";
pub const LATE: &str = "2027-06-01T12:00:00Z";

impl Site {
    pub fn now(&self) -> &'static str {
        if self.late { LATE } else { EARLY }
    }

    pub fn settings(&self) -> String {
        format!(
            "title = \"Site {}\"\nbase_url = \"https://example.org/s/\"\nlanguage = \"en-GB\"\n[lists]\nper_page = {}\n[languages.fr]\ntitle = \"Site\"\n[outputs]\ncards = false\n",
            self.settings / 4,
            2 + self.settings % 4
        )
    }

    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Put(n, text) => drop(self.texts.insert(*n, text.clone())),
            Edit::Delete(n) => drop(self.texts.remove(n)),
            Edit::Body(n, body) => {
                if let Some(text) = self.texts.get_mut(n) {
                    text.body = *body;
                }
            }
            Edit::Release(n, release) => {
                if let Some(text) = self.texts.get_mut(n) {
                    text.release = *release;
                }
            }
            Edit::Template(n) => self.template = *n,
            Edit::Static(n) => self.stylesheet = *n,
            Edit::Settings(n) => self.settings = *n,
            Edit::Attachment(n, v) => drop(self.attachments.insert(*n, *v)),
            Edit::Break(n) if !self.broken.remove(n) => drop(self.broken.insert(*n)),
            Edit::Clock => self.late = !self.late,
            Edit::Break(_) | Edit::Touch(_) | Edit::LedgerGone | Edit::LedgerCut(_) => {}
        }
    }

    /// The files of the site.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for (n, text) in &self.texts {
            let path = text.path(*n);
            let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
            let version = self.attachments.get(n).copied().unwrap_or_default();
            let annex = format!("{},{version}", canary(*n)).into_bytes();
            if text.own_folder {
                files.insert(format!("{folder}/{}-annex.csv", canary(*n)), annex.clone());
            }
            files.insert(format!("{folder}/{}-named.csv", canary(*n)), annex);
            if text.markdown {
                files.insert(format!("{folder}/{}-chart.png", canary(*n)), chart(*n, version));
            }
            if text.translated {
                let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
                files.insert(format!("{stem}.de.md"), text.translation(*n).into_bytes());
            }
            files.insert(path, text.source(*n, self).into_bytes());
        }
        if self.template > 0 {
            let text = format!(
                "{{% extends \"base.html\" %}}{{% block main %}}<!-- {} --><h1>{{{{ page.title }}}}</h1>{{% for card in list.cards %}}<a href=\"{{{{ card.url }}}}\">{{{{ card.title }}}}</a>{{% endfor %}}{{% endblock main %}}",
                self.template
            );
            files.insert("templates/list.html".into(), text.into_bytes());
        }
        if self.stylesheet > 0 {
            files.insert("static/custom.css".into(), format!("p {{ margin: {}px }}", self.stylesheet).into_bytes());
        }
        files
    }

    /// Whether a text of the site has an error.
    pub fn is_broken(&self) -> bool {
        self.broken.iter().any(|n| self.texts.contains_key(n))
    }

    /// The same site with every reason to withhold a text taken out of it, for finding out that this is noticed.
    pub fn opened(&self) -> Self {
        let mut site = self.clone();
        site.broken.clear();
        site.texts.values_mut().for_each(|text| text.release = Release::Public);
        site
    }

    /// Which texts are public, by the generator's own knowledge and not the gate's.
    pub fn is_public(&self, n: u8) -> bool {
        self.texts.get(&n).is_some_and(|text| match text.release {
            Release::Public | Release::Undated | Release::EmbargoOver | Release::Overridden => true,
            Release::Future | Release::Embargoed => self.late,
            Release::Draft | Release::BadEmbargo | Release::Marked | Release::MarkedInText => false,
        })
    }
}

/// A word that stands nowhere but in the text `n`.
pub fn canary(n: u8) -> String {
    format!("zq{n}canary")
}

impl Text {
    /// Where the text stands.
    pub fn path(&self, n: u8) -> String {
        let ending = if self.markdown { "md" } else { "txt" };
        let name = canary(n);
        let host = self.lodges_with.filter(|host| *host != n);
        match (host.map(canary), self.own_folder) {
            (None, true) => format!("content/briefings/{name}/index.{ending}"),
            (None, false) => format!("content/briefings/2026/{name}.{ending}"),
            (Some(host), true) => format!("content/briefings/{host}/inner/{name}/index.{ending}"),
            (Some(host), false) => format!("content/briefings/{host}/{name}.{ending}"),
        }
    }

    /// Its translation: public when the text is.
    fn translation(&self, n: u8) -> String {
        let c = canary(n);
        let head =
            format!("title = \"{c} Titel\"\nslug = \"{}\"\ndate = \"2026-01-10\"\nlanguage = \"de\"", self.slug(n));
        format!("+++\n{head}\n+++\n\n{c} Text auf Deutsch, lang genug für einen Absatz.\n")
    }

    /// Places of a public site that speak of it: one of each kind. A place that ends in `/` is a list of one page or more.
    pub fn places(&self, n: u8) -> Vec<String> {
        let (c, slug) = (canary(n), self.slug(n));
        let root = if self.french { "fr/" } else { "" };
        let page = format!("{root}briefings/{slug}");
        let mut places: Vec<String> = ["index.html", "index.md", "cite.bib", "cite.ris", "cite.csl.json"]
            .map(|file| format!("{page}/{file}"))
            .into();
        let lists = [
            "feed.xml",
            "feed.json",
            "search/0/titles-0.json",
            "search/0/facets.bin",
            "topics/index.html",
            "actors/index.html",
            "authors/index.html",
        ];
        places.extend(lists.map(|file| format!("{root}{file}")));
        for folder in ["topics", "actors"] {
            let own = if folder == "topics" { "topic" } else { "actor" };
            places.push(format!("{root}{folder}/{c}-{own}/index.html"));
            places.push(format!("{root}{folder}/{c}-{own}/index.html (its name)"));
            places.push(format!("{root}{folder}/{c}-{own}/feed.xml"));
        }
        places.push("sitemap.xml".into());
        if self.own_folder || self.lodges_with.is_none() {
            places.push(format!("{page}/{c}-named.csv"));
            places.push(format!("{page}/{c}-named.csv (its name)"));
            if self.markdown {
                let names = ["chart.png", "chart.png (its name)", "chart.480w.webp (its name)"];
                places.extend(names.map(|name| format!("{page}/{c}-{name}")));
            }
        }
        if self.own_folder {
            places.push(format!("{page}/{c}-annex.csv"));
        }
        if self.former {
            places.push(format!("old/{c}/index.html"));
        }
        if self.corrected {
            places.push(format!("{root}corrections/"));
        }
        if self.translated {
            places.push(format!("de/briefings/{slug}/index.html"));
        }
        places
    }

    /// Everything else that front matter can hold and a page can show.
    fn further(&self, n: u8, site: &Site) -> String {
        let c = canary(n);
        let attached = if self.may_name_files(n, site) {
            format!("[[attachments]]\nfile = \"{c}-named.csv\"\ntitle = \"{c} annex\"\n")
        } else {
            String::new()
        };
        format!(
            "short_title = \"{c} short\"\nprogramme = \"{c} programme\"\nplaces = [\"EE\"]\nbluf = \"{c} bottom line\"\nkey_points = [\"{c} point\"]\n\
             doi = \"10.1234/{c}\"\nisbn = \"{c}\"\nlicence = \"{c} licence\"\nfunding = \"{c} funding\"\ndateline = \"{c} place\"\n\
             {attached}[[sources]]\nid = \"{c}-source\"\ntitle = \"{c} source\"\nauthor = \"{c} author\"\npublisher = \"{c} press\"\nurl = \"https://example.org/{c}\"\n\
             [[judgements]]\ntext = \"{c} will hold\"\nlikelihood = \"highly likely\"\nbasis = [\"{c}-source\"]\n\
             [extra]\nnote = \"{c} extra\"\n"
        )
    }

    /// A public text may not name a file in the folder of a withheld one: that is an error, and another test's matter.
    fn may_name_files(&self, n: u8, site: &Site) -> bool {
        self.own_folder || self.lodges_with.is_none() || !site.is_public(n)
    }

    fn slug(&self, n: u8) -> String {
        format!("{}-{}", canary(n), self.slug)
    }

    fn source(&self, n: u8, site: &Site) -> String {
        let c = canary(n);
        let mut head = vec![format!("title = \"{c} title {}\"", self.title), format!("slug = \"{}\"", self.slug(n))];
        head.push(format!("standfirst = \"{c} standfirst\""));
        head.push(format!("authors = [{{ name = \"Ann {c}\", role = \"{c} role\" }}, \"Bo Shared\"]"));
        head.push(format!("topics = [\"Topic {}\", \"{c} topic\"]", self.topics % 3));
        head.push(format!("regions = [\"Region {}\"]\nactors = [\"{c} actor\"]", self.topics % 2));
        head.push(match self.release {
            Release::Undated => String::new(),
            Release::Future => "date = \"2027-01-01\"".into(),
            _ => format!("date = \"2026-0{}-1{}\"", 1 + n % 5, n % 9),
        });
        head.push(match self.release {
            Release::Draft => "draft = true".into(),
            Release::Embargoed => "embargo = \"2027-01-01T06:00:00Z\"".into(),
            Release::EmbargoOver => "embargo = \"2026-01-01T06:00:00Z\"".into(),
            Release::BadEmbargo => "embargo = \"2026-01-01 06:00\"".into(),
            Release::Marked => "marking = \"OFFICIAL-SENSITIVE\"".into(),
            Release::Overridden => "marking = \"TLP:GREEN\"\nmarking_override = \"cleared by the originator\"".into(),
            _ => String::new(),
        });
        if self.series {
            head.push(format!("series = \"Series\"\nnumber = \"{c}/{n}\""));
        }
        if self.former {
            head.push(format!("former_paths = [\"/old/{c}/\"]"));
        }
        if self.french {
            head.push("language = \"fr\"".into());
        }
        if site.broken.contains(&n) {
            head.insert(0, format!("titel = \"{c} misspelt\""));
        }
        head.push(self.further(n, site));
        if self.corrected {
            head.push(format!("[[history]]\non = \"2026-05-01\"\nkind = \"correction\"\nnote = \"{c} was wrong\""));
        }
        let banner = if self.release == Release::MarkedInText { "SECRET//NOFORN\n\n" } else { "" };
        let link = self.links_to.filter(|to| *to != n && site.is_public(*to));
        let link = link.and_then(|to| Some((to, site.texts.get(&to)?)));
        let link = match link {
            Some((to, text)) if self.markdown && !text.french => {
                format!(" See [the other](/briefings/{}/).", text.slug(to))
            }
            _ => String::new(),
        };
        let head: Vec<String> = head.into_iter().filter(|line| !line.is_empty()).collect();
        let figure =
            if self.may_name_files(n, site) { format!("![{c} bars]({c}-chart.png)\n\n") } else { String::new() };
        let rich = if self.markdown {
            format!(
                "{figure}The {c} Force ({c}F) acts.[^n] `{c}` and <b>{c}</b>.\n\n{c} again\n\n| {c} | b |\n|---|---|\n| {c} | 2 |\n\n```\n{c}\n```\n\n<!-- {c} -->\n\n[^n]: {c} note.\n"
            )
        } else {
            String::new()
        };
        format!(
            "+++\n{}\n+++\n\n{banner}{c} lead paragraph that says something of its own.{link}\n\n## {c} heading\n\nBody {} of {c}, with enough words to stand as a paragraph.\n\n{rich}",
            head.join("\n"),
            self.body
        )
    }
}

/// Brings files into line with a site: writes what differs, deletes what is gone, renames nothing.
pub fn sync(sources: &mut MemorySources, site: &Site, known: &mut BTreeMap<String, Vec<u8>>) {
    let files = site.files();
    for gone in known.keys().filter(|path| !files.contains_key(*path)) {
        sources.remove(&SitePath::new(gone).expect("a path"));
    }
    for (path, bytes) in &files {
        if known.get(path) != Some(bytes) {
            sources.write(SitePath::new(path).expect("a path"), bytes.clone());
        }
    }
    *known = files;
}

fn release() -> impl Strategy<Value = Release> {
    prop_oneof![
        6 => Just(Release::Public),
        1 => Just(Release::Undated),
        1 => Just(Release::Draft),
        1 => Just(Release::Future),
        2 => Just(Release::Embargoed),
        1 => Just(Release::EmbargoOver),
        1 => Just(Release::BadEmbargo),
        1 => Just(Release::Marked),
        1 => Just(Release::MarkedInText),
        1 => Just(Release::Overridden),
    ]
}

fn text() -> impl Strategy<Value = Text> {
    let flags = proptest::collection::vec(proptest::bool::weighted(0.4), 6);
    let others = (proptest::option::of(0u8..8), proptest::option::weighted(0.3, 0u8..8));
    (release(), 0u8..4, 0u8..4, 0u8..6, flags, 0u8..2, others, proptest::bool::weighted(0.15)).prop_map(
        |(release, body, title, topics, flags, slug, (links_to, lodges_with), french)| Text {
            release,
            body,
            title,
            topics,
            series: flags[0],
            markdown: flags[1],
            own_folder: flags[2],
            slug,
            former: flags[3],
            french,
            corrected: flags[4],
            links_to,
            lodges_with,
            translated: flags[5] && !french,
        },
    )
}

/// A random site of up to eight texts.
pub fn site() -> impl Strategy<Value = Site> {
    proptest::collection::btree_map(0u8..8, text(), 1..8).prop_map(|texts| Site { texts, ..Site::default() })
}

/// Random edits.
pub fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        3 => (0u8..8, text()).prop_map(|(n, text)| Edit::Put(n, text)),
        2 => (0u8..8).prop_map(Edit::Delete),
        3 => (0u8..8, 0u8..4).prop_map(|(n, body)| Edit::Body(n, body)),
        1 => (0u8..8).prop_map(Edit::Touch),
        3 => (0u8..8, release()).prop_map(|(n, release)| Edit::Release(n, release)),
        1 => (0u8..3).prop_map(Edit::Template),
        1 => (0u8..3).prop_map(Edit::Static),
        1 => (0u8..8).prop_map(Edit::Settings),
        1 => (0u8..8, 0u8..3).prop_map(|(n, v)| Edit::Attachment(n, v)),
        1 => (0u8..8).prop_map(Edit::Break),
        2 => Just(Edit::Clock),
        1 => Just(Edit::LedgerGone),
        1 => any::<u16>().prop_map(Edit::LedgerCut),
    ];
    proptest::collection::vec(edit, 1..most)
}
