//! What a section is for, by its heading.

use std::collections::BTreeMap;

use crate::model::Role;

/// The role of a section under this heading (plain text, without its number): the site's own table, then ours, then the
/// prefix rule (`Implications for …`); `Body` where none speaks.
pub(crate) fn role(heading: &str, site: &BTreeMap<String, Role>) -> Role {
    if site.is_empty() && (heading.len() < SHORTEST || !OF_ALL.may_begin(heading)) {
        return Role::Body;
    }
    let longest = site.keys().map(String::len).fold(LONGEST, usize::max);
    let folded = fold(heading, longest);
    if let Some(role) = site.get(&folded) {
        return *role;
    }
    if let Ok(at) = HEADINGS.binary_search_by_key(&folded.as_str(), |(name, _)| name) {
        return HEADINGS.get(at).map_or(Role::Body, |(_, role)| *role);
    }
    if folded.len() < SHORTEST_PREFIX {
        return Role::Body;
    }
    let first = folded.bytes().next();
    let mut begins = PREFIXES.iter().filter(|(prefix, _)| prefix.bytes().next() == first);
    begins.find(|(prefix, _)| folded.starts_with(prefix)).map_or(Role::Body, |(_, role)| *role)
}

/// Whether the table of names itself has this heading: not by what it begins with.
pub(crate) fn is_name(heading: &str, site: &BTreeMap<String, Role>) -> bool {
    if site.is_empty() && !OF_ALL.may_begin(heading) {
        return false;
    }
    let folded = fold(heading, site.keys().map(String::len).fold(LONGEST, usize::max));
    site.contains_key(&folded) || HEADINGS.binary_search_by_key(&folded.as_str(), |(name, _)| name).is_ok()
}

/// No heading of ours is shorter.
const SHORTEST: usize = 4;
/// No prefix of ours is shorter.
const SHORTEST_PREFIX: usize = 10;
/// No heading of ours is longer, folded.
const LONGEST: usize = 40;

/// Whether the section under this heading holds notes or sources.
pub(crate) fn holds_notes(heading: &str, site: &BTreeMap<String, Role>) -> bool {
    (!site.is_empty() || heading.len() >= SHORTEST && OF_NOTES.may_begin(heading))
        && matches!(role(heading, site), Role::Notes | Role::Sources)
}

/// How names and prefixes begin: for each first letter the second ones, the third ones and the fourth ones, a bit for each. The first
/// letters of most texts begin none.
struct Beginnings([[u32; 3]; 32]);

static OF_ALL: Beginnings = Beginnings::of(HEADINGS).and(PREFIXES);
static OF_NOTES: Beginnings = Beginnings::of_notes(HEADINGS);

impl Beginnings {
    const fn of(names: &[(&str, Role)]) -> Self {
        Self([[0; 3]; 32]).and(names)
    }

    const fn of_notes(names: &[(&str, Role)]) -> Self {
        let (mut all, mut at) = (Self([[0; 3]; 32]), 0);
        while at < names.len() {
            if matches!(names[at].1, Role::Notes | Role::Sources) {
                all.add(names[at].0);
            }
            at += 1;
        }
        all
    }

    const fn and(mut self, names: &[(&str, Role)]) -> Self {
        let mut at = 0;
        while at < names.len() {
            self.add(names[at].0);
            at += 1;
        }
        self
    }

    const fn add(&mut self, name: &str) {
        if let [first, second, third, fourth, ..] = name.as_bytes() {
            let [seconds, thirds, fourths] = &mut self.0[(*first & 0x1f) as usize];
            *seconds |= 1 << (*second & 0x1f);
            *thirds |= 1 << (*third & 0x1f);
            *fourths |= 1 << (*fourth & 0x1f);
        }
    }

