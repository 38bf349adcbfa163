"""Statements and quotations of drafts in other languages than English, over articles in the same."""

from collections.abc import Iterator

import pytest

from rag.drafts.check import check_draft
from rag.drafts.records import Finding
from rag.engine import Pressmark
from tests.conftest import WordEmbedding
from tests.rag.builders import opened_over

ARTICLES = {
    "de.md": (
        "---\ntitle: Die Fähre\npublisher: Der Hafenbote\npublished: 2019-05-04\nlanguage: de\n---\n\n"
        "Die Fähre nach Kaltensee hat im März 2018 rund 41.000 Fahrgäste befördert, mehr als je zuvor. "
        "Der Kapitän Jonas "
        "Weidmann ging nicht in den Ruhestand, sondern fährt bis zum 12. Juni weiter. „Wir haben keinen billigeren Weg "
        "gefunden, die alte Mauer zu erhalten“, sagte die Bürgermeisterin Ruth Halloran.\n"
    ),
    "fr.md": (
        "---\ntitle: Le pont\npublisher: La Gazette du Port\npublished: 2020-02-11\nlanguage: fr\n---\n\n"
        "Le pont de Montrésor a été fermé le 14 janvier 2020 pour dix-huit mois de travaux, a annoncé "
        "le maire Luc Ferrand. "
        "Les pêcheurs de Montrésor n’ont pas reçu d’indemnité. « Nous ne savions rien de ces travaux avant "
        "Noël », a déclaré Anne Delmas, qui dirige leur association de 320 membres.\n"
    ),
    "es.md": (
        "---\ntitle: La biblioteca\npublisher: El Faro\npublished: 2021-09-03\nlanguage: es\n---\n\n"
        "La biblioteca de Valdeluna abrió el 2 de septiembre de 2021 con 85.000 libros, según la "
        "directora Carmen Robledo. "
        "El edificio costó 3,2 millones de euros y no recibió ninguna ayuda del gobierno. «Esta casa es "
        "de los vecinos y "
        "de nadie más», dijo Robledo.\n"
    ),
    "tr.md": (
        "---\ntitle: Köprü\npublisher: Kıyı Postası\npublished: 2018-07-20\nlanguage: tr\n---\n\n"
        "Belediye başkanı Selim Aksoy, Karadere köprüsünün 15 Temmuz 2018 günü yeniden açıldığını "
        "söyledi. Onarım 26 ay "
        "sürdü ve 4,5 milyon liraya mal oldu. “Bu köprü olmadan kasaba iki ayrı köy gibiydi” dedi Aksoy.\n"
    ),
    "ru.md": (
        "---\ntitle: Музей\npublisher: Речной вестник\npublished: 2017-04-10\nlanguage: ru\n---\n\n"
        "Музей речного флота в городе Заречье открылся 8 апреля 2017 года, сообщила директор Вера "
        "Лунина. За первую неделю "
        "его посетили 2300 человек. Город Заречье не выделил денег на ремонт здания. «Мы собирали эти модели "
        "двадцать лет», сказала Лунина.\n"
    ),
    "ar.md": (
        "---\ntitle: الميناء\npublisher: جريدة الساحل\npublished: 2019-03-12\nlanguage: ar\n---\n\n"
        "أعلن رئيس البلدية سامي الحداد أن الميناء القديم في مدينة النخيل سيغلق في 20 مارس 2019 لمدة "
        "تسعة أشهر. وتبلغ كلفة "
        "الأعمال 450 ألف دينار. وقال الحداد «لم نجد طريقة أخرى لإنقاذ الجدار القديم» في مؤتمر صحفي.\n"
    ),
}
TRUE = {
    "de": "Im März 2018 beförderte die Fähre nach Kaltensee etwa 40.000 Fahrgäste, so viele wie nie zuvor.",
    "fr": "Le maire Luc Ferrand a annoncé que le pont de Montrésor serait fermé pendant 18 mois de travaux.",
    "es": "La biblioteca de Valdeluna, que abrió en septiembre de 2021 con 85.000 libros, costó 3,2 millones de euros.",
    "tr": "Karadere köprüsü 15 Temmuz 2018 günü yeniden açıldı; onarım 26 ay sürdü.",
    "ru": "Музей речного флота в Заречье открылся 8 апреля 2017 года, и за первую неделю его посетили 2300 человек.",
    "ar": "سيغلق الميناء القديم في مدينة النخيل في 20 مارس 2019 لمدة تسعة أشهر، كما أعلن رئيس البلدية سامي الحداد.",
}
OTHERWISE = [
    ("de", "Die Fähre nach Kaltensee hat im März 2018 rund 14.000 Fahrgäste befördert.", "14.000", "41.000"),
    ("de", "Die Fähre nach Kaltensee hat im Mai 2018 rund 41.000 Fahrgäste befördert.", "Mai", "März"),
    ("fr", "Le pont de Montrésor a été fermé le 14 juin 2020 pour dix-huit mois de travaux.", "juin", "janvier"),
    ("fr", "Le pont de Montrésor a été fermé le 14 janvier 2020 pour 28 mois de travaux.", "28", "dix-huit"),
    ("es", "La biblioteca de Valdeluna abrió el 2 de septiembre de 2021 con 58.000 libros.", "58.000", "85.000"),
    ("tr", "Karadere köprüsünün onarımı 36 ay sürdü ve 4,5 milyon liraya mal oldu.", "36", "26"),
    ("ru", "За первую неделю музей посетили 3200 человек.", "3200", "2300"),
    ("ar", "أعلن رئيس البلدية سامي الحداد أن الميناء القديم في مدينة النخيل سيغلق في 20 مايو 2019.", "مايو", "مارس"),
]
DENIED = [
    ("de", "Der Kapitän Jonas Weidmann ging in den Ruhestand und fährt bis zum 12. Juni weiter."),
    ("fr", "Les pêcheurs de Montrésor ont reçu une indemnité."),
    ("ru", "Город Заречье выделил денег на ремонт здания."),
]
NOWHERE = {
    "de": "Die Sternwarte von Tessaly entdeckte 1954 vier Kometen über dem Gebirge.",
    "fr": "Le tramway de Lindquay transporta 312 000 voyageurs pendant son premier hiver.",
    "es": "El mercado de quesos de Dorrenburgo vendió 95.000 piezas en 1973.",
    "tr": "Feldkirchen orkestrasının on bir fagotu 1987 yılında satıldı.",
    "ru": "Обсерватория Тессали открыла четыре кометы в 1954 году.",
    "ar": "باع سوق الجبن في درنبورغ 95 ألف قطعة في عام 1973.",
}
QUOTED = {
    "de": "»Wir haben keinen billigeren Weg gefunden, die alte Mauer zu erhalten«, sagte Ruth Halloran.",
    "fr": "« Nous ne savions rien, a déclaré Anne Delmas, de ces travaux avant Noël. »",
    "es": "“Esta casa es de los vecinos y de nadie más”, dijo Carmen Robledo.",
    "tr": "«Bu köprü olmadan kasaba iki ayrı köy gibiydi» dedi Selim Aksoy.",
    "ru": "«Мы собирали, — сказала Вера Лунина, — эти модели двадцать лет».",
    "ar": 'وقال سامي الحداد "لم نجد طريقة أخرى لإنقاذ الجدار القديم" في مؤتمر صحفي.',
}

