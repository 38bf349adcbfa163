"""A rule that is asked for by its number is quoted whole, whatever its paragraphs are called."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over

ARTICLES: Final[Mapping[str, str]] = {
    "bridge.txt": "Statutes of the bridge of Orrin\n\nArt. 5. The warden may fish.\n\nArt. 6. The warden may count the "
    "swans.\n\nArt. 7. The warden may sleep until noon.\n",
    "charte.txt": "Charte de Lormont\n\nArticle 11. Le maire ouvre le marché.\n\nArticle 12. Le maire ferme le pont la "
    "nuit.\n",
    "toll.md": "# The toll of Orlund\n\n**Article 3**\n\n3.1 The toll house opens at six.\n\n3.2 It closes at "
    "nine.\n\n**Article 4**\n\n4.1 A cart pays nine coppers.\n\n4.2 A widow pays nothing.\n\n4.3 A "
    "drover pays two coppers for each ox.\n\n**Article 5**\n\nThe money goes to the poor of the "
    "town.\n",
    "lease.txt": "Lease of the mill of Ekeby\n\nSection 3. Rent\n\n(1) The rent is forty crowns a month. (2) It "
    "is paid on the first day of each month.\n\nSection 4. Repairs\n\n(a) The owner mends the "
    "roof.\n(b) The miller mends the wheel.\n(c) The town mends the road.\n\nSection 5. End\n\nThe "
    "lease ends in May 2031.\n",
    "boote.txt": "Bootsordnung von Hagen\n\n§ 11 Liegeplätze\n\n(1) Jeder Liegeplatz hat eine Nummer. (2) Der "
    "Hafenmeister vergibt sie.\n\n§ 12 Gebühren\n\n(1) Ein Ruderboot zahlt drei Kronen. (2) Ein "
    "Segelboot zahlt neun Kronen. (3) Boote der Feuerwehr zahlen nichts.\n\n§ 13 Strafen\n\nWer "
    "nicht zahlt, verliert seinen Platz.\n",
    "ferry.txt": "Contract for the ferry of Velm\n\nClause 7\n\nThe ferryman rows from dawn to dusk. He rests on "
    "Sundays. In a storm he stays ashore.\n\nClause 8\n\nThe town pays him ninety crowns a year. It "
    "gives him wood and a coat, too.\n\nAnnex II\n\nA goat pays one copper. A horse pays three "
    "coppers. Children cross for nothing.\n",
    "chess.md": "# Rules of the chess club of Skarn\n\n## Chapter 2: Members\n\n### 2(a)\n\nA member pays five "
    "crowns.\n\n### 2(b)\n\nA member under twelve pays nothing.\n\n## Chapter 3: Games\n\nGames "
    "begin at seven. Nobody may smoke.\n",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("rules"), ARTICLES) as pressmark:
        yield pressmark


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("What does Article 4 of the toll of Orlund say?", ["nine coppers", "pays nothing", "each ox"], "the poor"),
        ("What is laid down in Article 3 of the toll of Orlund?", ["opens at six", "closes at nine"], "coppers"),
        ("What does Section 4 of the lease of the mill of Ekeby say?", ["the roof", "the wheel", "the road"], "forty"),
        ("What does Section 4(b) of the lease of the mill of Ekeby say?", ["the wheel"], "forty"),
        ("Was steht in § 12 der Bootsordnung von Hagen?", ["drei", "neun", "nichts"], "Hafenmeister"),
        ("What does clause 7 of the contract for the ferry of Velm say?", ["dawn", "Sundays", "ashore"], "ninety"),
        ("What does annex 2 to the contract for the ferry of Velm provide?", ["goat", "horse", "Children"], "ninety"),
        ("What does paragraph 2(b) of the rules of the chess club of Skarn say?", ["under twelve"], "five crowns"),
        ("What does chapter 3 of the rules of the chess club of Skarn say?", ["at seven", "smoke"], "five crowns"),
    ],
)
def test_a_rule_is_quoted_whole(opened: Pressmark, question: str, told: list[str], other: str) -> None:
    answer = opened.ask(question)
    quotes = [each.quote for each in answer.citations]
    assert all(any(words in quote for quote in quotes) for words in told)
    assert not any(other in quote for quote in quotes)
    assert all(ARTICLES[each.file][each.start : each.end] == each.quote for each in answer.citations)


def test_a_question_about_one_paragraph_is_answered_by_it(opened: Pressmark) -> None:
    answer = opened.ask("What does a widow pay under Article 4 of the toll of Orlund?")
    assert answer.citations[0].quote == "4.2 A widow pays nothing."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What may the warden do under Article 6 of the statutes of the bridge of Orrin?",
            "Art. 6. The warden may count",
        ),
        ("Que fait le maire selon l'article 12 de la charte de Lormont ?", "Article 12. Le maire ferme le pont"),
    ],
)
def test_a_rule_may_be_cut_short(opened: Pressmark, question: str, told: str) -> None:
    assert told in opened.ask(question).citations[0].quote
