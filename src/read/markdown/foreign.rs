//! Mark-up of other programs that Markdown does not know and would publish as it stands: shortcodes of Hugo, tags of Jekyll, wiki
//! links of note-taking programs.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::base::{Code, Diagnostic, Span, scan};

/// No shortcode, tag or link is longer than this.
const LONGEST: usize = 1000;

/// What is looked through for them: a text, and where it is not running text.
pub(super) struct Foreign<'a> {
    text: &'a str,
    start: usize,
    may_stand: bool,
    literal: Vec<Range<usize>>,
}

impl<'a> Foreign<'a> {
    /// The text from `start` on.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        let bytes = text.as_bytes().get(start..).unwrap_or_default();
        let may_stand = scan::any_pair(bytes, |byte, next| matches!((byte, next), (b'{', b'{' | b'%') | (b'[', b'[')));
        Self { text, start, may_stand, literal: Vec::new() }
    }

    /// Remembers where code, links, mathematics and HTML stand: nothing foreign begins there.
    pub(super) fn see(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let literal = matches!(
            event,
            Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. })
        );
        if literal && self.may_stand {
            self.literal.push(range.start + self.start..range.end + self.start);
        }
    }

    /// A warning for each that is found.
    pub(super) fn warnings(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if !self.may_stand {
            return found;
        }
        let bytes = self.text.as_bytes();
        let (mut at, mut literal, mut covered) = (self.start, self.literal.iter().peekable(), 0);
        while let Some(next) = bytes.get(at..).and_then(|rest| scan::position(rest, |byte| matches!(byte, b'{' | b'[')))
        {
            at += next;
            while let Some(range) = literal.next_if(|range| range.start <= at) {
                covered = covered.max(range.end);
            }
            if at < covered {
                at = covered;
                continue;
            }
            let escaped = at > 0 && bytes.get(at - 1) == Some(&b'\\');
            let is_link = literal.peek().is_some_and(|range| range.start == at + 1);
            let one = self.text.get(at..).and_then(foreign).filter(|_| !escaped && !is_link);
            at += one.as_ref().map_or(1, |one| one.length);
            found.extend(one.and_then(|one| one.warning(at - one.length, bytes)));
        }
        found
    }
}

/// One piece of foreign mark-up.
struct One<'a> {
    kind: Kind,
    inner: &'a str,
    length: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Shortcode,
    Tag,
    Value,
    Wiki,
}

/// What `text` begins with.
fn foreign(text: &str) -> Option<One<'_>> {
    const FORMS: &[(&str, &str, Kind)] = &[
        ("{{<", ">}}", Kind::Shortcode),
        ("{{%", "%}}", Kind::Shortcode),
        ("{%", "%}", Kind::Tag),
        ("{{", "}}", Kind::Value),
        ("[[", "]]", Kind::Wiki),
    ];
    let (open, close, kind) = FORMS.iter().find(|(open, ..)| text.starts_with(open))?;
    let rest = text.get(open.len()..)?;
    let near = rest.as_bytes().get(..LONGEST).unwrap_or(rest.as_bytes());
    // Up to the next one that opens, so that many that never close cost no more than their length.
    let opener = text.as_bytes().first().copied();
    let near = near.get(..scan::position(near, |byte| Some(byte) == opener).unwrap_or(near.len()))?;
    let end = near.windows(close.len()).position(|window| window == close.as_bytes())?;
    let inner = rest.get(..end)?;
    let whole = !inner.contains("\n\n") && !inner.trim().is_empty();
    let wiki = *kind != Kind::Wiki || names_a_page(inner);
    (whole && wiki).then_some(One { kind: *kind, inner: inner.trim(), length: open.len() + end + close.len() })
}

/// Whether words in double brackets may name a page: `[[1]]` is a note, `[[ x = 1 ]]` a test.
fn names_a_page(inner: &str) -> bool {
    let number = inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit());
    !number && !inner.starts_with('^') && !inner.contains(['[', ']', '\n', '=', '<']) && inner == inner.trim()
}

