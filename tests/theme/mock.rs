//! Views as a site would give them, the fullest and the barest, for looking at the theme.

use std::collections::BTreeMap;

use despatch::render::templates::Context;
use despatch::render::view::*;

pub struct Mock;

fn link(name: &str) -> NameLink {
    NameLink { name: name.into(), url: format!("/x/{}/", name.to_lowercase().replace(' ', "-")) }
}

fn day(iso: &str, text: &str) -> DateView {
    DateView { iso: iso.into(), text: text.into(), year: 2026 }
}

fn term(name: &str, count: usize) -> TermLink {
    TermLink { name: name.into(), url: format!("/x/{}/", name.to_lowercase().replace(' ', "-")), count }
}

fn card(title: &str, kind: &str) -> CardView {
    CardView {
        id: "x".into(),
        url: "/briefings/x/".into(),
        title: title.into(),
        short_title: None,
        kind: kind.into(),
        description:
            "Four of the seven crossings on the corridor cannot carry a tracked vehicle above 60 tonnes. Rail is the \
                      faster road, if the gauge change at the border is staffed at night."
                .into(),
        date: Some(day("2026-03-12", "12 March 2026").into()),
        updated: None,
        authors: vec![link("Anna Sørensen"), link("Marek Zieliński")].into(),
        topics: vec![link("Military mobility"), link("Logistics")].into(),
        series: Some(SeriesView {
            name: "Corridors".into(),
            url: "/series/corridors/".into(),
            number: Some("3".into()),
        }),
        language: "en".into(),
        minutes: 9,
        corrected: false,
        retracted: false,
        flags: Vec::new(),
        withheld: None,
    }
}

fn bare_card() -> CardView {
    CardView {
        description: String::new(),
        date: None,
        authors: Shared::default(),
        topics: Shared::default(),
        series: None,
        minutes: 1,
        ..card("Tbc", "statement")
    }
}

fn cards() -> Vec<CardView> {
    let titles = [
        ("Counting crews, not tanks", "assessment"),
        ("Air policing over the Baltic: what a year of scrambles says", "briefing"),
        ("Shells and schedules: ammunition contracts after the first surge", "report"),
        ("A fishing fleet that does not fish", "commentary"),
        ("Host-nation support: who pays for the bridge", "explainer"),
        ("Phishing of port operators through forged customs notices", "advisory"),
    ];
    let mut cards: Vec<CardView> = titles.iter().map(|(title, kind)| card(title, kind)).collect();
    cards[1].corrected = true;
    cards[2].retracted = true;
    cards[3].withheld = Some("embargoed".into());
    cards[4].language = "fr".into();
    cards.push(bare_card());
    cards
}

