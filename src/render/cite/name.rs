//! Names: which of their words is the family's.

/// A name as citations need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) enum Name {
    /// A person's: `Ursula` and `von der Heide`, with `Jr` as a suffix.
    Person {
        /// Given names.
        given: String,
        /// The family's name with its particles.
        family: String,
        /// `Jr`, `III`.
        suffix: Option<String>,
    },
    /// One that cannot or must not be taken apart: an organisation's, a single word, another script's.
    Whole(String),
}

/// Words that begin a family's name.
const PARTICLES: &[&str] = &[
    "af", "al", "bin", "d'", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn", "la",
    "le", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
];
/// Words that follow a family's name.
const SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];
/// Words before a name that citations leave out.
const TITLES: &[&str] = &["Dr", "Dr.", "Prof", "Prof.", "Professor"];
/// Words that persons' names do not hold.
const ORGANISATIONS: &[&str] = &[
    "academy",
    "agency",
    "alliance",
    "and",
    "army",
    "association",
    "branch",
    "bureau",
    "cell",
    "center",
    "centre",
    "college",
    "command",
    "commission",
    "committee",
    "council",
    "defence",
    "defense",
    "department",
    "desk",
    "directorate",
    "division",
    "editorial",
    "force",
    "forces",
    "foundation",
    "group",
    "institute",
    "ministry",
    "nations",
    "network",
    "of",
    "office",
    "organisation",
    "organization",
    "programme",
    "project",
    "research",
    "royal",
    "school",
    "secretariat",
    "service",
    "staff",
    "studies",
    "team",
    "the",
    "treaty",
    "union",
    "unit",
    "university",
];

impl Name {
    /// Takes a name as written. Only what is plainly a person's is taken apart.
    pub(in crate::render) fn of(text: &str) -> Self {
        if let Some((family, given)) = text.split_once(", ") {
            let plain = is_personal(family) && is_personal(given) && !given.contains(',');
            return if plain { Self::person(given, family, None) } else { Self::Whole(text.to_owned()) };
        }
        let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        if words.len() > 2 && words.first().is_some_and(|word| TITLES.contains(word)) {
            words.remove(0);
        }
        let suffix = words.pop_if(|word| SUFFIXES.contains(word));
        if !(2..=6).contains(&words.len()) || !words.iter().all(|word| is_personal(word)) {
            return Self::Whole(text.to_owned());
        }
        let particle = words.iter().skip(1).position(|word| PARTICLES.contains(word)).map(|at| at + 1);
        let at = particle.unwrap_or(words.len() - 1).min(words.len() - 1);
        let (given, family) = words.split_at(at);
        Self::person(&given.join(" "), &family.join(" "), suffix)
    }

    /// Whether a name holds a word that persons' names do not, or is an acronym.
    pub(in crate::render) fn is_organisation(text: &str) -> bool {
        let acronym = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase());
        let known = |word: &str| ORGANISATIONS.contains(&word.to_lowercase().as_str());
        text.split(' ').any(|word| known(word) || acronym(word))
    }

    fn person(given: &str, family: &str, suffix: Option<&str>) -> Self {
        Self::Person { given: given.to_owned(), family: family.to_owned(), suffix: suffix.map(str::to_owned) }
    }

    /// `Smith, Jane, Jr`; a whole name as it is.
    pub(super) fn inverted(&self) -> String {
        match self {
            Self::Person { given, family, suffix: Some(suffix) } => format!("{family}, {given}, {suffix}"),
            Self::Person { given, family, suffix: None } => format!("{family}, {given}"),
            Self::Whole(name) => name.clone(),
        }
    }

    /// `Jane Smith Jr`.
    pub(super) fn natural(&self) -> String {
        match self {
            Self::Person { given, family, suffix: Some(suffix) } => format!("{given} {family} {suffix}"),
            Self::Person { given, family, suffix: None } => format!("{given} {family}"),
            Self::Whole(name) => name.clone(),
        }
    }

    /// `Smith, J. A., Jr.`, as APA has it.
    pub(super) fn initials(&self) -> String {
        let Self::Person { given, family, suffix } = self else { return self.natural() };
        let initials: Vec<String> = given.split(' ').filter_map(initial).collect();
        let suffix = suffix.as_ref().map_or_else(String::new, |suffix| format!(", {suffix}"));
        format!("{family}, {}{suffix}", initials.join(" "))
    }
}

/// `J.` of `Jane`, `J.-P.` of `Jean-Pierre`.
fn initial(given: &str) -> Option<String> {
    let parts = given.split('-').filter_map(|part| part.chars().next());
    let letters: Vec<String> = parts.map(|letter| format!("{letter}.")).collect();
    (!letters.is_empty()).then(|| letters.join("-"))
}

/// Whether every word may stand in a person's name written in an alphabet that has capitals.
fn is_personal(text: &str) -> bool {
    text.split(' ').all(|word| {
        let capital = word.starts_with(char::is_uppercase) || PARTICLES.contains(&word);
        let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        let acronym = word.len() > 2 && word.chars().all(char::is_uppercase);
        capital && plain && !acronym && !ORGANISATIONS.contains(&word.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_s_name_is_taken_apart() {
        for (text, inverted, initials) in [
            ("Jane Smith", "Smith, Jane", "Smith, J."),
            ("Dr Jane A. Smith", "Smith, Jane A.", "Smith, J. A."),
            ("Ursula von der Heide", "von der Heide, Ursula", "von der Heide, U."),
            ("Jean-Pierre Dupont", "Dupont, Jean-Pierre", "Dupont, J.-P."),
            ("Henry Wu III", "Wu, Henry, III", "Wu, H., III"),
            ("Smith, Jane", "Smith, Jane", "Smith, J."),
            ("Олена Шевченко", "Шевченко, Олена", "Шевченко, О."),
        ] {
            let name = Name::of(text);
            assert_eq!((name.inverted().as_str(), name.initials().as_str()), (inverted, initials), "{text}");
        }
    }

    #[test]
    fn an_organisation_s_name_stays_whole() {
        for text in
            ["Ministry of Defence", "NATO", "European Defence Agency", "RAND Europe", "Editorial Team", "北约", "G7"]
        {
            assert_eq!(Name::of(text), Name::Whole(text.into()));
        }
    }
}
