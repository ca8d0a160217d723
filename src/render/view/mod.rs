//! All that a template can see. A page is a pure function of its view; a view is made of a job and nothing else.
//!
//! Every template gets `site`, `page`, and one of `briefing`, `list`, `terms`, `home`, `text` or `search`. HTML in a view (fields
//! named `html` or documented so) is already escaped or sanitised: templates print it with `| safe`. Everything else is plain
//! text and escaped by Tera. `redirect.html` gets `site` and `page` alone: `page.url` is where it leads, `page.title` that page's.
//!
//! Of `page` and the view beside it a template is given the parts that it names (`templates/reads.rs`), or all of them where it uses
//! one as a whole: what no template shows is not made.
//!
//! # The HTML of a text
//!
//! What the theme's stylesheets expect of `body`, in short classes and without inline style or script:
//!
//! | what | HTML |
//! |---|---|
//! | heading | `<h2 id="aims"><span class="num">2.1</span> Aims <a class="anchor" href="#aims" aria-labelledby="aims"></a></h2>` |
//! | sections of a role but `body` | `<section class="part key_developments" aria-labelledby="ID">` round heading and blocks, up to the next heading of the same or a higher level |
//! | numbered paragraph | `<p class="numbered" id="p4"><a class="para" href="#p4">4.</a> …</p>` |
//! | note mark | `<sup class="ref" data-note="1 The note as plain text"><a id="note-1-mark" href="#note-1" role="doc-noteref">1</a></sup>`; `data-note`, at most some 300 characters, is the side note of wide screens |
//! | list | `<p class="lead-in">…:</p>` and `<ul>` or `<ol start>`; with labels `<ol class="labelled"><li><span class="mark">(a)</span> …`; tasks `<ul class="tasks">` |
//! | table | `<figure class="table"><figcaption id="table-1">…</figcaption><div class="scroll" role="region" aria-labelledby="table-1" tabindex="0"><table>…</table></div><p class="source"><span class="label">Source:</span> …</p></figure>`; without a caption `aria-label` is the word `table`; cells carry `start`, `centre` or `end` |
//! | figure | `<figure class="figure"><picture><source type="image/webp" srcset="…" sizes="…"><img …></picture><figcaption>… <span class="credit">…</span> <span class="source">…</span></figcaption></figure>` |
//! | quotation | `<figure class="quote"><blockquote>…</blockquote><figcaption>…</figcaption></figure>`, without attribution `<blockquote>` |
//! | callout | `<div class="callout note" role="note"><p class="label">Note</p>…</div>`; labels are the words `callout_note` and so on |
//! | turn | `<div class="turn"><p class="speaker">…</p><div class="said">…</div></div>` |
//! | code | `<pre class="code" tabindex="0"><code class="language-yara">…</code></pre>`, spans with the classes of `static/css/60-code.css` |
//! | preformatted | `<pre class="as-written" tabindex="0">` |
//! | mathematics | `<div class="math">`, inline `<span class="math">` |
//! | definitions, breaks, acronyms | `<dl>`, `<hr>`, `<abbr title>` |

mod briefing;
mod list;
mod shared;
mod site;

pub use briefing::{
    AttachmentView, BriefingView, ChangeView, CitationView, CiteView, ContentsEntry, CreditView, DatelineView,
    GlossaryView, JudgementView, LegendStep, LegendView, NoteView, SourceView, SummaryView, TextView, TranslationView,
};
pub use list::{
    ActorView, AuthorView, BarView, CardView, FacetView, HomeView, KindGroup, ListView, MemberView, NameLink,
    NamedPlace, Pager, PagerLink, PlaceView, SearchView, SeriesView, TermLink, TermsView, TickView, TimelineView,
    YearCount,
};
pub use shared::Shared;
pub use site::{
    Alternate, DateView, FeedLink, LanguageView, MenuItem, OutputsView, PageView, PublisherView, SiteView, ThemeView,
};