const BODY: &str = r##"
<p>The rail corridor from the ports to the border is the only road by which a heavy brigade can arrive within ten days.<sup class="ref" data-note="1 Ministry of Transport, Infrastructure register, table 7, as of January 2026."><a id="note-1-mark" href="#note-1" role="doc-noteref">1</a></sup> It was built for grain. Its bridges were rated in 1974, and the register has not been renewed since.</p>
<section class="part key_developments" aria-labelledby="key-developments"><h2 id="key-developments">Key developments <a class="anchor" href="#key-developments" aria-labelledby="key-developments"></a></h2>
<p class="lead-in">Since the last survey:</p>
<ul><li>two of seven crossings have been re-rated to 80 tonnes;</li><li>the night shift at the gauge change has been <a href="https://example.org/shift">funded until 2028</a>;</li><li>the second siding is late by fourteen months.</li></ul></section>
<h2 id="what-was-measured"><span class="num">1</span> What was measured <a class="anchor" href="#what-was-measured" aria-labelledby="what-was-measured"></a></h2>
<p class="numbered" id="p1"><a class="para" href="#p1">1.</a> We timed nine movements between October and February. The <abbr title="North Atlantic Treaty Organization">NATO</abbr> planning figure is ten days; the median we saw was thirteen.<sup class="ref" data-note="2 Own survey; timings at the yard gate, not at the ramp. The raw figures are attached as a file."><a id="note-2-mark" href="#note-2" role="doc-noteref">2</a></sup></p>
<p class="numbered" id="p2"><a class="para" href="#p2">2.</a> Three movements were delayed by paper, not by track: the transit permit of one state expires on the day after it is issued.</p>
<figure class="table"><figcaption id="table-1">Table 1: Time by leg, days</figcaption><div class="scroll" role="region" aria-labelledby="table-1" tabindex="0"><table><thead><tr><th>Leg</th><th class="end">Plan</th><th class="end">Median</th><th class="end">Worst</th><th>Limiting factor</th></tr></thead><tbody><tr><td>Port to yard</td><td class="end">1</td><td class="end">1.5</td><td class="end">3</td><td>Cranes above 60 t</td></tr><tr><td>Yard to border</td><td class="end">4</td><td class="end">5</td><td class="end">9</td><td>Bridges at Rēzekne and Jelgava</td></tr><tr><td>Gauge change</td><td class="end">1</td><td class="end">3</td><td class="end">6</td><td>One shift of two</td></tr></tbody></table></div><p class="source"><span class="label">Source:</span> own survey, October 2025 to February 2026</p></figure>
<h3 id="the-bridges"><span class="num">1.1</span> The bridges <a class="anchor" href="#the-bridges" aria-labelledby="the-bridges"></a></h3>
<p>Ratings are given for a single vehicle. A train is a line of them.</p>
<figure class="quote"><blockquote><p>We do not know what the bridge carries. We know what it has carried.</p></blockquote><figcaption>A district engineer, interviewed in November 2025</figcaption></figure>
<div class="callout warning" role="note"><p class="label">Warning</p><p>Ratings marked “provisional” in the register have not been tested under load.</p></div>
<ol class="labelled"><li><span class="mark">(a)</span> Renew the register, and publish it in full.</li><li><span class="mark">(b)</span> Test one crossing a month.</li></ol>
<h2 id="what-follows"><span class="num">2</span> What follows <a class="anchor" href="#what-follows" aria-labelledby="what-follows"></a></h2>
<p>The corridor is <em>likely</em> to reach its planning figure when the second siding opens.</p>
<pre class="code" tabindex="0"><code class="language-yara"><span class="k">rule</span> <span class="f">customs_notice</span> {
  <span class="k">strings</span>:
    <span class="v">$a</span> = <span class="s">"Zollbescheid"</span> <span class="c">// as in the forged notice</span>
  <span class="k">condition</span>:
    <span class="v">$a</span> <span class="k">and</span> filesize &lt; <span class="n">200KB</span>
}
</code></pre>
<div class="turn"><p class="speaker">The Chair</p><div class="said"><p>Would ten days have been met without the permits?</p></div></div>
<div class="turn"><p class="speaker">Col. Ilves</p><div class="said"><p>In six cases of nine.</p></div></div>
<h2 id="outlook"><span class="num">3</span> Outlook <a class="anchor" href="#outlook" aria-labelledby="outlook"></a></h2>
<p>Nothing here is a forecast of intent.</p>
"##;

impl Mock {
    pub fn site(&self) -> SiteView {
        let assets = ["style.css", "site.js", "favicon.svg"];
        SiteView {
            title: "Institute for Defence Logistics".into(),
            description: "Briefings on how armed forces move, supply themselves and last.".into(),
            publisher: PublisherView {
                name: "Institute for Defence Logistics".into(),
                url: Some("https://www.example.org/".into()),
            },
            base_url: "https://example.org/briefings/".into(),
            prefix: String::new(),
            language: "en".into(),
            languages: [("en", "English"), ("fr", "Français")]
                .map(|(tag, name)| LanguageView {
                    tag: tag.into(),
                    name: name.into(),
                    url: format!("/{tag}/"),
                    main: tag == "en",
                })
                .into(),
            menu: Vec::new(),
            theme: ThemeView {
                accent: None,
                logo: None,
                favicon: None,
                tagline: None,
                footer: Some("Registered charity 123456".into()),
            },
            outputs: OutputsView { twins: true, cards: true, search: true, json_feed: true },
            extra: BTreeMap::new(),
            assets: assets.iter().map(|name| ((*name).to_owned(), format!("static/{name}"))).collect(),
            integrity: BTreeMap::new(),
            generator: "despatch 0.1.0".into(),
            shows_drafts: false,
        }
    }

