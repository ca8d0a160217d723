//! Where a value comes from, and what was decided about every line that was not plain.

use std::{borrow::Cow, collections::BTreeMap};

use crate::base::Span;

/// Where a value of a briefing comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The author said so: front matter, or a form of the text that can mean nothing else.
    Given,
    /// A rule read it from the text.
    Derived,
    /// The site's default.
    Default,
}

impl Origin {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Derived => "derived",
            Self::Default => "default",
        }
    }
}

/// The name of a briefing's field, as in front matter and in JSON (`title`, `standfirst`).
pub type Field = &'static str;

/// The origin of each field that has a value.
pub type Origins = BTreeMap<Field, Origin>;

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It can be read in no other way; nothing is said of it.
    Certain,
    /// An info says so.
    Probable,
    /// The less structured reading was taken, and a warning names both.
    Ambiguous,
}

impl Certainty {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Probable => "probable",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// One reading that was not plain, or one text that was dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The lines it concerns, as a span of the decoded text.
    pub span: Span,
    /// The rule's name, `kebab-case` (`repeated-title`).
    pub rule: &'static str,
    /// What was made of it, in words (`dropped: repeats line 1`).
    pub reading: Cow<'static, str>,
    /// How sure that is.
    pub certainty: Certainty,
    /// The text that stands nowhere in the model, if any was dropped.
    pub dropped: Option<String>,
}
