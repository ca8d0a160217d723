//! The gate: what is public at an instant. The one place that can make a [`Public`]; every later stage takes nothing else.
//!
//! Promises: pure; a text whose release or marking cannot be told is withheld. What it withholds leaves no trace in what it
//! lets through: later stages see public cards alone, so a count, a neighbour or a feed cannot tell of a withheld text.

use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    base::{Code, Digest, Finding, Position, SitePath},
    model::{Briefing, Card, MarkingClaim, ReleaseClaim, undated},
};

/// At which instant, and by whose rules, the gate judges.
#[derive(Clone, Debug)]
pub struct GateRules {
    /// The instant that counts as now.
    pub now: Timestamp,
    /// The site's time zone: a day begins at its first moment there.
    pub zone: TimeZone,
    /// Whether `OFFICIAL` and `NOT PROTECTIVELY MARKED` may be published.
    pub publish_official: bool,
    /// Whether drafts, embargoed and held texts are shown, for previews; refused markings never are.
    pub drafts: bool,
}

/// A text that may be shown. Only [`admit`] makes one; the library takes nothing else.
///
/// ```compile_fail,E0451
/// use std::sync::Arc;
/// use despatch::{gate::Public, model::Card};
///
/// fn public(card: Card) -> Public {
///     Public { card: Arc::new(card), preview: None }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Public {
    card: Arc<Card>,
    preview: Option<Preview>,
}

/// Why a text would be withheld from the public, where a preview shows it all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Preview {
    /// A draft.
    Draft,
    /// Held: its embargo cannot be read, or has no instant.
    Held,
    /// Not yet public.
    Embargoed,
}

/// The whole of a public text. Only [`open`] makes one, of the very bytes that the gate judged.
///
/// ```
/// use despatch::{base::Digest, gate::{Public, PublicBody, open}, model::Briefing};
///
/// fn body(public: &Public, briefing: Briefing, digest: Digest) -> Option<PublicBody> {
///     open(public, briefing, digest)
/// }
/// ```
///
/// A briefing that the gate has not judged cannot be made one, and a renderer takes nothing else:
///
/// ```compile_fail,E0423
/// use despatch::{gate::PublicBody, model::Briefing};
///
/// fn body(briefing: Briefing) -> PublicBody {
///     PublicBody(briefing)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct PublicBody(Briefing);

/// A text that is withheld. It says so much as an author may read in a terminal, never in the output.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Withheld {
    /// Its file.
    pub source: String,
    /// Its slug.
    pub id: String,
    /// Why, in words.
    pub reason: String,
    /// The instant from which it will be public, if that is known.
    pub until: Option<Timestamp>,
}

/// What the gate says of one text.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The text, if it may be shown.
    pub public: Option<Public>,
    /// Why not, if it may not; also where a preview shows it all the same.
    pub withheld: Option<Withheld>,
    /// What the authors must be told.
    pub findings: Vec<Finding>,
}

/// Judges one text.
#[must_use]
pub fn admit(card: Arc<Card>, rules: &GateRules) -> Verdict {
    let mut findings = Vec::new();
    if let Some(reason) = refusal(&card, rules, &mut findings) {
        let withheld = withheld(&card, reason, None);
        return Verdict { public: None, withheld: Some(withheld), findings };
    }
    let claim = card.claims.judge(card.face.date, rules.now, &rules.zone);
    let (preview, withheld) = match claim {
        ReleaseClaim::Published { .. } => (None, None),
        ReleaseClaim::Draft => (Some(Preview::Draft), Some(withheld(&card, "draft".into(), None))),
        ReleaseClaim::Held { reason } => (Some(Preview::Held), Some(withheld(&card, format!("held: {reason}"), None))),
        ReleaseClaim::Embargoed { until } => {
            let by = if card.claims.is_embargoed_until(until) { "embargo" } else { "date" };
            let message = format!("withheld by its {by} until {until}");
            findings.push(Finding::of_file(Code::FutureDate, card.source.as_str(), message));
            (Some(Preview::Embargoed), Some(withheld(&card, format!("not public before {until}"), Some(until))))
        }
    };
    let shown = preview.is_none() || rules.drafts;
    let public = shown.then_some(Public { card, preview });
    Verdict { public, withheld, findings }
}

/// Opens the text of a public card: `briefing` as read from bytes of the digest `digest`. `None` if those are not the bytes that
/// the gate judged.
#[must_use]
pub fn open(public: &Public, briefing: Briefing, digest: Digest) -> Option<PublicBody> {
    (digest == public.card.digest).then_some(PublicBody(briefing))
}