    fn page(&self, kind: &str, title: &str, language: &str) -> PageView {
        PageView {
            kind: kind.into(),
            title: title.into(),
            description: "About this page.".into(),
            url: "/here/".into(),
            canonical: "https://example.org/here/".into(),
            language: language.into(),
            direction: if language == "ar" { "rtl" } else { "ltr" }.into(),
            alternates: vec![Alternate { language: "x-default".into(), href: "https://example.org/here/".into() }],
            feeds: vec![FeedLink {
                title: "All publications".into(),
                url: "/feed.xml".into(),
                media_type: "application/atom+xml".into(),
            }],
            meta: r#"<meta property="og:type" content="article">"#.into(),
            json_ld: r#"{"@context":"https://schema.org"}"#.into(),
            noindex: kind == "not_found",
            section: "/topics/".into(),
            menu: ["Topics", "Regions", "Series", "Archive", "About"]
                .map(|name| MenuItem { name: name.into(), url: format!("/{}/", name.to_lowercase()) })
                .to_vec()
                .into(),
            site_title: "Northern Flank Briefings".into(),
            site_description: "Analysis of defence policy.".into(),
            tagline: None,
            footer: None,
            home: "/".into(),
            all: "/briefings/".into(),
            search: Some("/search/".into()),
        }
    }

    pub fn briefing_called(&self, title: &str) -> Context {
        let mut context = Context::new();
        context.insert("page", &PageView { description: title.into(), ..self.page("briefing", title, "en") });
        let mut view = full();
        view.card = CardView { title: title.into(), authors: vec![link(title)].into(), ..full_card() }.into();
        view.notes[0].label = title.into();
        view.body = String::new();
        context.insert("briefing", &view);
        context
    }

    pub fn pages(&self, language: &str) -> Vec<(String, Context)> {
        let mut pages = Vec::new();
        let mut put = |name: &str, kind: &str, title: &str, view: Option<(&'static str, serde_json::Value)>| {
            let mut context = Context::new();
            context.insert("page", &self.page(kind, title, language));
            if let Some((key, view)) = view {
                context.insert(key, &view);
            }
            pages.push((name.to_owned(), context));
        };
        let json = |view: &dyn erased::Json| view.json();
        let title = "Ten days to the border: the Baltic rail corridor under load";
        put("briefing.html", "briefing", title, Some(("briefing", json(&full()))));
        put("briefing.html~bare.html", "briefing", "Tbc", Some(("briefing", json(&bare()))));
        put("briefing.html~draft.html", "briefing", "Tbc", Some(("briefing", json(&draft()))));
        put("home.html", "home", "Institute for Defence Logistics", Some(("home", json(&home()))));
        put("home.html~bare.html", "home", "Institute for Defence Logistics", Some(("home", json(&empty_home()))));
        put("list.html", "list", "Military mobility", Some(("list", json(&list()))));
        put("list.html~bare.html", "list", "Military mobility", Some(("list", json(&empty_list()))));
        put("corrections.html", "corrections", "Corrections", Some(("list", json(&list()))));
        put("terms.html", "terms", "Topics", Some(("terms", json(&terms("topic")))));
        put("terms.html~kinds.html", "terms", "Kinds", Some(("terms", json(&terms("kind")))));
        put("archive.html", "archive", "Archive", Some(("terms", json(&terms("year")))));
        put("page.html", "page", "About", Some(("text", json(&text()))));
        let search = SearchView { index: "/search/".into(), prefix: String::new(), total: 3 };
        put("search.html", "search", "Search", Some(("search", json(&search))));
        put("404.html", "not_found", "Not found", None);
        put("redirect.html", "redirect", "Ten days to the border", None);
        pages
    }
}

mod erased {
    pub trait Json {
        fn json(&self) -> serde_json::Value;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            serde_json::to_value(self).expect("a view")
        }
    }
}

fn contents() -> Vec<ContentsEntry> {
    let entry = |id: &str, title: &str, number: Option<&str>, depth| ContentsEntry {
        id: id.into(),
        title: title.into(),
        number: number.map(str::to_owned),
        depth,
        role: "body".into(),
    };
    vec![
        entry("key-developments", "Key developments", None, 1),
        entry("what-was-measured", "What was measured", Some("1"), 1),
        entry("the-bridges", "The bridges", Some("1.1"), 2),
        entry("what-follows", "What follows", Some("2"), 1),
        entry("outlook", "Outlook", Some("3"), 1),
    ]
}

