//! Drawings that mean harm, as data; drawings that do not; and what holds of any.

use proptest::prelude::*;
use quick_xml::{Reader, XmlVersion, events::Event};

use super::{refers_within, sanitise};
use crate::base::{Code, Noted};

const OPEN: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">"#;

fn drawing(inner: &str) -> String {
    format!("{OPEN}{inner}</svg>")
}

fn clean(text: &str) -> Noted<String> {
    sanitise(text).unwrap_or_else(|broken| panic!("{}: {text}", broken.message))
}

/// What stands in a drawing, what of it is left, and what is said.
const HOSTILE: &[(&str, &str, &[&str])] = &[
    ("<script>alert(1)</script><g/>", "<g/>", &["`<script>`"]),
    ("<script xlink:href='data:text/javascript,alert(1)'/><g/>", "<g/>", &["`<script>`"]),
    ("<g onload='alert(1)' onclick='x'/>", "<g/>", &["the attribute `onload`", "the attribute `onclick`"]),
    (
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script/></body></foreignObject>",
        "",
        &["`<foreignObject>`"],
    ),
    ("<h:iframe xmlns:h='http://www.w3.org/1999/xhtml' src='x'/>", "", &["`<iframe>`"]),
    ("<a href='javascript:alert(1)'><g/></a>", "<a><g/></a>", &["the address of `<a>`, which leads elsewhere,"]),
    ("<a xlink:href='java&#9;script:alert(1)'/>", "<a/>", &["the address of `<a>`, which leads elsewhere,"]),
    ("<a href=' &#1;javascript:x'/>", "!", &[]),
    ("<image href='https://evil.example/x.png'/>", "<image/>", &["the address of `<image>`, which leads elsewhere,"]),
    ("<image href='//evil.example/x.png'/>", "<image/>", &["the address of `<image>`, which leads elsewhere,"]),
    ("<image href='\\\\evil.example/x.png'/>", "<image/>", &["the address of `<image>`, which leads elsewhere,"]),
    ("<image href='data:image/svg+xml,x'/>", "<image/>", &["the address of `<image>`, which leads elsewhere,"]),
    ("<use xlink:href='https://evil.example/#a'/>", "<use/>", &["the address of `<use>`, which leads elsewhere,"]),
    ("<feImage href='data:text/html,x'/>", "<feImage/>", &["the address of `<feImage>`, which leads elsewhere,"]),
    ("<set attributeName='href' to='javascript:x'/>", "", &["a `<set>` that changes what it may not"]),
    ("<animate attributeName='xlink:href' values='x;y'/>", "", &["a `<animate>` that changes what it may not"]),
    ("<set attributeName=' onclick ' to='x'/>", "", &["a `<set>` that changes what it may not"]),
    (
        "<set attributeName='fill' to='url(https://evil.example)'/>",
        "<set attributeName=\"fill\" to=\" none \"/>",
        &["an address of elsewhere in the attribute `to`"],
    ),
    ("<handler type='x'/><listener/>", "", &["`<handler>`", "`<listener>`"]),
    (
        "<g fill='url(https://evil.example/#a)'/>",
        "<g fill=\" none \"/>",
        &["an address of elsewhere in the attribute `fill`"],
    ),
    (
        "<g style='fill:u\\72l(//evil.example)'/>",
        "<g style=\"fill: none \"/>",
        &["an address of elsewhere in the attribute `style`"],
    ),
    (
        "<style>@import 'https://evil.example/a.css'; g{fill:red}</style>",
        "<style> none  g{fill:red}</style>",
        &["`@import` of a stylesheet"],
    ),
    ("<style>@\\69mport url(a.css);</style>", "<style> none </style>", &["`@import` of a stylesheet"]),
    (
        "<style><![CDATA[g{fill:url('https://evil.example')}]]></style>",
        "<style>g{fill: none }</style>",
        &["an address of elsewhere of a stylesheet"],
    ),
    (
        "<style>g{background:image-set('//evil.example/a' 1x)}</style>",
        "<style>g{background: none }</style>",
        &["an address of elsewhere of a stylesheet"],
    ),
    (
        "<style>g{--a:'//evil.example';background:src(var(--a))}</style>",
        "<style>g{--a:'//evil.example';background: none }</style>",
        &["an address of elsewhere of a stylesheet"],
    ),
    ("<style><g/>g{fill:red}</style>", "<style>g{fill:red}</style>", &["`<g>`"]),
    ("<style>&lt;/style>&lt;script></style>", "<style>&lt;/style&gt;&lt;script&gt;</style>", &[]),
    ("<?xml-stylesheet href='https://evil.example'?><g/>", "<g/>", &["`<?xml-stylesheet?>`"]),
    ("<g xml:base='https://evil.example/'/>", "<g/>", &["the attribute `xml:base`"]),
    ("<g ev:event='click' xmlns:ev='http://www.w3.org/2001/xml-events'/>", "<g/>", &[]),
    ("<text>&gone;</text>", "<text></text>", &["the entity `&gone;`"]),
    ("<g id='&gone;'/>", "<g/>", &["the attribute `id`, which names an entity"]),
    ("<text>&lt;script&gt;</text>", "<text>&lt;script&gt;</text>", &[]),
    (
        "<a href='https://example.org' ping='https://evil.example'/>",
        "<a/>",
        &["the address of `<a>`, which leads elsewhere,", "the attribute `ping`"],
    ),
];

