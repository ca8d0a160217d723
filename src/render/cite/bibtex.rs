//! biblatex: one `@report`.

use super::{Name, Reference};

pub(super) fn write(reference: &Reference) -> String {
    let mut out = format!("@report{{{},\n", reference.key);
    let mut field = |name: &str, value: &str| out.push_str(&format!("  {name:<11} = {{{value}}},\n"));
    let authors: Vec<String> = reference.authors.iter().map(author).collect();
    field("author", &authors.join(" and "));
    // Braces keep the capitals of the title as they were published.
    field("title", &format!("{{{}}}", escaped(&reference.title)));
    field("type", &format!("{{{}}}", escaped(&reference.kind)));
    if let Some(series) = &reference.series {
        field("series", &format!("{{{}}}", escaped(series)));
    }
    if let Some(number) = &reference.number {
        field("number", &escaped(number));
    }
    field("institution", &format!("{{{}}}", escaped(&reference.publisher)));
    if let Some(date) = reference.date {
        field("date", &date.to_string());
    }
    if let Some(doi) = &reference.doi {
        field("doi", &verbatim(doi));
    }
    if let Some(isbn) = &reference.isbn {
        field("isbn", &escaped(isbn));
    }
    field("url", &verbatim(&reference.url));
    if let Some(language) = language(&reference.language) {
        field("langid", language);
    }
    if !reference.topics.is_empty() {
        let topics: Vec<String> = reference.topics.iter().map(|topic| escaped(&topic.replace(',', " "))).collect();
        field("keywords", &topics.join(", "));
    }
    if let Some(day) = reference.retracted {
        field("note", &format!("Retracted on {day}"));
    }
    out.push_str("}\n");
    out
}

fn author(name: &Name) -> String {
    match name {
        Name::Person { given, family, suffix: Some(suffix) } => {
            format!("{}, {}, {}", escaped(family), escaped(suffix), escaped(given))
        }
        Name::Person { given, family, suffix: None } => format!("{}, {}", escaped(family), escaped(given)),
        Name::Whole(name) => format!("{{{}}}", escaped(name)),
    }
}

/// A text as LaTeX prints it. Braces are written as commands, because biber counts those after a backslash too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            '@' => out.push_str("{@}"),
            _ => out.push(c),
        }
    }
    out
}

/// A text of a verbatim field, where nothing is escaped: braces and backslashes, which addresses need not hold, are
/// percent-escaped.
fn verbatim(text: &str) -> String {
    text.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

/// The babel name of a language.
fn language(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "en-US" => "american",
        "de-AT" => "austrian",
        _ => match tag.split('-').next().unwrap_or_default() {
            "cs" => "czech",
            "da" => "danish",
            "de" => "ngerman",
            "el" => "greek",
            "en" => "british",
            "es" => "spanish",
            "et" => "estonian",
            "fi" => "finnish",
            "fr" => "french",
            "it" => "italian",
            "lt" => "lithuanian",
            "lv" => "latvian",
            "nb" | "no" => "norsk",
            "nl" => "dutch",
            "pl" => "polish",
            "pt" => "portuguese",
            "ro" => "romanian",
            "ru" => "russian",
            "sv" => "swedish",
            "tr" => "turkish",
            "uk" => "ukrainian",
            _ => return None,
        },
    })
}