fn note(label: &str, html: &str) -> NoteView {
    NoteView {
        id: format!("note-{label}"),
        label: label.into(),
        html: html.into(),
        marks: vec![format!("note-{label}-mark")],
    }
}

fn full_card() -> CardView {
    let mut card = card("Ten days to the border: the Baltic rail corridor under load", "assessment");
    card.updated = Some(day("2026-03-20", "20 March 2026").into());
    card.corrected = true;
    card
}

fn full() -> BriefingView {
    let change = |kind: &str, text: &str, note: &str| ChangeView {
        kind: kind.into(),
        date: day("2026-03-20", text),
        note: note.into(),
        by: None,
    };
    let step = |terms: &str, range: &str, used| LegendStep { terms: terms.into(), range: range.into(), used };
    BriefingView {
        card: full_card().into(),
        standfirst: Some("Four of seven crossings cannot carry what would have to cross them. The faster repair is not of steel but of <em>paper</em>.".into()),
        authors: vec![
            CreditView { name: "Anna Sørensen".into(), url: "/authors/a/".into(), about: AuthorView { role: Some("Senior Fellow".into()), affiliation: Some("Land Forces Programme".into()), orcid: Some("0000-0002-1825-0097".into()), url: None, bio: Some("leads the work on military mobility. She served in the Danish engineer regiment.".into()) } },
            CreditView { name: "Marek Zieliński".into(), url: "/authors/m/".into(), about: AuthorView::default() },
        ],
        series: Some(SeriesView { name: "Corridors".into(), url: "/series/corridors/".into(), number: Some("3".into()) }),
        number: Some("3".into()),
        dateline: Some(DatelineView { place: "Riga".into(), date: Some("12 March 2026".into()) }),
        cutoff: Some(day("2026-03-01", "1 March 2026")),
        summary: Some(SummaryView {
            bluf: Some("A heavy brigade would need thirteen days to reach the border by rail, not ten; six of the nine delays we timed were of paper, not of track.".into()),
            points: vec!["Four of seven crossings are rated below 60 tonnes.".into(), "Permits that expire after a day cost more time than any bridge.".into(), "The second siding closes most of the gap, but not before 2028.".into()],
        }),
        body: BODY.into(),
        contents: contents(),
        notes: vec![note("1", "Ministry of Transport, <em>Infrastructure register</em>, table 7, as of January 2026. <a href=\"https://example.org/register\">https://example.org/register</a>"), note("2", "<p>Own survey; timings at the yard gate, not at the ramp.</p>")],
        sources: vec![SourceView { id: "source-register".into(), html: "Ministry of Transport (2026) <em>Infrastructure register</em>. Riga.".into(), url: None, archived: Some("https://web.archive.org/x".into()), accessed: Some(day("2026-02-01", "1 February 2026")), grade: Some("B2".into()), grade_meaning: Some("usually reliable; probably true".into()) }],
        judgements: vec![
            JudgementView { html: "The corridor will reach its planning figure in 2028.".into(), likelihood: Some("likely".into()), step: Some(5), confidence: Some("moderate".into()), basis: vec![NameLink { name: "Infrastructure register".into(), url: "#source-register".into() }], resolves: Some(day("2028-12-31", "31 December 2028")), outcome: None },
            JudgementView { html: "All seven crossings will be re-rated before then.".into(), likelihood: Some("unlikely".into()), step: Some(3), confidence: Some("high".into()), basis: Vec::new(), resolves: None, outcome: Some("Three of seven by March 2027.".into()) },
        ],
        legends: vec![LegendView { title: "Likelihood as in the PHIA probability yardstick".into(), steps: vec![step("remote chance", "≤ 5 %", false), step("highly unlikely", "10–20 %", false), step("unlikely", "25–35 %", true), step("realistic possibility", "40–50 %", false), step("likely or probable", "55–75 %", true), step("highly likely", "80–90 %", false), step("almost certain", "≥ 95 %", false)] }],
        glossary: vec![GlossaryView { term: "NATO".into(), expansion: "North Atlantic Treaty Organization".into() }],
        history: vec![change("correction", "20 March 2026", "The median of the gauge change is three days, not two."), change("update", "15 March 2026", "Table 1 extended."), change("publication", "12 March 2026", "")],
        attachments: vec![AttachmentView { title: "Times by leg".into(), url: "leg-times.csv".into(), format: "CSV".into(), size: "4 KB".into() }],
        translations: vec![TranslationView { title: "Dix jours".into(), url: "/fr/x/".into(), language: "fr".into(), language_name: "Français".into(), original: false, of_version: Some("2".into()), at_version: Some("3".into()) }],
        related: cards().into_iter().take(4).collect::<Vec<_>>().into(),
        previous: Some(card_named("Counting crews, not tanks").into()),
        next: Some(card_named("Air policing over the Baltic: what a year of scrambles says").into()),
        backlinks: vec![card_named("Host-nation support: who pays for the bridge")].into(),
        supersedes: vec![link("Eleven days to the border")],
        regions: vec![link("Baltic Sea region")].into(),
        places: vec![link("Latvia"), link("Lithuania")].into(),
        actors: vec![link("NATO")].into(),
        kind: link("Assessments"),
        cite: CiteView { styles: vec![CitationView { style: "Chicago".into(), text: "Sørensen, Anna, and Marek Zieliński. “Ten Days to the Border.” Corridors 3. Institute for Defence Logistics, 12 March 2026.".into() }, CitationView { style: "APA".into(), text: "Sørensen, A., & Zieliński, M. (2026). Ten days to the border (Corridors No. 3).".into() }], bibtex: Some("cite.bib".into()), ris: Some("cite.ris".into()), csl: Some("cite.csl.json".into()) },
        marking: Some("TLP:CLEAR".into()),
        licence: Some("CC BY 4.0".into()),
        funding: Some("Funded by the institute’s own means.".into()),
        notice: Some("The views are those of the authors.".into()),
        status_note: None,
        credits: vec!["Map: Land Survey".into()],
        doi: Some("10.1234/abcd".into()),
        isbn: None,
        text_twin: Some("index.md".into()),
        extra: BTreeMap::new(),
    }
}

