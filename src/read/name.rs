//! What a file's name says: slug and language.

use crate::{
    base::{SitePath, Slug},
    model::LangTag,
};

/// What a name gives.
pub(super) struct Name {
    /// Its slug; `untitled` where nothing is left of the name.
    pub(super) slug: Slug,
    /// The language of `report.fr.md`.
    pub(super) language: Option<LangTag>,
}

/// The stem less a leading date and a language; the folder's name for `index.*`.
pub(super) fn of(path: &SitePath) -> Name {
    let (stem, language) = language_of(path.stem());
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    let word = if stem == "index" && !folder.is_empty() { folder } else { stem };
    let slug = Slug::from_name(without_date(word)).or_else(|| Slug::from_name(word));
    Name { slug: slug.unwrap_or_else(Slug::untitled), language }
}

/// The language that a file's name gives.
pub(super) fn language(path: &SitePath) -> Option<LangTag> {
    language_of(path.stem()).1
}

/// `report.fr` as `report` and French; a last part that is no short language tag stays in the name.
fn language_of(stem: &str) -> (&str, Option<LangTag>) {
    let Some((rest, tail)) = stem.rsplit_once('.') else { return (stem, None) };
    let short = matches!(tail.split('-').next().map(str::len), Some(2 | 3)) && !rest.is_empty();
    match LangTag::parse(tail).filter(|_| short) {
        Some(tag) => (rest, Some(tag)),
        None => (stem, None),
    }
}

/// `2026-03-12-name` as `name`.
fn without_date(stem: &str) -> &str {
    let dated = stem.split_at_checked(11).filter(|(day, rest)| {
        let digits = day
            .bytes()
            .enumerate()
            .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { at == 10 || b.is_ascii_digit() });
        digits && day.ends_with(['-', '_']) && !rest.is_empty()
    });
    dated.map_or(stem, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_slug_and_language() {
        let name = |path| {
            let name = of(&SitePath::new(path).expect("a path"));
            (name.slug.to_string(), name.language.map(|tag| tag.to_string()))
        };
        assert_eq!(name("content/briefings/2026-03-12-baltic.md"), ("baltic".into(), None));
        assert_eq!(name("content/briefings/baltic.fr.md"), ("baltic".into(), Some("fr".into())));
        assert_eq!(name("content/briefings/2026/baltic-rail/index.md"), ("baltic-rail".into(), None));
        assert_eq!(name("content/briefings/2026/baltic-rail/index.uk.txt"), ("baltic-rail".into(), Some("uk".into())));
        assert_eq!(name("content/briefings/v1.2.md").0, "v1-2");
        assert_eq!(name("content/briefings/2026-03-12.md").0, "2026-03-12");
    }
}