impl One<'_> {
    /// The warning; none for what only closes an element, because what opens it is warned of.
    fn warning(&self, at: usize, bytes: &[u8]) -> Option<Diagnostic> {
        let name = self.inner.trim_start_matches(['-', ' ']).split_whitespace().next().unwrap_or_default();
        let closes = match self.kind {
            Kind::Shortcode => name.starts_with('/'),
            Kind::Tag => name.starts_with("end"),
            Kind::Value | Kind::Wiki => false,
        };
        let embeds = self.kind == Kind::Wiki && at > 0 && bytes.get(at - 1) == Some(&b'!');
        let span = Span::new(at - usize::from(embeds), at + self.length);
        let (message, help) = match self.kind {
            Kind::Wiki if embeds => {
                (format!("the embed of `{}` would be published as it stands", self.inner), self.embed())
            }
            Kind::Wiki => {
                (format!("the wiki link to `{name}` would be published as it stands", name = self.page()), self.link())
            }
            Kind::Shortcode => (format!("the shortcode `{name}` would be published as it stands"), block(name)),
            Kind::Tag => (format!("the template tag `{name}` would be published as it stands"), block(name)),
            Kind::Value => {
                let help = "write what it stands for; in backticks it is shown as code".to_owned();
                (format!("the placeholder `{}` would be published as it stands", self.inner), help)
            }
        };
        (!closes).then(|| Diagnostic::new(Code::ForeignMarkup, span, message).hint(help))
    }

    /// The page or file that a wiki link names, without what is shown for it.
    fn page(&self) -> &str {
        self.inner.split('|').next().unwrap_or_default().trim()
    }

    fn link(&self) -> String {
        let shown = self.inner.rsplit('|').next().unwrap_or_default().trim();
        let (page, anchor) = self.page().split_once('#').unwrap_or((self.page(), ""));
        let file = match (page.is_empty(), page.ends_with(".md")) {
            (true, _) => String::new(),
            (false, true) => angled(page),
            (false, false) => angled(&format!("{page}.md")),
        };
        let anchor = if anchor.is_empty() { String::new() } else { "#…".to_owned() };
        format!("write `[{}]({file}{anchor})`", shown.trim_start_matches('#'))
    }

    fn embed(&self) -> String {
        format!("write `![what it shows]({})`", angled(self.page()))
    }
}

/// The target of a link, in angle brackets where it holds spaces.
fn angled(target: &str) -> String {
    if target.contains(' ') { format!("<{target}>") } else { target.to_owned() }
}

/// What to write in place of a shortcode or tag.
fn block(name: &str) -> String {
    let help = match name {
        "figure" | "image" | "img" | "picture" => "write `![what it shows](file.png)`",
        "ref" | "relref" | "link" | "post_url" => "write `[words](../file.md)`",
        "highlight" => "write the code between lines of ```",
        "note" | "notice" | "alert" | "callout" | "admonition" | "hint" | "warning" | "tip" | "caution" => {
            "write it as `> [!NOTE]` with its text in lines that begin with `>`"
        }
        _ => "write it in Markdown, or delete it; in backticks it is shown as code",
    };
    help.to_owned()
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::*;

    /// What is warned of in a text, and the help.
    fn warned(text: &str) -> Vec<(&str, String)> {
        let mut foreign = Foreign::new(text, 0);
        for (event, range) in Parser::new(text).into_offset_iter() {
            foreign.see(&event, &range);
        }
        let notes = foreign.warnings().into_iter();
        notes.map(|note| (note.span.unwrap_or_default().slice(text), note.help.unwrap_or_default())).collect()
    }

    #[test]
    fn mark_up_of_other_programs_is_warned_of_where_it_stands() {
        for (text, place, help) in [
            ("{{< figure src=\"quay.png\" >}}", "{{< figure src=\"quay.png\" >}}", "![what it shows](file.png)"),
            ("{{<figure src=\"quay.png\">}}", "{{<figure src=\"quay.png\">}}", "![what it shows](file.png)"),
            ("{{< figure\n  src=\"a.png\"\n>}}", "{{< figure\n  src=\"a.png\"\n>}}", "![what it shows](file.png)"),
            ("{{% notice tip %}}\nCarry spares.\n{{% /notice %}}", "{{% notice tip %}}", "> [!NOTE]"),
            ("See {% post_url 2026-01-02-x %}.", "{% post_url 2026-01-02-x %}", "[words](../file.md)"),
            ("{% include map.html %}", "{% include map.html %}", "write it in Markdown"),
            ("As of {{ page.date }}, two.", "{{ page.date }}", "write what it stands for"),
            (
                "See [[Black Sea ports|the ports]].",
                "[[Black Sea ports|the ports]]",
                "[the ports](<Black Sea ports.md>)",
            ),
            ("See [[grain#Prices]].", "[[grain#Prices]]", "[grain#Prices](grain.md#…)"),
            ("![[harbour.png]]", "![[harbour.png]]", "![what it shows](harbour.png)"),
        ] {
            let found = warned(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, place);
            assert!(found[0].1.contains(help), "{}", found[0].1);
        }
    }

    #[test]
    fn code_links_and_brackets_of_other_kinds_are_not() {
        for text in [
            "Write `{{< figure >}}` or `[[page]]`.",
            "```\n{% include x %}\n[[page]]\n```",
            "    {{ indented }}",
            "A claim.[[1]](https://example.org/a)",
            "As agreed [[12]].",
            "As agreed [[^12]].",
            "\\[[not a page]]",
            "if [[ -f x ]]; then",
            "[[ref]]\n\n[ref]: https://example.org/",
            "{{ never closed",
            "{{}} and [[]]",
            "<!-- {{ hidden }} -->",
            "$a_{{b}_c}$ in {braces}",
        ] {
            assert_eq!(warned(text), [], "{text}");
        }
    }
}
