//! All that a template can see. A page is a pure function of its view; a view is made of a job and nothing else.
//!
//! Every template gets `site`, `page`, and one of `briefing`, `list`, `terms`, `home` or `text`. HTML in a view (fields
//! named `html` or documented so) is already escaped or sanitised: templates print it with `| safe`. Everything else is plain
//! text and escaped by Tera.

mod briefing;
mod list;
mod site;

pub use briefing::{
    AttachmentView, BriefingView, ChangeView, CitationView, CiteView, ContentsEntry, CreditView, DatelineView,
    GlossaryView, JudgementView, LegendStep, LegendView, NoteView, SourceView, SummaryView, TextView, TranslationView,
};
pub use list::{
    AuthorView, CardView, FacetView, HomeView, KindGroup, ListView, NameLink, Pager, PagerLink, SeriesView, TermLink,
    TermsView, YearCount,
};
pub use site::{
    Alternate, DateView, FeedLink, LanguageView, MenuItem, MetaTag, OutputsView, PageView, PublisherView, SiteView,
    ThemeView,
};