#[test]
fn what_means_harm_is_taken_out_and_said() {
    for (inner, left, said) in HOSTILE {
        if *left == "!" {
            assert!(sanitise(&drawing(inner)).is_err(), "{inner}");
            continue;
        }
        let Noted { value, notes } = clean(&drawing(inner));
        assert_eq!(value.trim_end(), drawing(left), "{inner}");
        let messages: Vec<&str> = notes.iter().map(|note| note.message.as_str()).collect();
        let expected: Vec<String> = said.iter().map(|what| format!("the sanitiser takes {what} out")).collect();
        assert_eq!(messages, expected, "{inner}");
        assert!(notes.iter().all(|note| note.code == Code::SanitisedSvg && note.span.is_some()));
    }
}

#[test]
fn a_warning_stands_where_the_thing_stands() {
    let text = drawing("<g/>\n<g id='a' onclick='x'/>\n<style>\n@import 'x';\n</style>");
    let notes = clean(&text).notes;
    let places: Vec<&str> = notes.iter().filter_map(|note| Some(note.span?.slice(&text))).collect();
    assert_eq!(places, ["onclick", "@import 'x';"]);
}

#[test]
fn an_entity_is_never_expanded() {
    let text = format!(
        "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n{}",
        drawing("<text>&b;&x;.</text>")
    );
    let Noted { value, notes } = clean(&text);
    assert_eq!(value.trim_end(), drawing("<text>.</text>"));
    assert_eq!(notes.len(), 3);
}

#[test]
fn what_is_no_drawing_is_an_error_at_its_place() {
    let broken = [
        ("", 0),
        ("just words", 0),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g>", 43),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", 43),
        ("<svg xmlns='http://www.w3.org/2000/svg'/><svg/>", 41),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>words", 41),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g id='a' id='b'/></svg>", 40),
        ("<svg xmlns='http://www.w3.org/2000/svg'><x:g/></svg>", 40),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", 0),
        ("<svg>\u{1}</svg>", 5),
        ("<svg>&#0;</svg>", 5),
    ];
    for (text, at) in broken {
        let error = sanitise(text).expect_err(text);
        assert_eq!(error.code, Code::BadImage);
        assert_eq!(error.span.map(|span| span.start as usize), Some(at), "{text}: {}", error.message);
    }
}

#[test]
fn the_drawings_of_the_house_come_out_as_they_went_in() {
    let drawings = [
        include_str!("../../../static/favicon.svg"),
        include_str!("../../../docs/static/performance.svg"),
        include_str!("../../../content/briefings/2026/baltic-rail-corridor/figure.svg"),
    ];
    for drawing in drawings {
        let Noted { value, notes } = clean(drawing);
        assert_eq!(notes, []);
        assert_eq!(shape(&value), shape(drawing));
    }
}

#[test]
fn what_draws_stays() {
    let inner = "<title>A &amp; b</title><defs><linearGradient id=\"a\"><stop offset=\"0\"/></linearGradient></defs>\
                 <use xlink:href=\"#a\"/><g fill=\"url(#a)\" transform=\"translate(1,2)\" style=\"fill:rgb(1 2 3)\"/>\
                 <image href=\"data:image/png;base64,AAAA\"/><text xml:space=\"preserve\">  1 &lt; 2</text>\
                 <style>.a{fill:url(#a)}@media print{.a{fill:#000}}</style>\
                 <animate attributeName=\"fill\" values=\"red;blue\" dur=\"1s\"/>";
    let Noted { value, notes } = clean(&drawing(inner));
    assert_eq!((value.trim_end(), notes), (drawing(inner).as_str(), vec![]));
}

