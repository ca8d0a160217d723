//! Closed vocabularies of the field, with where they come from.

/// A probability yardstick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// PHIA probability yardstick (UK, "Explaining Uncertainty in UK Intelligence Assessment").
    Phia,
    /// US Intelligence Community Directive 203, row A.
    Icd203A,
    /// US Intelligence Community Directive 203, row B.
    Icd203B,
}

/// One term of a yardstick; the term is kept, never a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Term {
    /// Whose term.
    pub scale: Scale,
    /// 1, the least likely, to 7.
    pub step: u8,
}

/// How sure a judgement is; never in one sentence with its likelihood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum Confidence {
    Low,
    Moderate,
    High,
}

/// How far a source can be relied on, A to F (Admiralty system, NATO AJP-2.1). F is "cannot be judged", not "worst".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    F,
}

/// How credible a piece of information is, 1 to 6 (Admiralty system). 6 is "cannot be judged", not "worst".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credibility(u8);

/// The terms of the PHIA yardstick by step, with the range in per cent.
const PHIA: [(&[&str], &str); 7] = [
    (&["remote chance"], "≤ 5 %"),
    (&["highly unlikely"], "10–20 %"),
    (&["unlikely"], "25–35 %"),
    (&["realistic possibility"], "40–50 %"),
    (&["likely", "probable"], "55–75 %"),
    (&["highly likely", "highly probable"], "80–90 %"),
    (&["almost certain"], "≥ 95 %"),
];

/// ICD 203, row A.
const ICD_A: [(&[&str], &str); 7] = [
    (&["almost no chance"], "1–5 %"),
    (&["very unlikely"], "5–20 %"),
    (&["unlikely"], "20–45 %"),
    (&["roughly even chance"], "45–55 %"),
    (&["likely"], "55–80 %"),
    (&["very likely"], "80–95 %"),
    (&["almost certain"], "95–99 %"),
];

/// ICD 203, row B.
const ICD_B: [(&[&str], &str); 7] = [
    (&["remote"], "1–5 %"),
    (&["highly improbable"], "5–20 %"),
    (&["improbable"], "20–45 %"),
    (&["roughly even odds"], "45–55 %"),
    (&["probable"], "55–80 %"),
    (&["highly probable"], "80–95 %"),
    (&["nearly certain"], "95–99 %"),
];

impl Scale {
    /// All scales.
    pub const ALL: &'static [Self] = &[Self::Phia, Self::Icd203A, Self::Icd203B];

    /// Its name in front matter and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Phia => "phia",
            Self::Icd203A => "icd203_a",
            Self::Icd203B => "icd203_b",
        }
    }

    /// Each step's terms, the usual one first, and its range, from the least likely.
    #[must_use]
    pub fn steps(self) -> &'static [(&'static [&'static str], &'static str); 7] {
        match self {
            Self::Phia => &PHIA,
            Self::Icd203A => &ICD_A,
            Self::Icd203B => &ICD_B,
        }
    }
}

impl Term {
    /// The term of `scale` that is written so, in any case.
    #[must_use]
    pub fn parse(scale: Scale, text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let step = scale.steps().iter().position(|(terms, _)| terms.contains(&text.as_str()))?;
        Some(Self { scale, step: u8::try_from(step + 1).unwrap_or(7) })
    }

    /// Its usual wording.
    #[must_use]
    pub fn wording(self) -> &'static str {
        let step = self.scale.steps().get(usize::from(self.step).saturating_sub(1));
        step.and_then(|(terms, _)| terms.first()).copied().unwrap_or_default()
    }
}

impl Confidence {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }

    /// The level of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Low, Self::Moderate, Self::High].into_iter().find(|level| level.name() == text.trim())
    }
}

impl Reliability {
    /// The grade of this letter.
    #[must_use]
    pub fn parse(letter: char) -> Option<Self> {
        Some(match letter {
            'A' => Self::A,
            'B' => Self::B,
            'C' => Self::C,
            'D' => Self::D,
            'E' => Self::E,
            'F' => Self::F,
            _ => return None,
        })
    }

    /// What it means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::A => "completely reliable",
            Self::B => "usually reliable",
            Self::C => "fairly reliable",
            Self::D => "not usually reliable",
            Self::E => "unreliable",
            Self::F => "reliability cannot be judged",
        }
    }
}

impl Credibility {
    /// The grade of this digit, 1 to 6.
    #[must_use]
    pub fn parse(digit: char) -> Option<Self> {
        let value = u8::try_from(digit.to_digit(10)?).ok()?;
        (1..=6).contains(&value).then_some(Self(value))
    }

    /// The digit.
    #[must_use]
    pub fn digit(self) -> u8 {
        self.0
    }

    /// What it means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self.0 {
            1 => "confirmed",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "truth cannot be judged",
        }
    }
}

/// The short English name of an assigned ISO 3166-1 alpha-2 code, in usual order.
#[must_use]
pub fn country_name(code: &str) -> Option<&'static str> {
    COUNTRIES.binary_search_by_key(&code, |(code, _)| code).ok().and_then(|at| COUNTRIES.get(at)).map(|(_, name)| *name)
}