fn card_named(title: &str) -> CardView {
    card(title, "briefing")
}

fn bare() -> BriefingView {
    BriefingView {
        card: bare_card().into(),
        standfirst: None,
        authors: Vec::new(),
        series: None,
        number: None,
        dateline: None,
        cutoff: None,
        summary: None,
        body: "<p>To be confirmed.</p>".into(),
        contents: Vec::new(),
        notes: Vec::new(),
        sources: Vec::new(),
        judgements: Vec::new(),
        legends: Vec::new(),
        glossary: Vec::new(),
        history: Vec::new(),
        attachments: Vec::new(),
        translations: Vec::new(),
        related: Vec::new().into(),
        previous: None,
        next: None,
        backlinks: Vec::new().into(),
        supersedes: Vec::new(),
        regions: Shared::default(),
        places: Shared::default(),
        actors: Shared::default(),
        kind: link("Statements"),
        cite: CiteView { styles: Vec::new(), bibtex: None, ris: None, csl: None },
        marking: None,
        licence: None,
        funding: None,
        notice: None,
        status_note: None,
        credits: Vec::new(),
        doi: None,
        isbn: None,
        text_twin: None,
        extra: BTreeMap::new(),
    }
}

fn draft() -> BriefingView {
    let mut view = full();
    view.card = CardView { withheld: Some("draft".into()), retracted: true, ..full_card() }.into();
    view.history[0].kind = "retraction".into();
    view.contents = Vec::new();
    view
}

fn home() -> HomeView {
    let mut cards = cards();
    let group = |kind: &str, cards: &[CardView]| KindGroup {
        kind: kind.into(),
        url: format!("/kinds/{kind}/"),
        cards: cards.to_vec().into(),
    };
    let lead = card("Ten days to the border: the Baltic rail corridor under load", "assessment");
    cards.truncate(6);
    HomeView {
        lead: Some(lead.into()),
        kinds: vec![group("briefing", &cards[..2]), group("report", &cards[2..4]), group("advisory", &cards[4..])],
        latest: cards.into(),
        topics: vec![term("Military mobility", 12), term("Air defence", 9), term("Ammunition", 4)],
        regions: vec![term("Baltic Sea region", 11), term("Black Sea region", 3)],
        series: vec![term("Corridors", 3)],
        total: 12_043,
    }
}