#[test]
fn a_drawing_under_a_prefix_and_one_without_a_namespace_are_written_plainly() {
    let prefixed =
        "<s:svg xmlns:s='http://www.w3.org/2000/svg' xmlns:i='http://inkscape.org' i:x='1'><i:y/><s:g/></s:svg>";
    let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>\n";
    assert_eq!(clean(prefixed).value, plain);
    assert_eq!(clean("<svg><g/></svg>").value, plain);
}

/// Elements, attributes and texts, but for comments and white space between elements.
fn shape(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let mut shape = Vec::new();
    let mut words = String::new();
    loop {
        let event = reader.read_event().expect("XML");
        if !matches!(event, Event::Text(_) | Event::GeneralRef(_) | Event::Comment(_)) && !words.trim().is_empty() {
            shape.push(std::mem::take(&mut words).trim().to_owned());
        }
        match event {
            Event::Start(start) | Event::Empty(start) => {
                shape.push(format!("<{}", start.name().0));
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    format!(
                        "{}={}",
                        attribute.key.0,
                        attribute.normalized_value(XmlVersion::Implicit1_0).expect("a value")
                    )
                });
                shape.extend(attributes);
            }
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => words.push(match &*name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                _ => '?',
            }),
            Event::Eof => return shape,
            _ => {}
        }
    }
}

/// Pieces from which drawings are put together: what harm is made of, and what holds it together.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "<g>",
        "</g>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<a ",
        "<image ",
        "<set ",
        ">",
        "/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?x ",
        "?>",
        " onload='x'",
        " href='",
        " xlink:href=\"",
        "'",
        "\"",
        "javascript:",
        "https://e.example/",
        "//e.example",
        "url(",
        "@import ",
        ")",
        ";",
        "\\",
        "{",
        "}",
        " style='",
        "&lt;",
        "&#10;",
        "<foreignObject>",
        "</foreignObject>",
        "<h:p xmlns:h='http://www.w3.org/1999/xhtml'>",
        "</h:p>",
        " attributeName='",
        "</a>",
        "/*",
        "*/",
        "image-set(",
        "u\\72l(",
        "data:text/html,",
        "data:image/png,",
        " ",
        "x",
        "=",
        " fill='",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

/// The beginning of a sheet or value that no string, comment or escape is in: those are read by the cleaner's parser alone.
fn plain(css: &str) -> &str {
    let head = css.split(['\'', '\\']).next().unwrap_or_default();
    head.split("/*").next().unwrap_or_default()
}

/// Whether a sheet loads another before its first string, comment or escape; the words of a bare address are no rule.
fn imports(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let mut parts = plain(&css).split("url(");
    let mut before = parts.next().unwrap_or_default();
    let mut outside = before.to_owned();
    for part in parts {
        let is_address = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let (address, rest) = part.split_once(')').unwrap_or((part, ""));
        let is_bare = is_address && !address.contains('"');
        outside.push_str(if is_bare { rest } else { part });
        before = part;
    }
    outside.contains("@import")
}

/// Whether a value names an address of elsewhere before its first string, comment or escape.
fn asks(css: &str) -> bool {
    let parts: Vec<&str> = plain(css).split("url(").collect();
    let begins = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let leads = |after: &str| ["https:", "//"].iter().any(|start| after.trim_start().starts_with(start));
    parts.windows(2).any(|pair| begins(pair[0]) && leads(pair[1]))
}

/// Holds that nothing in a drawing acts or leads elsewhere, as a reader of XML sees it.
fn assert_harmless(text: &str) {
    let mut reader = Reader::from_str(text);
    // The text of a stylesheet comes in pieces, with the references between them.
    let mut sheet = None;
    loop {
        match reader.read_event().expect("what is written is XML") {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().0.to_ascii_lowercase();
                assert!(!["script", "foreignobject", "iframe", "handler"].contains(&name.as_str()), "{text}");
                sheet = (name == "style").then(String::new);
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let key = attribute.key.0;
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).expect("a value");
                    assert!(!key.starts_with("on"), "{text}");
                    assert!(!key.ends_with("href") || refers_within(&value), "{text}");
                    assert!(!key.ends_with("href") || !value.trim().starts_with("javascript:"), "{text}");
                    assert!(key.ends_with("href") || key == "id" || !asks(&value), "{text}");
                }
            }
            Event::Text(text) => sheet.iter_mut().for_each(|sheet| sheet.push_str(&text)),
            Event::GeneralRef(_) => sheet.iter_mut().for_each(|sheet| sheet.push('>')),
            Event::End(_) => {
                let sheet = sheet.take().unwrap_or_default();
                assert!(!imports(&sheet), "{text}");
                assert!(!asks(&sheet), "{text}");
            }
            Event::DocType(_) | Event::PI(_) | Event::CData(_) | Event::Comment(_) => panic!("{text}"),
            Event::Eof => return,
            Event::Decl(_) => {}
        }
    }
}

