# The interface's words in English. A file of the same name in a site's templates/i18n/ replaces this one; a file for
# another language need hold only what it has: the rest is taken from here. Words with { $n } are asked for by `t`.

language = en
language_name = English

# The frame
skip = Skip to the text
menu = Main menu
search = Search
languages = Languages
follow = Follow
home = Home
preview = Preview: this build shows drafts, held and embargoed texts. Do not publish it.
pages = Pages of this list
page = Page
newer = Newer
older = Older
moved = This page has moved
not_found_title = Page not found
not_found = There is no page at this address. It may have been moved, or never published.

# Kinds, one and many
kind_briefing = Briefing
kind_report = Report
kind_commentary = Commentary
kind_assessment = Assessment
kind_statement = Statement
kind_advisory = Advisory
kind_explainer = Explainer
kind_transcript = Transcript
kinds_briefing = Briefings
kinds_report = Reports
kinds_commentary = Commentaries
kinds_assessment = Assessments
kinds_statement = Statements
kinds_advisory = Advisories
kinds_explainer = Explainers
kinds_transcript = Transcripts

# Facets, and one of each
facet_topic = Topics
facet_region = Regions
facet_place = Countries
facet_actor = Actors
facet_author = Authors
facet_series = Series
facet_kind = Kinds
facet_year = Years
one_all = All publications
one_topic = Topic
one_region = Region
one_place = Country
one_actor = Actor
one_author = Author
one_series = Series
one_kind = Kind
one_year = Archive
one_corrections = Corrections
where = Regions and countries

# Lists
latest = Latest
by_kind = By kind
by_year = By year
often_with = Often together with
over_time = Over time
members = Members, and since when
members_all = { $n ->
    [one] 1 member
   *[other] All { $n } members
}
member_of = Member of
also_named = Also:
actor_state = State
actor_alliance = Alliance
actor_organisation = Organisation
actor_armed_group = Armed group
actor_concept = Concept
undated = Undated
empty_site = Nothing has been published yet.
empty_list = Nothing public stands here yet.
empty_terms = Nothing public is filed here yet.
empty_corrections = Nothing has been corrected or retracted.
corrections_intro = What we have corrected, flagged or retracted, with the reason on each page. Nothing is changed in silence.
see_more = More
see_all = See all publications
briefings = { $n ->
    [0] No publications
    [one] 1 publication
   *[other] { $n } publications
}
all_briefings = { $n ->
    [one] The only publication
   *[other] All { $n } publications
}
minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}

# A briefing
number_sign = No.
published = Published
updated = Updated
corrected = Corrected
retracted = Retracted
cutoff = Information as of
reading_time = Reading time
original = original
older_version = translation of version
original_version = the original is at
contents = Contents
summary = Summary
judgements = Key judgements
likelihood = Likelihood
confidence = Confidence
confidence_low = low
confidence_moderate = moderate
confidence_high = high
basis = Rests on
resolves = Can be told by
outcome = Outcome
used_here = used here
notes = Notes
back_to_text = Back to the text
sources = Sources
archived = Archived copy
accessed = Accessed
glossary = Abbreviations
attachments = Files
history = History of this text
supersedes = This text replaces
cite = Cite this publication
copy = Copy
copied = Copied
address = Address
plain_text = Plain text (Markdown)
licence = Licence
previous = Previous
next = Next
neighbours = Previous and next
related = Related
backlinks = Cited by
change_publication = Published
change_update = Updated
change_correction = Correction
change_concern = Expression of concern
change_retraction = Retraction
state_draft = Draft
state_held = Held
state_embargoed = Under embargo
withheld_draft = Not for publication. This text is shown in this preview only.
withheld_held = Its release cannot be read, so it is held. It is shown in this preview only.
withheld_embargoed = Not to be published before its release. It is shown in this preview only.
table = Table
figure = Figure
source = Source
credit = Credit
callout_note = Note
callout_tip = Tip
callout_important = Important
callout_warning = Warning
callout_caution = Caution

# Search
search_label = Search titles, summaries and texts
search_none = Nothing found. Try fewer or other words.
search_found = found
search_loading = Loading the index …
search_error = The search could not be loaded.
search_more = Show more
search_noscript = Searching needs JavaScript. The lists do not.
filter_none = No publication has all of these.
filter_all = Show all
filter_error = The list could not be loaded.
filter_jump = Narrow the list
search_year = Year