/// The codes that country names in front matter might be meant by, for suggestions.
#[must_use]
pub fn country_named(name: &str) -> Option<&'static str> {
    let name = name.trim();
    match name.to_ascii_uppercase().as_str() {
        "UK" => return Some("GB"),
        "EL" => return Some("GR"),
        "USA" => return Some("US"),
        _ => {}
    }
    COUNTRIES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(code, _)| *code)
}

/// All assigned codes, sorted.
#[cfg(test)]
pub(super) fn country_codes() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(code, _)| *code)
}

/// ISO 3166-1, sorted by code.
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", "Andorra"),
    ("AE", "United Arab Emirates"),
    ("AF", "Afghanistan"),
    ("AG", "Antigua and Barbuda"),
    ("AI", "Anguilla"),
    ("AL", "Albania"),
    ("AM", "Armenia"),
    ("AO", "Angola"),
    ("AQ", "Antarctica"),
    ("AR", "Argentina"),
    ("AS", "American Samoa"),
    ("AT", "Austria"),
    ("AU", "Australia"),
    ("AW", "Aruba"),
    ("AX", "Åland Islands"),
    ("AZ", "Azerbaijan"),
    ("BA", "Bosnia and Herzegovina"),
    ("BB", "Barbados"),
    ("BD", "Bangladesh"),
    ("BE", "Belgium"),
    ("BF", "Burkina Faso"),
    ("BG", "Bulgaria"),
    ("BH", "Bahrain"),
    ("BI", "Burundi"),
    ("BJ", "Benin"),
    ("BL", "Saint Barthélemy"),
    ("BM", "Bermuda"),
    ("BN", "Brunei"),
    ("BO", "Bolivia"),
    ("BQ", "Bonaire, Sint Eustatius and Saba"),
    ("BR", "Brazil"),
    ("BS", "Bahamas"),
    ("BT", "Bhutan"),
    ("BV", "Bouvet Island"),
    ("BW", "Botswana"),
    ("BY", "Belarus"),
    ("BZ", "Belize"),
    ("CA", "Canada"),
    ("CC", "Cocos (Keeling) Islands"),
    ("CD", "Democratic Republic of the Congo"),
    ("CF", "Central African Republic"),
    ("CG", "Republic of the Congo"),
    ("CH", "Switzerland"),
    ("CI", "Côte d'Ivoire"),
    ("CK", "Cook Islands"),
    ("CL", "Chile"),
    ("CM", "Cameroon"),
    ("CN", "China"),
    ("CO", "Colombia"),
    ("CR", "Costa Rica"),
    ("CU", "Cuba"),
    ("CV", "Cabo Verde"),
    ("CW", "Curaçao"),
    ("CX", "Christmas Island"),
    ("CY", "Cyprus"),
    ("CZ", "Czechia"),
    ("DE", "Germany"),
    ("DJ", "Djibouti"),
    ("DK", "Denmark"),
    ("DM", "Dominica"),
    ("DO", "Dominican Republic"),
    ("DZ", "Algeria"),
    ("EC", "Ecuador"),
    ("EE", "Estonia"),
    ("EG", "Egypt"),
    ("EH", "Western Sahara"),
    ("ER", "Eritrea"),
    ("ES", "Spain"),
    ("ET", "Ethiopia"),
    ("FI", "Finland"),
    ("FJ", "Fiji"),
    ("FK", "Falkland Islands"),
    ("FM", "Micronesia"),
    ("FO", "Faroe Islands"),
    ("FR", "France"),
    ("GA", "Gabon"),
    ("GB", "United Kingdom"),
    ("GD", "Grenada"),
    ("GE", "Georgia"),
    ("GF", "French Guiana"),
    ("GG", "Guernsey"),
    ("GH", "Ghana"),
    ("GI", "Gibraltar"),
    ("GL", "Greenland"),
    ("GM", "Gambia"),
    ("GN", "Guinea"),
    ("GP", "Guadeloupe"),
    ("GQ", "Equatorial Guinea"),
    ("GR", "Greece"),
    ("GS", "South Georgia and the South Sandwich Islands"),
    ("GT", "Guatemala"),
    ("GU", "Guam"),
    ("GW", "Guinea-Bissau"),
    ("GY", "Guyana"),
    ("HK", "Hong Kong"),
    ("HM", "Heard Island and McDonald Islands"),
    ("HN", "Honduras"),
    ("HR", "Croatia"),
    ("HT", "Haiti"),
    ("HU", "Hungary"),
    ("ID", "Indonesia"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IM", "Isle of Man"),
    ("IN", "India"),
    ("IO", "British Indian Ocean Territory"),
    ("IQ", "Iraq"),
    ("IR", "Iran"),
    ("IS", "Iceland"),
    ("IT", "Italy"),
    ("JE", "Jersey"),
    ("JM", "Jamaica"),
    ("JO", "Jordan"),
    ("JP", "Japan"),
    ("KE", "Kenya"),
    ("KG", "Kyrgyzstan"),
    ("KH", "Cambodia"),
    ("KI", "Kiribati"),
    ("KM", "Comoros"),
    ("KN", "Saint Kitts and Nevis"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("KW", "Kuwait"),
    ("KY", "Cayman Islands"),
    ("KZ", "Kazakhstan"),
    ("LA", "Laos"),
    ("LB", "Lebanon"),
    ("LC", "Saint Lucia"),
    ("LI", "Liechtenstein"),
    ("LK", "Sri Lanka"),
    ("LR", "Liberia"),
    ("LS", "Lesotho"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("LV", "Latvia"),
    ("LY", "Libya"),
    ("MA", "Morocco"),
    ("MC", "Monaco"),
    ("MD", "Moldova"),
    ("ME", "Montenegro"),
    ("MF", "Saint Martin (French part)"),
    ("MG", "Madagascar"),
    ("MH", "Marshall Islands"),
    ("MK", "North Macedonia"),
    ("ML", "Mali"),
    ("MM", "Myanmar"),
    ("MN", "Mongolia"),
    ("MO", "Macao"),
    ("MP", "Northern Mariana Islands"),
    ("MQ", "Martinique"),
    ("MR", "Mauritania"),
    ("MS", "Montserrat"),
    ("MT", "Malta"),
    ("MU", "Mauritius"),
    ("MV", "Maldives"),
    ("MW", "Malawi"),
    ("MX", "Mexico"),
    ("MY", "Malaysia"),
    ("MZ", "Mozambique"),
    ("NA", "Namibia"),
    ("NC", "New Caledonia"),
    ("NE", "Niger"),
    ("NF", "Norfolk Island"),
    ("NG", "Nigeria"),
    ("NI", "Nicaragua"),
    ("NL", "Netherlands"),
    ("NO", "Norway"),
    ("NP", "Nepal"),
    ("NR", "Nauru"),
    ("NU", "Niue"),
    ("NZ", "New Zealand"),
    ("OM", "Oman"),
    ("PA", "Panama"),
    ("PE", "Peru"),
    ("PF", "French Polynesia"),
    ("PG", "Papua New Guinea"),
    ("PH", "Philippines"),
    ("PK", "Pakistan"),
    ("PL", "Poland"),
    ("PM", "Saint Pierre and Miquelon"),
    ("PN", "Pitcairn"),
    ("PR", "Puerto Rico"),
    ("PS", "Palestine"),
    ("PT", "Portugal"),
    ("PW", "Palau"),
    ("PY", "Paraguay"),
    ("QA", "Qatar"),
    ("RE", "Réunion"),
    ("RO", "Romania"),
    ("RS", "Serbia"),
    ("RU", "Russia"),
    ("RW", "Rwanda"),
    ("SA", "Saudi Arabia"),
    ("SB", "Solomon Islands"),
    ("SC", "Seychelles"),
    ("SD", "Sudan"),
    ("SE", "Sweden"),
    ("SG", "Singapore"),
    ("SH", "Saint Helena, Ascension and Tristan da Cunha"),
    ("SI", "Slovenia"),
    ("SJ", "Svalbard and Jan Mayen"),
    ("SK", "Slovakia"),
    ("SL", "Sierra Leone"),
    ("SM", "San Marino"),
    ("SN", "Senegal"),
    ("SO", "Somalia"),
    ("SR", "Suriname"),
    ("SS", "South Sudan"),
    ("ST", "Sao Tome and Principe"),
    ("SV", "El Salvador"),
    ("SX", "Sint Maarten"),
    ("SY", "Syria"),
    ("SZ", "Eswatini"),
    ("TC", "Turks and Caicos Islands"),
    ("TD", "Chad"),
    ("TF", "French Southern Territories"),
    ("TG", "Togo"),
    ("TH", "Thailand"),
    ("TJ", "Tajikistan"),
    ("TK", "Tokelau"),
    ("TL", "Timor-Leste"),
    ("TM", "Turkmenistan"),
    ("TN", "Tunisia"),
    ("TO", "Tonga"),
    ("TR", "Türkiye"),
    ("TT", "Trinidad and Tobago"),
    ("TV", "Tuvalu"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("UA", "Ukraine"),
    ("UG", "Uganda"),
    ("UM", "United States Minor Outlying Islands"),
    ("US", "United States"),
    ("UY", "Uruguay"),
    ("UZ", "Uzbekistan"),
    ("VA", "Holy See"),
    ("VC", "Saint Vincent and the Grenadines"),
    ("VE", "Venezuela"),
    ("VG", "British Virgin Islands"),
    ("VI", "United States Virgin Islands"),
    ("VN", "Vietnam"),
    ("VU", "Vanuatu"),
    ("WF", "Wallis and Futuna"),
    ("WS", "Samoa"),
    ("YE", "Yemen"),
    ("YT", "Mayotte"),
    ("ZA", "South Africa"),
    ("ZM", "Zambia"),
    ("ZW", "Zimbabwe"),
];
