# Die Wörter der Oberfläche auf Deutsch.

language = de
language_name = Deutsch

skip = Zum Text
menu = Hauptmenü
search = Suche
languages = Sprachen
follow = Abonnieren
home = Startseite
preview = Vorschau: Diese Fassung zeigt Entwürfe, zurückgehaltene und gesperrte Texte. Nicht veröffentlichen.
pages = Seiten dieser Liste
page = Seite
newer = Neuere
older = Ältere
moved = Diese Seite ist umgezogen
not_found_title = Seite nicht gefunden
not_found = Unter dieser Adresse gibt es keine Seite. Vielleicht wurde sie verschoben oder nie veröffentlicht.

kind_briefing = Briefing
kind_report = Bericht
kind_commentary = Kommentar
kind_assessment = Bewertung
kind_statement = Erklärung
kind_advisory = Warnhinweis
kind_explainer = Hintergrund
kind_transcript = Wortprotokoll
kinds_briefing = Briefings
kinds_report = Berichte
kinds_commentary = Kommentare
kinds_assessment = Bewertungen
kinds_statement = Erklärungen
kinds_advisory = Warnhinweise
kinds_explainer = Hintergründe
kinds_transcript = Wortprotokolle

facet_topic = Themen
facet_region = Regionen
facet_place = Länder
facet_actor = Akteure
facet_author = Autorinnen und Autoren
facet_series = Reihen
facet_kind = Textarten
facet_year = Jahre
one_all = Alle Veröffentlichungen
one_topic = Thema
one_region = Region
one_place = Land
one_actor = Akteur
one_author = Autorin oder Autor
one_series = Reihe
one_kind = Textart
one_year = Archiv
one_corrections = Korrekturen
where = Regionen und Länder

latest = Neu
by_kind = Nach Textart
by_year = Nach Jahr
often_with = Oft zusammen mit
over_time = Im Lauf der Zeit
members = Mitglieder und seit wann
members_all = { $n ->
    [one] 1 Mitglied
   *[other] Alle { $n } Mitglieder
}
member_of = Mitglied von
also_named = Auch:
actor_state = Staat
actor_alliance = Bündnis
actor_organisation = Organisation
actor_armed_group = Bewaffnete Gruppe
actor_concept = Begriff
undated = Ohne Datum
empty_site = Es ist noch nichts veröffentlicht.
empty_list = Hier steht noch nichts Öffentliches.
empty_terms = Hier ist noch nichts Öffentliches eingeordnet.
empty_corrections = Nichts wurde korrigiert oder zurückgezogen.
corrections_intro = Was wir korrigiert, beanstandet oder zurückgezogen haben; der Grund steht auf jeder Seite. Nichts wird stillschweigend geändert.
see_more = Weitere
see_all = Alle Veröffentlichungen ansehen
briefings = { $n ->
    [0] Keine Veröffentlichung
    [one] 1 Veröffentlichung
   *[other] { $n } Veröffentlichungen
}
all_briefings = { $n ->
    [one] Die einzige Veröffentlichung
   *[other] Alle { $n } Veröffentlichungen
}
minutes = { $n ->
    [one] 1 Minute
   *[other] { $n } Minuten
}

number_sign = Nr.
published = Veröffentlicht
updated = Aktualisiert
corrected = Korrigiert
retracted = Zurückgezogen
cutoff = Informationsstand
reading_time = Lesezeit
original = Original
older_version = Übersetzung der Fassung
original_version = das Original ist bei Fassung
contents = Inhalt
summary = Zusammenfassung
judgements = Kernaussagen
likelihood = Wahrscheinlichkeit
confidence = Verlässlichkeit
confidence_low = gering
confidence_moderate = mittel
confidence_high = hoch
basis = Beruht auf
resolves = Zu überprüfen am
outcome = Ausgang
used_here = hier verwendet
notes = Anmerkungen
back_to_text = Zurück zum Text
sources = Quellen
archived = Archivierte Fassung
accessed = Abgerufen am
glossary = Abkürzungen
attachments = Dateien
history = Geschichte dieses Textes
supersedes = Dieser Text ersetzt
cite = Diese Veröffentlichung zitieren
copy = Kopieren
copied = Kopiert
address = Adresse
plain_text = Reiner Text (Markdown)
licence = Lizenz
previous = Zurück
next = Weiter
neighbours = Zurück und weiter
related = Verwandt
backlinks = Zitiert von
change_publication = Veröffentlicht
change_update = Aktualisiert
change_correction = Korrektur
change_concern = Vorbehalt
change_retraction = Rücknahme
state_draft = Entwurf
state_held = Zurückgehalten
state_embargoed = Unter Sperrfrist
withheld_draft = Nicht zur Veröffentlichung. Dieser Text erscheint nur in dieser Vorschau.
withheld_held = Die Freigabe ist nicht lesbar; der Text wird zurückgehalten und erscheint nur in dieser Vorschau.
withheld_embargoed = Nicht vor Ablauf der Sperrfrist zu veröffentlichen. Dieser Text erscheint nur in dieser Vorschau.
table = Tabelle
figure = Abbildung
source = Quelle
credit = Bild
callout_note = Hinweis
callout_tip = Tipp
callout_important = Wichtig
callout_warning = Warnung
callout_caution = Vorsicht

search_label = In Titeln, Zusammenfassungen und Texten suchen
search_none = Nichts gefunden. Versuchen Sie es mit weniger oder anderen Wörtern.
search_found = gefunden
search_loading = Der Index wird geladen …
search_error = Die Suche konnte nicht geladen werden.
search_more = Mehr zeigen
search_noscript = Die Suche braucht JavaScript, die Listen nicht.
filter_none = Keine Veröffentlichung erfüllt alle Kriterien.
filter_all = Alle zeigen
filter_error = Die Liste konnte nicht geladen werden.
filter_jump = Liste eingrenzen
search_year = Jahr
