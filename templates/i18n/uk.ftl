# Слова інтерфейсу українською.

language = uk
language_name = Українська

skip = До тексту
menu = Головне меню
search = Пошук
languages = Мови
follow = Стежити
home = Головна
preview = Попередній перегляд: тут видно чернетки, затримані тексти й тексти під ембарго. Не публікуйте його.
pages = Сторінки цього списку
page = Сторінка
newer = Новіші
older = Старіші
moved = Цю сторінку переміщено
not_found_title = Сторінку не знайдено
not_found = За цією адресою сторінки немає. Можливо, її переміщено або ніколи не публікували.

kind_briefing = Аналітична записка
kind_report = Доповідь
kind_commentary = Коментар
kind_assessment = Оцінка
kind_statement = Заява
kind_advisory = Попередження
kind_explainer = Пояснення
kind_transcript = Стенограма
kinds_briefing = Аналітичні записки
kinds_report = Доповіді
kinds_commentary = Коментарі
kinds_assessment = Оцінки
kinds_statement = Заяви
kinds_advisory = Попередження
kinds_explainer = Пояснення
kinds_transcript = Стенограми

facet_topic = Теми
facet_region = Регіони
facet_place = Країни
facet_actor = Дійові особи
facet_author = Автори
facet_series = Серії
facet_kind = Види
facet_year = Роки
one_all = Усі публікації
one_topic = Тема
one_region = Регіон
one_place = Країна
one_actor = Дійова особа
one_author = Автор
one_series = Серія
one_kind = Вид
one_year = Архів
one_corrections = Виправлення
where = Регіони та країни

latest = Останні
by_kind = За видом
by_year = За роками
often_with = Часто разом із
over_time = У часі
members = Члени та відколи
members_all = { $n ->
    [one] { $n } член
    [few] Усі { $n } члени
   *[many] Усі { $n } членів
}
member_of = Член
also_named = Також:
actor_state = Держава
actor_alliance = Альянс
actor_organisation = Організація
actor_armed_group = Збройне угруповання
actor_concept = Поняття
undated = Без дати
empty_site = Ще нічого не опубліковано.
empty_list = Тут ще немає нічого публічного.
empty_terms = Тут ще немає нічого публічного.
empty_corrections = Нічого не виправлено й не відкликано.
corrections_intro = Що ми виправили, поставили під сумнів або відкликали; причину наведено на кожній сторінці. Ніщо не змінюється мовчки.
see_more = Інші
see_all = Усі публікації
briefings = { $n ->
    [0] Немає публікацій
    [one] { $n } публікація
    [few] { $n } публікації
   *[other] { $n } публікацій
}
all_briefings = { $n ->
    [one] Уся { $n } публікація
    [few] Усі { $n } публікації
   *[other] Усі { $n } публікацій
}
minutes = { $n ->
    [one] { $n } хвилина
    [few] { $n } хвилини
   *[other] { $n } хвилин
}

number_sign = №
published = Опубліковано
updated = Оновлено
corrected = Виправлено
retracted = Відкликано
cutoff = Відомості станом на
reading_time = Час читання
original = оригінал
older_version = переклад версії
original_version = оригінал має версію
contents = Зміст
summary = Стислий виклад
judgements = Основні оцінки
likelihood = Імовірність
confidence = Упевненість
confidence_low = низька
confidence_moderate = помірна
confidence_high = висока
basis = Ґрунтується на
resolves = Можна перевірити
outcome = Підсумок
used_here = вжито тут
notes = Примітки
back_to_text = Назад до тексту
sources = Джерела
archived = Архівна копія
accessed = Переглянуто
glossary = Скорочення
attachments = Файли
history = Історія тексту
supersedes = Цей текст замінює
cite = Як цитувати
copy = Копіювати
copied = Скопійовано
address = Адреса
plain_text = Простий текст (Markdown)
licence = Ліцензія
previous = Попередній
next = Наступний
neighbours = Попередній і наступний
related = Споріднене
backlinks = На цей текст посилаються
change_publication = Опубліковано
change_update = Оновлення
change_correction = Виправлення
change_concern = Застереження
change_retraction = Відкликання
state_draft = Чернетка
state_held = Затримано
state_embargoed = Під ембарго
withheld_draft = Не для публікації. Цей текст видно лише в цьому перегляді.
withheld_held = Умови оприлюднення прочитати не вдалося, тож текст затримано; його видно лише в цьому перегляді.
withheld_embargoed = Не публікувати до зняття ембарго. Цей текст видно лише в цьому перегляді.
table = Таблиця
figure = Рисунок
source = Джерело
credit = Фото
callout_note = Примітка
callout_tip = Порада
callout_important = Важливо
callout_warning = Увага
callout_caution = Обережно

search_label = Шукати в назвах, викладах і текстах
search_none = Нічого не знайдено. Спробуйте менше слів або інші слова.
search_found = знайдено
search_loading = Завантаження покажчика…
search_error = Пошук не вдалося завантажити.
search_more = Показати більше
search_noscript = Для пошуку потрібен JavaScript; для списків — ні.
filter_none = Немає публікацій, що відповідають усім критеріям.
filter_all = Показати всі
filter_error = Список не вдалося завантажити.
filter_jump = Звузити список
search_year = Рік