    /// Whether one of them may begin so, its article passed over.
    fn may_begin(&self, heading: &str) -> bool {
        let letters = |text: &[u8]| match text {
            [first, second, third, ..] if [first, second, third].iter().all(|byte| byte.is_ascii_alphabetic()) => {
                let is_among = |letters: u32, letter: u8| letters & 1 << (letter & 0x1f) != 0;
                let known = self.0.get(usize::from(first & 0x1f));
                // What stands behind the third letter may be passed over, or stand for another sign, unless it is a letter.
                let fourth = text.get(3).filter(|byte| byte.is_ascii_alphabetic());
                known.is_none_or(|[seconds, thirds, fourths]| {
                    is_among(*seconds, *second)
                        && is_among(*thirds, *third)
                        && fourth.is_none_or(|fourth| is_among(*fourths, *fourth))
                })
            }
            // Signs are passed over, and letters beyond ASCII are told by folding alone.
            _ => true,
        };
        match heading.as_bytes() {
            [b't' | b'T', b'h' | b'H', b'e' | b'E', b' ', rest @ ..] => letters(rest),
            // What is passed over may stand within the article.
            [b't' | b'T', b'h' | b'H', third, fourth, ..]
                if !(third.is_ascii_alphanumeric() && fourth.is_ascii_alphanumeric()) =>
            {
                true
            }
            all => letters(all),
        }
    }
}