SOMEBODY_ELSES = [
    ("de", "»Wir haben keinen billigeren Weg gefunden, die alte Mauer zu erhalten«, sagte Jonas Weidmann."),
    (
        "de",
        "Am Freitag sagte der Kapitän Jonas Weidmann: „Wir haben keinen "
        "billigeren Weg gefunden, die alte Mauer zu erhalten.“",
    ),
    ("de", "„Wir haben keinen billigeren Weg gefunden“, so Klaus Brenner, „die alte Mauer zu erhalten.“"),
    ("de", "Laut Klaus Brenner hat man „keinen billigeren Weg gefunden, die alte Mauer zu erhalten“."),
    ("fr", "« Nous ne savions rien, a déclaré Luc Ferrand, de ces travaux avant Noël. »"),
    ("fr", "« Nous ne savions rien de ces travaux avant Noël », a expliqué le maire Luc Ferrand."),
    ("fr", "Le maire Luc Ferrand a déclaré lundi : « Nous ne savions rien de ces travaux avant Noël. »"),
    ("fr", "Selon Marc Petit, « nous ne savions rien de ces travaux avant Noël »."),
    ("es", "“Esta casa es de los vecinos y de nadie más”, dijo el alcalde Pedro Luján."),
    ("es", "El alcalde Pedro Luján dijo ayer: «Esta casa es de los vecinos y de nadie más»."),
    ("es", "«Esta casa», afirmó Pedro Luján, «es de los vecinos y de nadie más»."),
    ("tr", "«Bu köprü olmadan kasaba iki ayrı köy gibiydi» dedi Mehmet Yılmaz."),
    ("tr", "Mehmet Yılmaz, “Bu köprü olmadan kasaba iki ayrı köy gibiydi” diye konuştu."),
    ("tr", "Vali Mehmet Yılmaz şöyle konuştu: “Bu köprü olmadan kasaba iki ayrı köy gibiydi.”"),
    ("ru", "«Мы собирали, — сказал Иван Петров, — эти модели двадцать лет»."),
    ("ru", "«Мы собирали эти модели двадцать лет», — заявил мэр Иван Петров."),
    ("ru", "Иван Петров сказал: «Мы собирали эти модели двадцать лет»."),
    ("ru", "По словам Ивана Петрова, «мы собирали эти модели двадцать лет»."),
    ("ar", 'وقال كريم النجار "لم نجد طريقة أخرى لإنقاذ الجدار القديم" في مؤتمر صحفي.'),
    ("ar", "«لم نجد طريقة أخرى لإنقاذ الجدار القديم»، قال وزير النقل كريم النجار."),
]
THEIR_OWN = [
    (
        "de",
        "Die Bürgermeisterin Ruth Halloran sagte am Freitag: „Wir haben keinen "
        "billigeren Weg gefunden, die alte Mauer zu erhalten.“",
    ),
    (
        "de",
        "„Wir haben keinen billigeren Weg gefunden, die alte Mauer zu "
        "erhalten“, erklärte die Bürgermeisterin am Freitag.",
    ),
    ("de", "Am Freitag sagte sie: „Wir haben keinen billigeren Weg gefunden, die alte Mauer zu erhalten.“"),
    ("de", "Gestern hieß es: „Wir haben keinen billigeren Weg gefunden, die alte Mauer zu erhalten.“"),
    ("fr", "« Nous ne savions rien de ces travaux avant Noël », a-t-elle expliqué."),
    ("fr", "Hier, elle a déclaré : « Nous ne savions rien de ces travaux avant Noël. »"),
    (
        "fr",
        "Anne Delmas, qui dirige l’association des pêcheurs, affirme : « Nous "
        "ne savions rien de ces travaux avant Noël. »",
    ),
    ("es", "La directora, Carmen Robledo, afirmó que «esta casa es de los vecinos y de nadie más»."),
    ("es", "Ayer dijo: «Esta casa es de los vecinos y de nadie más»."),
    ("es", "Según Robledo, «esta casa es de los vecinos y de nadie más»."),
    ("tr", "Belediye başkanı Selim Aksoy, “Bu köprü olmadan kasaba iki ayrı köy gibiydi” dedi."),
    ("tr", "Aksoy'un sözleriyle “Bu köprü olmadan kasaba iki ayrı köy gibiydi.”"),
    ("ru", "По словам Веры Луниной, «мы собирали эти модели двадцать лет»."),
    ("ru", "«Мы собирали эти модели двадцать лет», — сказала она."),
    ("ru", "Директор музея Вера Лунина рассказала: «Мы собирали эти модели двадцать лет»."),
    ("ar", "«لم نجد طريقة أخرى لإنقاذ الجدار القديم»، قال رئيس البلدية سامي الحداد."),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("languages"), ARTICLES, WordEmbedding()) as opened:
        yield opened


