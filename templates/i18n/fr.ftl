# Les mots de l’interface en français.

language = fr
language_name = Français

skip = Aller au texte
menu = Menu principal
search = Recherche
languages = Langues
follow = S’abonner
home = Accueil
preview = Aperçu : cette version montre des brouillons et des textes retenus ou sous embargo. Ne pas la publier.
pages = Pages de cette liste
page = Page
newer = Plus récents
older = Plus anciens
moved = Cette page a été déplacée
not_found_title = Page introuvable
not_found = Il n’y a pas de page à cette adresse. Elle a peut-être été déplacée, ou n’a jamais été publiée.

kind_briefing = Note d’analyse
kind_report = Rapport
kind_commentary = Commentaire
kind_assessment = Évaluation
kind_statement = Communiqué
kind_advisory = Avis
kind_explainer = Décryptage
kind_transcript = Transcription
kinds_briefing = Notes d’analyse
kinds_report = Rapports
kinds_commentary = Commentaires
kinds_assessment = Évaluations
kinds_statement = Communiqués
kinds_advisory = Avis
kinds_explainer = Décryptages
kinds_transcript = Transcriptions

facet_topic = Thèmes
facet_region = Régions
facet_place = Pays
facet_actor = Acteurs
facet_author = Auteurs
facet_series = Séries
facet_kind = Genres
facet_year = Années
one_all = Toutes les publications
one_topic = Thème
one_region = Région
one_place = Pays
one_actor = Acteur
one_author = Auteur
one_series = Série
one_kind = Genre
one_year = Archives
one_corrections = Corrections
where = Régions et pays

latest = Dernières publications
by_kind = Par genre
by_year = Par année
often_with = Souvent avec
over_time = Dans le temps
members = Membres, et depuis quand
members_all = { $n ->
    [one] { $n } membre
   *[other] Les { $n } membres
}
member_of = Membre de
also_named = Aussi :
actor_state = État
actor_alliance = Alliance
actor_organisation = Organisation
actor_armed_group = Groupe armé
actor_concept = Concept
undated = Sans date
empty_site = Rien n’a encore été publié.
empty_list = Il n’y a encore rien de public ici.
empty_terms = Rien de public n’est encore classé ici.
empty_corrections = Rien n’a été corrigé ni rétracté.
corrections_intro = Ce que nous avons corrigé, signalé ou rétracté ; chaque page en dit la raison. Rien n’est modifié en silence.
see_more = Autres
see_all = Voir toutes les publications
briefings = { $n ->
    [0] Aucune publication
    [one] { $n } publication
   *[other] { $n } publications
}
all_briefings = { $n ->
    [one] La seule publication
   *[other] Les { $n } publications
}
minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}

number_sign = nº
published = Publié le
updated = Mis à jour le
corrected = Corrigé
retracted = Rétracté
cutoff = État des informations au
reading_time = Temps de lecture
original = original
older_version = traduction de la version
original_version = l’original en est à la version
contents = Sommaire
summary = Résumé
judgements = Principales appréciations
likelihood = Probabilité
confidence = Confiance
confidence_low = faible
confidence_moderate = moyenne
confidence_high = élevée
basis = Repose sur
resolves = Vérifiable le
outcome = Issue
used_here = employé ici
notes = Notes
back_to_text = Retour au texte
sources = Sources
archived = Copie archivée
accessed = Consulté le
glossary = Sigles
attachments = Fichiers
history = Historique de ce texte
supersedes = Ce texte remplace
cite = Citer cette publication
copy = Copier
copied = Copié
address = Adresse
plain_text = Texte brut (Markdown)
licence = Licence
previous = Précédent
next = Suivant
neighbours = Précédent et suivant
related = À lire aussi
backlinks = Cité par
change_publication = Publication
change_update = Mise à jour
change_correction = Correction
change_concern = Mise en garde
change_retraction = Rétractation
state_draft = Brouillon
state_held = Retenu
state_embargoed = Sous embargo
withheld_draft = Ne pas publier. Ce texte n’est montré que dans cet aperçu.
withheld_held = Sa date de diffusion ne peut être lue : il est retenu et n’est montré que dans cet aperçu.
withheld_embargoed = Ne pas publier avant la date de diffusion. Ce texte n’est montré que dans cet aperçu.
table = Tableau
figure = Figure
source = Source
credit = Crédit
callout_note = Note
callout_tip = Conseil
callout_important = Important
callout_warning = Attention
callout_caution = Prudence

search_label = Chercher dans les titres, les résumés et les textes
search_none = Aucun résultat. Essayez avec moins de mots, ou d’autres.
search_found = trouvés
search_loading = Chargement de l’index…
search_error = La recherche n’a pas pu être chargée.
search_more = En voir plus
search_noscript = La recherche a besoin de JavaScript ; les listes, non.
filter_none = Aucune publication ne réunit ces critères.
filter_all = Tout afficher
filter_error = La liste n’a pas pu être chargée.
filter_jump = Affiner la liste
search_year = Année