fn empty_home() -> HomeView {
    HomeView {
        lead: None,
        latest: Vec::new().into(),
        kinds: Vec::new(),
        topics: Vec::new(),
        regions: Vec::new(),
        series: Vec::new(),
        total: 0,
    }
}

fn list() -> ListView {
    let page = |page: usize, current| PagerLink {
        page,
        url: if page == 0 { String::new() } else { format!("/p/{page}/") },
        current,
    };
    ListView {
        facet: "topic".into(),
        title: "Military mobility".into(),
        intro: "How forces reach the place where they are needed: rail, road, port, permit.".into(),
        cards: cards().into(),
        total: 43,
        pager: Pager {
            page: 2,
            pages: 9,
            previous: Some("/p/".into()),
            next: Some("/p/3/".into()),
            links: vec![page(1, false), page(2, true), page(3, false), page(0, false), page(9, false)],
        },
        author: Some(AuthorView {
            role: Some("Senior Fellow".into()),
            affiliation: Some("Land Forces".into()),
            orcid: Some("0000-0002-1825-0097".into()),
            url: Some("https://www.example.org/a".into()),
            bio: Some("Leads the work on mobility.".into()),
        }),
        actor: Some(ActorView {
            kind: "alliance".into(),
            name: Some("North Atlantic Treaty Organization".into()),
            names: vec!["OTAN".into()],
            url: Some("https://www.nato.int/".into()),
            members: vec![member("Belgium", None), member("Finland", Some("/regions/finland/"))],
        }),
        place: Some(PlaceView {
            code: Some("FI".into()),
            around: vec![NamedPlace { name: "Nordic countries".into(), url: Some("/regions/nordic/".into()) }],
            member_of: vec![member("NATO", Some("/actors/nato/"))],
        }),
        related: vec![FacetView {
            facet: "topic".into(),
            url: "/topics/".into(),
            terms: vec![term("Logistics", 7), term("Host-nation support", 3)],
        }],
        timeline: Some(TimelineView {
            width: 720,
            height: 120,
            bars: vec![BarView { x: 3, y: 60, width: 14, height: 60, label: "2024-01".into(), count: 3 }],
            ticks: vec![TickView { x: 0, text: "2024".into() }],
        }),
        years: vec![
            YearCount { year: 2024, count: 3, url: "/archive/2024/".into() },
            YearCount { year: 2025, count: 22, url: "/archive/2025/".into() },
            YearCount { year: 2026, count: 18, url: "/archive/2026/".into() },
        ],
        facets: vec![FacetView {
            facet: "kind".into(),
            url: "/kinds/".into(),
            terms: vec![term("report", 3), term("advisory", 2)],
        }],
    }
}

fn member(name: &str, url: Option<&str>) -> MemberView {
    let from = Some(day("1949-08-24", "24 August 1949"));
    MemberView { name: name.into(), url: url.map(Into::into), from, to: None }
}

fn empty_list() -> ListView {
    ListView {
        intro: String::new(),
        cards: Vec::new().into(),
        total: 0,
        pager: Pager { page: 1, pages: 1, previous: None, next: None, links: Vec::new() },
        author: None,
        actor: None,
        place: None,
        timeline: None,
        related: Vec::new(),
        years: Vec::new(),
        facets: Vec::new(),
        ..list()
    }
}

fn terms(facet: &str) -> TermsView {
    let names: &[&str] = match facet {
        "kind" => &["briefing", "report", "advisory"],
        "year" => &["2024", "2025", "2026"],
        _ => {
            &["Air defence", "Ammunition", "Cyber", "Host-nation support", "Logistics", "Military mobility", "Reserves"]
        }
    };
    TermsView { facet: facet.into(), terms: names.iter().enumerate().map(|(at, name)| term(name, at + 1)).collect() }
}

fn text() -> TextView {
    TextView {
        title: "About the institute".into(),
        standfirst: Some("Independent, small, exact.".into()),
        body: BODY.into(),
        contents: contents(),
        notes: full().notes,
        extra: BTreeMap::new(),
    }
}
