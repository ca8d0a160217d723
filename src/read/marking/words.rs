//! The words that markings are made of.

/// Markings that clear when they are the whole line.
pub(super) const CLEAR: &[&str] = &[
    "PUBLIC",
    "UNCLASSIFIED",
    "UNCLAS",
    "DECLASSIFIED",
    "CLEARED FOR PUBLIC RELEASE",
    "APPROVED FOR PUBLIC RELEASE",
    "UNCLASSIFIED/PUBLIC",
    "APPROVED FOR PUBLIC RELEASE DISTRIBUTION UNLIMITED",
    "APPROVED FOR PUBLIC RELEASE; DISTRIBUTION UNLIMITED",
    "NON CLASSIFIÉ",
];

/// Markings that are neither when they are the whole line.
pub(super) const OFFICIAL: &[&str] = &["OFFICIAL", "NOT PROTECTIVELY MARKED"];

/// What may stand before `//` beside the markings that refuse.
pub(super) const HEADS: &[&str] =
    &["U", "C", "S", "TS", "UNCLASSIFIED", "OFFICIAL", "PUBLIC", "UNCLAS", "DECLASSIFIED", "NATO"];

/// Markings that refuse when they are the whole line, or stand before caveats alone.
pub(super) const REFUSED: &[&str] = &[
    "OFFICIAL SENSITIVE",
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "RESTRICTED",
    "PROTECTED",
    "COSMIC TOP SECRET",
    "COSMIC",
    "NATO UNCLASSIFIED",
    "NATO RESTRICTED",
    "NATO CONFIDENTIAL",
    "NATO SECRET",
    "EU LIMITE",
    "LIMITE",
    "RESTREINT UE",
    "CONFIDENTIEL UE",
    "SECRET UE",
    "TRÈS SECRET UE",
    "TRES SECRET UE",
    "EU RESTRICTED",
    "EU CONFIDENTIAL",
    "EU SECRET",
    "EU TOP SECRET",
    "CONTROLLED UNCLASSIFIED INFORMATION",
    "CUI",
    "FOUO",
    "FOR OFFICIAL USE ONLY",
    "SENSITIVE BUT UNCLASSIFIED",
    "SBU",
    "LAW ENFORCEMENT SENSITIVE",
    "DIFFUSION RESTREINTE",
    "CONFIDENTIEL DÉFENSE",
    "SECRET DÉFENSE",
    "TRÈS SECRET",
    "CONFIDENTIEL DEFENSE",
    "SECRET DEFENSE",
    "NOFORN",
    "EYES ONLY",
    "VS NFD",
    "VS NUR FÜR DEN DIENSTGEBRAUCH",
    "VS NUR FUER DEN DIENSTGEBRAUCH",
    "STRENG GEHEIM",
    "GEHEIM",
    "CABINET IN CONFIDENCE",
    "COMMERCIAL IN CONFIDENCE",
    "UNCLASSIFIED FOUO",
    "UNCLASSIFIED FOR OFFICIAL USE ONLY",
    "MOST SECRET",
    "TOP SECRET ULTRA",
];

/// Further levels that refuse: of firms, of France and of other allies, in the words of their languages.
pub(super) const LEVELS: &[&str] = &[
    "STRICTLY CONFIDENTIAL",
    "HIGHLY CONFIDENTIAL",
    "PRIVATE AND CONFIDENTIAL",
    "PRIVATE & CONFIDENTIAL",
    "FOR INTERNAL USE ONLY",
    "INTERNAL USE ONLY",
    "CLASSIFIED",
    "LIMDIS",
    "REL TO",
    "NOT RELEASABLE TO FOREIGN NATIONALS",
    "UNCLASSIFIED (FOUO)",
    "UNCLASSIFIED/FOUO",
    "UNCLASSIFIED/FOR OFFICIAL USE ONLY",
    "UNCLASSIFIED LIMDIS",
    "UNCLASSIFIED/LIMDIS",
    "PROTECTED A",
    "PROTECTED B",
    "PROTECTED C",
    "CONFIDENTIEL",
    "TRÈS SECRET DÉFENSE",
    "NATO SANS CLASSIFICATION",
    "NATO DIFFUSION RESTREINTE",
    "SPÉCIAL FRANCE",
    "SPECIAL FRANCE",
    "DIFFUSION LIMITÉE",
    "VERTRAULICH",
    "VS VERTRAULICH",
    "HEMLIG",
    "KVALIFICERAT HEMLIG",
    "HEMMELIG",
    "STRENGT HEMMELIG",
    "BEGRENSET",
    "FORTROLIG",
    "TAJNE",
    "ŚCIŚLE TAJNE",
    "ZASTRZEŻONE",
    "SEGRETO",
    "SEGRETISSIMO",
    "RISERVATO",
    "SALAJANE",
];