/// Lower-case, apostrophes straight, hyphens and slashes as spaces, other punctuation gone, spaces folded; a leading article goes.
/// What is surely longer than `longest` is cut: no name is.
fn fold(heading: &str, longest: usize) -> String {
    const ARTICLE: &str = "the ";
    let mut out = String::with_capacity(heading.len().min(longest + 2 * ARTICLE.len()));
    for c in heading.trim().chars() {
        if out.len() > longest + ARTICLE.len() && out.trim().len() > longest + ARTICLE.len() {
            break;
        }
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '’' | '\'' => out.push('\''),
            '-' | '‑' | '–' | '/' => out.push(' '),
            '&' => out.push_str("and"),
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if c.is_whitespace() && !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    let out = out.trim();
    let from = if out.starts_with(ARTICLE) { ARTICLE.len() } else { 0 };
    out.get(from..).unwrap_or_default().to_owned()
}

/// A heading that begins so has the role, whatever follows.
const PREFIXES: &[(&str, Role)] = &[
    ("implications for ", Role::Implications),
    ("implications of ", Role::Implications),
    ("implications pour ", Role::Implications),
    ("conséquences pour ", Role::Implications),
    ("impact on ", Role::Impact),
    ("impact of ", Role::Impact),
    ("impacts on ", Role::Impact),
    ("effets sur ", Role::Impact),
    ("incidences sur ", Role::Impact),
    ("outlook for ", Role::Outlook),
    ("perspectives pour ", Role::Outlook),
    ("recommendations for ", Role::Recommendations),
    ("recommendations to ", Role::Recommendations),
    ("recommandations pour ", Role::Recommendations),
    ("recommandations à ", Role::Recommendations),
    ("background to ", Role::Background),
    ("background on ", Role::Background),
    ("key developments ", Role::KeyDevelopments),
    ("about the author", Role::About),
    ("about the ", Role::About),
    ("about this ", Role::About),
    ("à propos de ", Role::About),
    ("à propos du ", Role::About),
    ("à propos des ", Role::About),
    ("media contact", Role::Contact),
    ("contact presse", Role::Contact),
];

/// Headings and their roles, folded, sorted by bytes.
const HEADINGS: &[(&str, Role)] = &[
    ("abbreviations", Role::Glossary),
    ("abbreviations and acronyms", Role::Glossary),
    ("about", Role::About),
    ("about author", Role::About),
    ("about authors", Role::About),
    ("about us", Role::About),
    ("abréviations", Role::Glossary),
    ("abstract", Role::Summary),
    ("acknowledgements", Role::About),
    ("acknowledgments", Role::About),
    ("acronymes", Role::Glossary),
    ("acronyms", Role::Glossary),
    ("acronyms and abbreviations", Role::Glossary),
    ("arrière plan", Role::Background),
    ("at a glance", Role::Summary),
    ("avertissement", Role::Disclaimer),
    ("background", Role::Background),
    ("background and context", Role::Background),
    ("bibliographie", Role::Sources),
    ("bibliography", Role::Sources),
    ("bluf", Role::Summary),
    ("boilerplate", Role::About),
    ("bottom line", Role::Summary),
    ("bottom line up front", Role::Summary),
    ("caveat", Role::Disclaimer),
    ("ce qu'il faut retenir", Role::Summary),
    ("clause de non responsabilité", Role::Disclaimer),
    ("conclusion and recommendations", Role::Recommendations),
    ("conclusion et recommandations", Role::Recommendations),
    ("conclusions and recommendations", Role::Recommendations),
    ("conclusions et recommandations", Role::Recommendations),
    ("constats et recommandations", Role::Recommendations),
    ("conséquences", Role::Implications),
    ("contact", Role::Contact),
    ("contact médias", Role::Contact),
    ("contact presse", Role::Contact),
    ("contact us", Role::Contact),
    ("contacts", Role::Contact),
    ("contacts presse", Role::Contact),
    ("context", Role::Background),
    ("context and background", Role::Background),
    ("contexte", Role::Background),
    ("contexte historique", Role::Background),
    ("contexte stratégique", Role::Background),
    ("copyright", Role::Disclaimer),
    ("copyright notice", Role::Disclaimer),
    ("data and methods", Role::Methodology),
    ("definitions", Role::Glossary),
    ("developments", Role::KeyDevelopments),
    ("disclaimer", Role::Disclaimer),
    ("disclaimers", Role::Disclaimer),
    ("droits d'auteur", Role::Disclaimer),
    ("définitions", Role::Glossary),
    ("développements récents", Role::KeyDevelopments),
    ("editor's note", Role::Notes),
    ("editor's notes", Role::Notes),
    ("editors' notes", Role::Notes),
    ("effects", Role::Impact),
    ("effets", Role::Impact),
    ("en bref", Role::Summary),
    ("end notes", Role::Notes),
    ("endnotes", Role::Notes),
    ("enquiries", Role::Contact),
    ("et maintenant", Role::Outlook),
    ("executive summary", Role::Summary),
    ("faits marquants", Role::KeyDevelopments),
    ("findings and recommendations", Role::Recommendations),
    ("footnotes", Role::Notes),
    ("for further information", Role::Contact),
    ("for more information", Role::Contact),
    ("forecast", Role::Outlook),
    ("further information", Role::Contact),
    ("further reading", Role::Sources),
    ("future outlook", Role::Outlook),
    ("glossaire", Role::Glossary),
    ("glossary", Role::Glossary),
    ("glossary of terms", Role::Glossary),
    ("highlights", Role::Summary),
    ("historical background", Role::Background),
    ("historical context", Role::Background),
    ("historique", Role::Background),
    ("history", Role::Background),
    ("how we did this", Role::Methodology),
    ("impact", Role::Impact),
    ("impact assessment", Role::Impact),
    ("impacts", Role::Impact),
    ("implications", Role::Implications),
    ("implications politiques", Role::Implications),
    ("implications stratégiques", Role::Implications),
    ("in brief", Role::Summary),
    ("in summary", Role::Summary),
    ("incidences", Role::Impact),
    ("indicators to watch", Role::Outlook),
    ("jugements clés", Role::Summary),
    ("key developments", Role::KeyDevelopments),
    ("key events", Role::KeyDevelopments),
    ("key findings", Role::Summary),
    ("key judgement", Role::Summary),
    ("key judgements", Role::Summary),
    ("key judgment", Role::Summary),
    ("key judgments", Role::Summary),
    ("key messages", Role::Summary),
    ("key point", Role::Summary),
    ("key points", Role::Summary),
    ("key recommendations", Role::Recommendations),
    ("key take aways", Role::Summary),
    ("key takeaways", Role::Summary),
    ("l'auteur", Role::About),
    ("l'essentiel", Role::Summary),
    ("latest developments", Role::KeyDevelopments),
    ("lectures complémentaires", Role::Sources),
    ("legal notice", Role::Disclaimer),
    ("les auteurs", Role::About),
    ("list of abbreviations", Role::Glossary),
    ("list of acronyms", Role::Glossary),
    ("list of sources", Role::Sources),
    ("liste des abréviations", Role::Glossary),
    ("looking ahead", Role::Outlook),
    ("main developments", Role::KeyDevelopments),
    ("main findings", Role::Summary),
    ("main points", Role::Summary),
    ("media contact", Role::Contact),
    ("media contacts", Role::Contact),
    ("media enquiries", Role::Contact),
    ("media inquiries", Role::Contact),
    ("mentions légales", Role::Disclaimer),
    ("messages clefs", Role::Summary),
    ("messages clés", Role::Summary),
    ("mesures recommandées", Role::Recommendations),
    ("method", Role::Methodology),
    ("methodology", Role::Methodology),
    ("methods", Role::Methodology),
    ("methods and data", Role::Methodology),
    ("méthode", Role::Methodology),
    ("méthodes", Role::Methodology),
    ("méthodologie", Role::Methodology),
    ("next steps", Role::Outlook),
    ("note", Role::Notes),
    ("note aux rédactions", Role::Notes),
    ("note de la rédaction", Role::Notes),
    ("note de méthode", Role::Methodology),
    ("note de synthèse", Role::Summary),
    ("note méthodologique", Role::Methodology),
    ("note on method", Role::Methodology),
    ("note on methodology", Role::Methodology),
    ("note to editors", Role::Notes),
    ("notes", Role::Notes),
    ("notes aux rédacteurs", Role::Notes),
    ("notes aux rédactions", Role::Notes),
    ("notes de bas de page", Role::Notes),
    ("notes for editors", Role::Notes),
    ("notes to editor", Role::Notes),
    ("notes to editors", Role::Notes),
    ("nous contacter", Role::Contact),
    ("outlook", Role::Outlook),
    ("perspectives", Role::Outlook),
    ("points clefs", Role::Summary),
    ("points clés", Role::Summary),
    ("points essentiels", Role::Summary),
    ("policy implications", Role::Implications),
    ("policy recommendations", Role::Recommendations),
    ("portée", Role::Implications),
    ("pour aller plus loin", Role::Sources),
    ("pour la suite", Role::Outlook),
    ("pour plus d'informations", Role::Contact),
    ("pourquoi c'est important", Role::Implications),
    ("press contact", Role::Contact),
    ("press contacts", Role::Contact),
    ("press enquiries", Role::Contact),
    ("principal findings", Role::Summary),
    ("principales conclusions", Role::Summary),
    ("principaux développements", Role::KeyDevelopments),
    ("principaux faits", Role::KeyDevelopments),
    ("principaux points", Role::Summary),
    ("prochaines étapes", Role::Outlook),
    ("prospects", Role::Outlook),
    ("préconisations", Role::Recommendations),
    ("prévisions", Role::Outlook),
    ("qui sommes nous", Role::About),
    ("rappel", Role::Background),
    ("rappel des faits", Role::Background),
    ("recent developments", Role::KeyDevelopments),
    ("recent events", Role::KeyDevelopments),
    ("recommandation", Role::Recommendations),
    ("recommandations", Role::Recommendations),
    ("recommandations politiques", Role::Recommendations),
    ("recommendation", Role::Recommendations),
    ("recommendations", Role::Recommendations),
    ("recommendations and conclusions", Role::Recommendations),
    ("recommended actions", Role::Recommendations),
    ("reference list", Role::Sources),
    ("references", Role::Sources),
    ("remerciements", Role::About),
    ("renseignements", Role::Contact),
    ("références", Role::Sources),
    ("répercussions", Role::Impact),
    ("résumé", Role::Summary),
    ("scope and method", Role::Methodology),
    ("scope note", Role::Methodology),
    ("select bibliography", Role::Sources),
    ("sigles", Role::Glossary),
    ("sigles et abréviations", Role::Glossary),
    ("sigles et acronymes", Role::Glossary),
    ("so what", Role::Implications),
    ("source list", Role::Sources),
    ("sources", Role::Sources),
    ("sources and further reading", Role::Sources),
    ("sources and methods", Role::Methodology),
    ("sources et références", Role::Sources),
    ("strategic context", Role::Background),
    ("strategic implications", Role::Implications),
    ("suite", Role::Outlook),
    ("summary", Role::Summary),
    ("summary of findings", Role::Summary),
    ("summary of key points", Role::Summary),
    ("synthèse", Role::Summary),
    ("take aways", Role::Summary),
    ("takeaways", Role::Summary),
    ("terms", Role::Glossary),
    ("terms and abbreviations", Role::Glossary),
    ("terms of use", Role::Disclaimer),
    ("way ahead", Role::Outlook),
    ("way forward", Role::Outlook),
    ("what it means", Role::Implications),
    ("what next", Role::Outlook),
    ("what should be done", Role::Recommendations),
    ("what this means", Role::Implications),
    ("what to watch", Role::Outlook),
    ("what's next", Role::Outlook),
    ("why it matters", Role::Implications),
    ("why this matters", Role::Implications),
    ("works cited", Role::Sources),
    ("à propos", Role::About),
    ("à propos de l'auteur", Role::About),
    ("à propos des auteurs", Role::About),
    ("à retenir", Role::Summary),
    ("à surveiller", Role::Outlook),
    ("évaluation d'impact", Role::Impact),
    ("évolutions récentes", Role::KeyDevelopments),
    ("événements récents", Role::KeyDevelopments),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(heading: &str) -> Role {
        role(heading, &BTreeMap::new())
    }

    #[test]
    fn the_table_is_sorted_and_folded() {
        assert!(HEADINGS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(HEADINGS.iter().all(|(name, _)| fold(name, LONGEST) == *name));
        assert!(HEADINGS.iter().all(|(name, _)| (SHORTEST..=LONGEST).contains(&name.len())));
        assert!(PREFIXES.iter().all(|(prefix, _)| prefix.len() >= SHORTEST_PREFIX));
    }

    #[test]
    fn every_name_and_prefix_may_begin_one() {
        for (name, role) in HEADINGS.iter().chain(PREFIXES) {
            for heading in [name.to_uppercase(), format!("The {name}"), format!("th.e-{name}"), format!("“{name}")] {
                assert!(OF_ALL.may_begin(&heading), "{heading}");
                let is_of_notes = matches!(role, Role::Notes | Role::Sources);
                assert!(!is_of_notes || holds_notes(&heading, &BTreeMap::new()), "{heading}");
            }
        }
        assert!(!OF_NOTES.may_begin("The prepared train") && !OF_NOTES.may_begin("Trains"));
    }

    #[test]
    fn a_known_heading_has_its_role_in_any_case_and_spelling() {
        for heading in [
            "BLUF",
            "Key judgements",
            "KEY JUDGMENTS",
            "Key take-aways",
            "Key Takeaways:",
            "Points clés",
            "L’essentiel",
        ] {
            assert_eq!(of(heading), Role::Summary, "{heading}");
        }
        assert_eq!(of("What next?"), Role::Outlook);
        assert_eq!(of("Methodology"), Role::Methodology);
        assert_eq!(of("The sources"), Role::Sources);
    }

    #[test]
    fn a_prefix_gives_a_role_and_a_word_inside_does_not() {
        assert_eq!(of("Implications for Transatlantic Relations"), Role::Implications);
        assert_eq!(of("About the Institute"), Role::About);
        assert_eq!(of("The price of background noise"), Role::Body);
        assert_eq!(of("Backgrounds"), Role::Body);
    }

    #[test]
    fn the_site_may_name_its_own() {
        let site = BTreeMap::from([("lage".to_owned(), Role::KeyDevelopments)]);
        assert_eq!(role("Lage", &site), Role::KeyDevelopments);
    }
}
