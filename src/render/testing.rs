//! A small site in memory, for the tests of renderers: texts in, the ground out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Ground,
    templates::Templates,
    theme,
    view::{OutputsView, PublisherView, SiteView, ThemeView},
};
use crate::{
    base::{Code, Digest, Finding, LineIndex, SitePath},
    config::{self, Site},
    gate::{self, GateRules, PublicBody},
    library::{Id, Library, LibraryOptions, Surroundings, library},
    model::{Briefing, Card, CardSource, Country, Kind, LangTag, Shelf},
    read::{ReadOptions, SourceFile, UnknownKeys, read},
};

/// Titles that break what does not escape.
pub(crate) const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<!-- ]]> --> & &amp; <b>",
    "\"quoted\" 'single' `tick`",
    "100% of $5 {a_b} #1 ~x ^2 \\textbf{no} & more",
    "a\u{202e}b\u{0}c\u{b}d\u{fffe}e\u{7f}",
    "два слова – «цитата»",
    "TY  - JOUR",
    "x\u{2028}y\u{2029}z",
    "[link](javascript:alert(1)) *a* _b_ # c",
    "= @{now} %% end",
];

pub(crate) struct World {
    pub(crate) site: Site,
    pub(crate) library: Library,
    pub(crate) bodies: BTreeMap<Digest, Arc<PublicBody>>,
    view: SiteView,
    templates: Templates,
}

pub(crate) const SITE: &str = "title = \"Northern Flank\"\nbase_url = \"https://a.org/x\"\nlanguage = \"en-GB\"\n\
    publisher = \"Institute & Co\"\ntime_zone = \"Europe/London\"\n[languages.fr]\ntitle = \"Flanc nord\"\n";

impl World {
    /// A site of these files below `content/`, judged at the end of 2026.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self::with(SITE, files)
    }

    pub(crate) fn with(settings: &str, files: &[(&str, &str)]) -> Self {
        let texts = files.iter().map(|(path, text)| {
            let path = SitePath::new(&format!("content/{path}")).expect("a path");
            let file = SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None };
            let reading = read(file, &options());
            (path.clone(), text.as_bytes().to_vec(), reading.value.text, reading.value.briefing)
        });
        Self::made_of(settings, texts.collect())
    }

    /// A site of briefings as given, whatever a reader would make of their titles.
    pub(crate) fn of_titles(titles: &[&str]) -> Self {
        let texts = titles.iter().enumerate().map(|(at, title)| {
            let path = SitePath::new(&format!("content/briefings/b{at}.md")).expect("a path");
            let text = "First paragraph of the text.";
            let file = SourceFile { path: &path, bytes: text.as_bytes(), sidecar: None };
            let mut briefing = read(file, &options()).value.briefing;
            briefing.title = Some((*title).to_owned());
            briefing.series = Some((*title).to_owned() + " x");
            briefing.number = Some((*title).to_owned());
            briefing.authors =
                vec![crate::model::Credit { name: ((*title).to_owned() + " y").into(), ..Default::default() }];
            briefing.subjects.topics = vec![((*title).to_owned() + " z").into()];
            briefing.date = crate::base::Stamp::parse("2026-03-12");
            (path, text.as_bytes().to_vec(), text.to_owned(), briefing)
        });
        Self::made_of(SITE, texts.collect())
    }

    fn made_of(settings: &str, texts: Vec<(SitePath, Vec<u8>, String, Briefing)>) -> Self {
        let site = config::parse(settings);
        assert_eq!(site.notes, []);
        let site = site.value;
        let now = "2026-12-31T12:00:00Z".parse().expect("an instant");
        let rules = GateRules { now, zone: site.zone(), publish_official: false, drafts: false };
        let (mut public, mut bodies) = (Vec::new(), BTreeMap::new());
        for (path, bytes, text, briefing) in texts {
            let digest = Digest::of_all([Digest::of(path.as_str().as_bytes()), Digest::of(&bytes)]);
            let shelf = if path.below("content/pages").is_some() { Shelf::Pages } else { Shelf::Briefings };
            let suffix = path.stem().rsplit_once('.').and_then(|(_, tag)| LangTag::parse(tag));
            let lines = LineIndex::new(&text);
            let source = CardSource {
                path,
                digest,
                shelf,
                language_suffix: suffix,
                text: &text,
                lines: &lines,
                html_links: true,
                findings: vec![],
            };
            let card = Card::of(&briefing, source);
            if let Some(card) = gate::admit(card.into(), &rules).public {
                let body = gate::open(&card, briefing, digest).expect("the same bytes");
                bodies.insert(digest, Arc::new(body));
                public.push(card);
            }
        }
        let options = LibraryOptions {
            language: site.language.clone(),
            languages: site.languages.keys().cloned().collect(),
            zone: site.zone(),
            regions: site.regions.iter().map(|(name, region)| (name.clone(), places(&region.places))).collect(),
        };
        let nothing = BTreeSet::new();
        let library = library(public, &options, Surroundings { files: &nothing, withheld: &BTreeMap::new() });
        let view = view(&site);
        let templates = Templates::load(theme::TEMPLATES, &[]).map_err(|_| ()).expect("templates");
        Self { site, library, bodies, view, templates }
    }

    /// Calls `use_it` with the ground.
    pub(crate) fn ground<T>(&self, use_it: impl FnOnce(Ground<'_>) -> T) -> T {
        let bodies = |id: Id| {
            let card = self.library.entry(id).public.card();
            let missing = || Finding::of_file(Code::UnreadableFile, card.source.as_str(), "gone".to_owned());
            self.bodies.get(&card.digest).cloned().ok_or_else(missing)
        };
        use_it(Ground {
            frames: &super::frames(&self.site, &self.library, &self.templates),
            cards: &super::Cards::new(self.library.entries.len()),
            site: &self.site,
            library: &self.library,
            view: &self.view,
            templates: &self.templates,
            bodies: &bodies,
            images: &|_| None,
        })
    }

    /// The place of the text with this slug.
    pub(crate) fn id(&self, slug: &str) -> Id {
        let found = (0..).zip(&self.library.entries).find(|(_, entry)| entry.id == slug);
        found.map(|(id, _)| id).expect("a text of this id")
    }
}

fn places(places: &[Country]) -> Vec<Country> {
    places.to_vec()
}

fn options() -> ReadOptions {
    ReadOptions {
        language: LangTag::parse("en-GB").expect("a tag"),
        kind: Kind::Briefing,
        date_order: None,
        zone: "Europe/London".into(),
        unknown_keys: UnknownKeys::Error,
        keys: BTreeMap::new(),
        roles: BTreeMap::new(),
        smart_punctuation: false,
    }
}

fn view(site: &Site) -> SiteView {
    let outputs = site.outputs;
    SiteView {
        title: site.title.clone(),
        description: site.description.clone().unwrap_or_default(),
        publisher: PublisherView { name: site.publisher.name.clone(), url: site.publisher.url.clone() },
        base_url: site.base_url.to_string(),
        prefix: site.prefix().to_owned(),
        language: site.language.to_string(),
        languages: Vec::new(),
        menu: Vec::new(),
        theme: ThemeView { accent: None, logo: None, favicon: None, tagline: None, footer: None },
        outputs: OutputsView {
            twins: outputs.twins,
            cards: outputs.cards,
            search: outputs.search,
            json_feed: outputs.json_feed,
        },
        extra: BTreeMap::new(),
        assets: BTreeMap::new(),
        integrity: BTreeMap::new(),
        generator: "despatch 0".into(),
        shows_drafts: false,
    }
}