/// A drawing that is well-formed, of elements, attributes and values that mean harm and such as do not.
fn element() -> impl Strategy<Value = String> {
    let names = [
        "g",
        "a",
        "image",
        "use",
        "set",
        "animate",
        "style",
        "script",
        "foreignObject",
        "text",
        "metadata",
        "h:p",
        "x:y",
    ];
    let attributes = [
        "onload",
        "href",
        "xlink:href",
        "style",
        "fill",
        "attributeName",
        "to",
        "values",
        "id",
        "xml:base",
        "h:on",
        "x:z",
    ];
    let words = [
        "javascript:",
        "url(",
        ")",
        "https://e.example/",
        "//e.example",
        "#a",
        "&#9;",
        "&#10;",
        " ",
        "@import ",
        ";",
        "{",
        "}",
        "'",
        "\\72",
        "u\\72l(",
        "/*",
        "*/",
        "image-set(",
        "var(--a)",
        "src(",
        "data:text/html,",
        "data:image/png;",
        "&gone;",
        "&lt;script",
        "href",
    ];
    let words = || prop::collection::vec(prop::sample::select(words.to_vec()), 0..5).prop_map(|words| words.concat());
    let attribute = (prop::sample::select(attributes.to_vec()), words())
        .prop_map(|(name, value)| (name, format!(" {name}=\"{value}\"")));
    let open = (prop::sample::select(names.to_vec()), prop::collection::btree_map(0..3, attribute, 0..4));
    let open = open.prop_map(|(name, attributes)| {
        let own: std::collections::BTreeMap<_, _> = attributes.into_values().collect();
        (name, own.into_values().collect::<String>())
    });
    let leaf = (open.clone(), words()).prop_map(|((name, inner), text)| format!("<{name}{inner}>{text}</{name}>"));
    leaf.prop_recursive(4, 24, 4, move |inner| {
        (open.clone(), prop::collection::vec(inner, 0..4))
            .prop_map(|((name, attributes), inner)| format!("<{name}{attributes}>{}</{name}>", inner.concat()))
    })
}

#[test]
fn what_stands_in_an_address_is_no_rule() {
    for sheet in ["url(@import ", "a{fill:url(@import)}", "a{fill:URL( @import )}"] {
        let Noted { value, notes } = clean(&drawing(&format!("<style>{sheet}</style>")));
        assert_harmless(&value);
        assert!(value.contains(sheet) && notes.is_empty(), "{value}");
    }
    for sheet in ["xurl(@import 'a')", "url(b) @import 'a';", "url(\"b\" @import 'a')"] {
        let Noted { value, notes } = clean(&drawing(&format!("<style>{sheet}</style>")));
        assert!(!value.contains("@import") && !notes.is_empty(), "{value}");
        assert!(imports(&sheet.replace('\'', "")), "{sheet}");
    }
}

proptest! {
    #[test]
    fn nothing_of_a_whole_drawing_acts_or_leads_elsewhere(inner in element()) {
        let open = OPEN.replace('>', " xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:x=\"urn:x\">");
        let Noted { value, .. } = clean(&format!("{open}{inner}</svg>"));
        assert!(!value.to_ascii_lowercase().contains("<script"));
        assert_harmless(&value);
        let again = clean(&value);
        assert_eq!((again.value, again.notes), (value, vec![]));
    }

    #[test]
    fn nothing_that_is_written_acts_or_leads_elsewhere(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = drawing(&pieces.concat());
        if let Ok(Noted { value, .. }) = sanitise(&text) {
            assert!(!value.to_ascii_lowercase().contains("<script"));
            assert_harmless(&value);
            let again = clean(&value);
            assert_eq!((again.value, again.notes), (value, vec![]));
        }
    }

    #[test]
    fn nesting_without_end_is_borne(depth in 0_usize..3000) {
        let css = format!("<style>{}</style>", "a{(".repeat(depth));
        let groups = format!("{}{}", "<g>".repeat(depth), "</g>".repeat(depth));
        assert!(sanitise(&drawing(&(css + &groups))).is_ok());
    }

    #[test]
    fn any_bytes_are_borne(text in ".{0,200}") {
        let _ = sanitise(&text);
        let _ = sanitise(&drawing(&text));
    }
}