/// Words that may follow a marking on its line.
pub(super) const CAVEATS: &[&str] = &[
    "UK",
    "US",
    "EYES",
    "ONLY",
    "NOFORN",
    "REL",
    "TO",
    "FVEY",
    "ORCON",
    "AUS",
    "AU",
    "CAN",
    "GBR",
    "NZL",
    "USA",
    "SI",
    "TK",
    "HCS",
    "COMINT",
    "ATOMAL",
    "BOHEMIA",
    "LOCSEN",
    "PERSONAL",
    "COMMERCIAL",
    "SENSITIVE",
    "NATO",
    "EU",
    "UE",
    "RELEASABLE",
    "AUSTEO",
    "AGAO",
    "STRAP",
    "STRAP1",
    "STRAP2",
    "STRAP3",
    "AND",
    "CRYPTO",
    "MARKET",
    "HR",
    "LEGAL",
    "PROPIN",
    "IMCON",
    "FINLAND",
    "SWEDEN",
    "UKRAINE",
    "EU/UE",
    "UE/EU",
    "RESTRICTED",
    "CONFIDENTIAL",
    "SECRET",
    "FOR",
    "BASIC",
    "SP",
    "DATA",
    "INFORMATION",
    "(WHEN",
    "FILLED",
    "IN)",
    "LIMITED",
    "DISTRIBUTION",
    "CABINET",
    "RESTREINT",
    "IMMEDIATE",
    "PRIORITY",
    "ROUTINE",
    "FLASH",
    "IMPORTANT",
    "URGENT",
    "NOT",
    "PUBLICATION",
    "RELEASE",
    "CIRCULATION",
    "DISCLOSURE",
    "DOCUMENT",
    "CUI",
    "FOUO",
    "LIMDIS",
    "SPÉCIAL",
    "SPECIAL",
    "FRANCE",
    "EN",
    "FR",
];

/// Whether a line that begins so may be a marking, by its first two letters: those of most lines begin none.
pub(super) fn may_begin_a_marking(written: &str) -> bool {
    match written.as_bytes() {
        [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => {
            BEGINNINGS.get(usize::from(first & 0x1f)).is_none_or(|seconds| seconds & 1 << (second & 0x1f) != 0)
        }
        _ => true,
    }
}

/// For each first letter of the vocabulary the second ones, a bit for each.
static BEGINNINGS: [u32; 32] = {
    let (lists, mut known, mut list) = ([CLEAR, OFFICIAL, REFUSED, LEVELS, HEADS], [0; 32], 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            if let [first, second, ..] = lists[list][at].as_bytes() {
                known[(*first & 0x1f) as usize] |= 1 << (*second & 0x1f);
            }
            at += 1;
        }
        list += 1;
    }
    known
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_vocabulary_may_begin_a_marking() {
        for known in [CLEAR, OFFICIAL, REFUSED, LEVELS, HEADS].into_iter().flatten() {
            for line in [(*known).to_owned(), known.to_lowercase(), format!("{known}//X"), format!("{known}-X")] {
                assert!(may_begin_a_marking(&line), "{line}");
            }
        }
        assert!(!may_begin_a_marking("The prepared train") && !may_begin_a_marking("Brussels"));
    }
}
