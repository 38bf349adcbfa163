import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over
from tests.rag.test_engine import check_exact

PORTS = {
    "velm.txt": "The port of Velm\n\nThe port of Velm was opened in 1931. In 2022 the port of Velm handled 410,000 "
    "tonnes of cargo, most of it timber.\n",
    "harrow.txt": "The port of Harrow\n\nThe port of Harrow was opened in 1904. In 2022 the port of Harrow handled "
    "388,000 tonnes of cargo, most of it grain.\n",
    "bees.txt": "Bees\n\nThe opera house keeps six beehives on its roof. The beekeeper is Tomas Reiter.\n",
}


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> object:
    with opened_over(tmp_path_factory.mktemp("ports"), PORTS) as opened:
        yield opened


def test_the_value_of_each_side_stands_in_front_and_both_are_quoted(ports: Pressmark) -> None:
    answer = ports.ask("Which port handled more cargo in 2022, Velm or Harrow?")
    check_exact(answer, ports)
    assert answer.answer.startswith("Velm: **410,000 tonnes** [1]; Harrow: **388,000 tonnes** [2].")
    assert [each.file for each in answer.citations] == ["velm.txt", "harrow.txt"]
    assert answer.differences == ()


def test_which_came_first_is_told_by_the_dates(ports: Pressmark) -> None:
    answer = ports.ask("Which was opened first, the port of Velm or the port of Harrow?")
    assert "the port of Velm: **1931**" in answer.answer
    assert "the port of Harrow: **1904**" in answer.answer


def test_the_side_that_no_article_speaks_of_is_named(ports: Pressmark) -> None:
    answer = ports.ask("Which port handled more cargo in 2022, Velm or Dalby?")
    assert answer.answered
    assert answer.answer.startswith("The articles say nothing of it for “Dalby”.")
    assert {each.file for each in answer.citations} == {"velm.txt"}


@pytest.mark.parametrize(
    "question",
    [
        "Welcher Hafen schlug 2022 mehr Güter um, Velm oder Harrow?",
        "War der Hafen von Velm oder der Hafen von Harrow größer?",
        "Quel port a traité plus de fret en 2022, Velm ou Harrow ?",
        "Quelle est la différence entre le port de Velm et le port de Harrow ?",
        "¿Qué puerto movió más carga en 2022, Velm o Harrow?",
        "¿Cuál es la diferencia entre el puerto de Velm y el de Harrow?",
        "2022'de Velm mi Harrow mu daha çok yük taşıdı?",
        "Velm limanı ile Harrow limanı arasındaki fark nedir?",
        "Какой порт обработал больше грузов в 2022 году, Velm или Harrow?",
        "В чём разница между портом Velm и портом Harrow?",
        "أي ميناء تعامل مع شحنات أكثر في 2022، Velm أم Harrow؟",
        "ما الفرق بين ميناء Velm وميناء Harrow؟",
    ],
)
def test_both_sides_are_quoted_whatever_language_asks(ports: Pressmark, question: str) -> None:
    answer = ports.ask(question)
    check_exact(answer, ports)
    assert {each.file for each in answer.citations} == {"velm.txt", "harrow.txt"}
    assert "410,000" in answer.answer
    assert "388,000" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Wurde der Hafen von Velm vor oder nach dem Hafen von Harrow eröffnet?",
        "Le port de Velm a-t-il ouvert avant ou après le port de Harrow ?",
        "¿El puerto de Velm se abrió antes o después del puerto de Harrow?",
        "Velm limanı Harrow limanından önce mi sonra mı açıldı?",
        "Порт Velm открылся до или после порта Harrow?",
        "هل افتتح ميناء Velm قبل أم بعد ميناء Harrow؟",
    ],
)
def test_before_or_after_is_told_by_both_dates_in_any_language(ports: Pressmark, question: str) -> None:
    answer = ports.ask(question)
    assert "**1931**" in answer.answer
    assert "**1904**" in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Welcher Hafen schlug mehr Güter um, Velm oder Dalby?", "Dazu sagen die Artikel"),
        ("Quel port a traité plus de fret, Velm ou Dalby ?", "Les articles"),
    ],
)
def test_the_missing_side_is_named_in_the_language_of_the_question(ports: Pressmark, question: str, told: str) -> None:
    answer = ports.ask(question)
    assert answer.answer.startswith(told)
    assert "“Dalby”" in answer.answer