def claims(desk: Pressmark, text: str) -> list[Finding]:
    return [each for each in check_draft(desk.library, text).findings if each.kind == "claim"]


@pytest.mark.parametrize("language", TRUE)
def test_what_an_article_in_the_language_says_is_borne_out(desk: Pressmark, language: str) -> None:
    (found,) = claims(desk, TRUE[language])
    assert (found.verdict, found.places[0].file) == ("borne-out", f"{language}.md"), found


@pytest.mark.parametrize(("language", "statement", "ours", "theirs"), OTHERWISE)
def test_another_figure_or_month_contradicts(
    desk: Pressmark, language: str, statement: str, ours: str, theirs: str
) -> None:
    (found,) = claims(desk, statement)
    assert found.verdict == "contradicted", found
    assert [(each.draft, each.source) for each in found.changes] == [(ours, theirs)]


@pytest.mark.parametrize(("language", "statement"), DENIED)
def test_a_lost_negation_contradicts(desk: Pressmark, language: str, statement: str) -> None:
    (found,) = claims(desk, statement)
    assert found.verdict == "contradicted", found


@pytest.mark.parametrize("language", NOWHERE)
def test_what_no_article_says_is_named_as_such(desk: Pressmark, language: str) -> None:
    (found,) = claims(desk, NOWHERE[language])
    assert found.verdict == "not-in-articles"


@pytest.mark.parametrize("language", QUOTED)
def test_a_quotation_in_other_marks_is_exact(desk: Pressmark, language: str) -> None:
    found = [each for each in check_draft(desk.library, QUOTED[language]).findings if each.kind == "quotation"]
    assert [each.verdict for each in found] == ["exact"]


@pytest.mark.parametrize(("language", "draft"), SOMEBODY_ELSES)
def test_words_given_to_somebody_else_are_misattributed(desk: Pressmark, language: str, draft: str) -> None:
    (found,) = [each for each in check_draft(desk.library, draft).findings if each.kind == "quotation"]
    assert (found.verdict, found.places[0].file) == ("misattributed", f"{language}.md"), found


@pytest.mark.parametrize(("language", "draft"), THEIR_OWN)
def test_words_of_whoever_says_them_stay_exact_however_that_is_told(desk: Pressmark, language: str, draft: str) -> None:
    (found,) = [each for each in check_draft(desk.library, draft).findings if each.kind == "quotation"]
    assert (found.verdict, found.places[0].file) == ("exact", f"{language}.md"), found


def test_what_is_given_to_another_paper_is_misattributed(desk: Pressmark) -> None:
    (found,) = claims(desk, "Laut El Faro hat die Fähre nach Kaltensee im März 2018 rund 41.000 Fahrgäste befördert.")
    assert found.verdict == "misattributed"
    (found,) = claims(desk, "Según El Faro, la biblioteca de Valdeluna abrió el 2 de septiembre con 85.000 libros.")
    assert found.verdict == "borne-out"