/// Withholds the translations of texts that are withheld, and theirs: they say what their originals say. `hidden` holds the
/// cards of the withheld texts; what follows them out of `public` is given.
pub fn withhold_translations(public: &mut Vec<Public>, hidden: Vec<Arc<Card>>) -> Vec<Withheld> {
    let mut gone = Vec::new();
    let mut originals = hidden;
    while !originals.is_empty() {
        let mut followers = Vec::new();
        public.retain(|public| {
            let card = public.card();
            let is_translation = card.language_suffix.is_some() || card.translation_of.is_some();
            let original = originals.iter().find(|original| is_translation && translates(card, original));
            if let Some(original) = original {
                gone.push(withheld(card, format!("its original `{}` is withheld", original.source), None));
                followers.push(Arc::clone(&public.card));
            }
            original.is_none()
        });
        originals = followers;
    }
    gone
}

/// Whether one text is a translation of the other: by its file's name, or by its `translation_of`. In doubt it is.
fn translates(card: &Card, original: &Card) -> bool {
    let (source, of) = (&card.source, &original.source);
    if source == of {
        return false;
    }
    let unsuffixed = source.stem().rsplit_once('.').map(|(stem, _)| undated(stem).to_lowercase());
    let same_name = unsuffixed.is_some_and(|stem| stem == undated(of.stem()).to_lowercase());
    let beside = card.language_suffix.is_some() && source.folder() == of.folder() && same_name;
    beside || card.translation_of.as_ref().is_some_and(|translation| names(source, &translation.id, original))
}

/// Whether `id`, as written in the file `source`, is a name of the text: its slug, its address now or before, with or without
/// language and host, or its file with or without ending.
fn names(source: &SitePath, id: &str, text: &Card) -> bool {
    let id = id.trim().to_lowercase();
    let inner = id.trim_matches('/');
    let slug = text.face.slug.as_str();
    let of = text.source.as_str().to_lowercase();
    let unended = |path: &str| path.rsplit_once('.').map_or(path.to_owned(), |(stem, _)| stem.to_owned());
    let by_slug = inner.rsplit('/').next() == Some(slug);
    let by_former = text.former_paths.iter().any(|former| inner.ends_with(former.as_str().trim_matches('/')));
    let paths =
        [source.resolve(&id).map(|path| path.to_string()), Some(format!("content/{inner}")), Some(inner.to_owned())];
    let by_path = paths.into_iter().flatten().any(|path| {
        let path = path.to_lowercase();
        path == of || unended(&path) == unended(&of) || path == unended(&of)
    });
    by_slug || by_former || by_path
}

/// The first marking or claim that refuses the text, whatever the instant; overrides are told.
fn refusal(card: &Card, rules: &GateRules, findings: &mut Vec<Finding>) -> Option<String> {
    let (found, place) = match &card.claims.marking {
        MarkingClaim::Unmarked => return None,
        MarkingClaim::Clear { found, line, columns } => {
            let message = format!("`{found}` allows publication");
            findings.push(placed(card, Code::MarkingNoted, (*line, *columns), message));
            return None;
        }
        MarkingClaim::Official { .. } if rules.publish_official => return None,
        MarkingClaim::Official { found, line, columns } | MarkingClaim::Refused { found, line, columns } => {
            (found, (*line, *columns))
        }
    };
    if let Some(reason) = &card.claims.marking_override {
        let message = format!("`{found}` is published all the same: {reason}");
        findings.push(placed(card, Code::MarkingOverride, place, message));
        return None;
    }
    let message = format!("`{found}` may not go on the web; the briefing is withheld");
    let help =
        "remove the marking if it no longer applies, or give the reason for publishing as `marking_override = \"…\"`";
    findings.push(placed(card, Code::RefusedMarking, place, message).hint(help));
    Some(format!("marked `{found}`"))
}

/// A finding at a line and between two columns of it.
fn placed(card: &Card, code: Code, (line, columns): (u32, (u32, u32)), message: String) -> Finding {
    let mut finding = Finding::of_file(code, card.source.as_str(), message);
    let at = |column| (line > 0).then_some(Position { line, column });
    (finding.start, finding.end) = (at(columns.0), at(columns.1));
    finding
}

fn withheld(card: &Card, reason: String, until: Option<Timestamp>) -> Withheld {
    Withheld { source: card.source.to_string(), id: card.face.slug.to_string(), reason, until }
}

impl Public {
    /// Its card.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Whether other pages show the same of both, and both are told of alike: they differ in their bodies at most.
    #[must_use]
    pub fn stands_for(&self, other: &Self) -> bool {
        self.card.stands_for(&other.card) && self.preview == other.preview
    }

    /// Why the public would not see it, in a preview; `None` in every public build.
    #[must_use]
    pub fn preview(&self) -> Option<Preview> {
        self.preview
    }
}

impl PublicBody {
    /// The briefing.
    #[must_use]
    pub fn briefing(&self) -> &Briefing {
        &self.0
    }
}

impl Preview {
    /// Its name in views.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Held => "held",
            Self::Embargoed => "embargoed",
        }
    }
}
