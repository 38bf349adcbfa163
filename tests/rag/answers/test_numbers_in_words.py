"""Numbers in words are those in digits; words for about how many contradict none."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over

ARTICLES: Final[Mapping[str, str]] = {
    "march.txt": "The march in Velm\n\nA couple of hundred thousand people came to the march in Velm on 3 May 2024.\n",
    "march2.txt": "The marchers of Velm\n\nOn 3 May 2024 a total of 230,000 people came to the march in Velm.\n",
    "boats.txt": "The storm off Skarn\n\nThe storm off Skarn sank half a dozen boats on 7 June 2024.\n",
    "boats2.txt": "The night of the storm\n\nOn 7 June 2024 the storm off Skarn sank 6 boats.\n",
    "trees.txt": "The fire of Tarn\n\nThe fire of Tarn burned a quarter of a million trees in August 2023.\n",
    "trees2.txt": "After the fire\n\nIn August 2023 the fire of Tarn burned 250,000 trees.\n",
    "books.txt": "The flood of Marl\n\nThe flood of Marl ruined two and a half thousand books in April 2022.\n",
    "books2.txt": "The library of Marl\n\nIn April 2022 the flood of Marl ruined 3,900 books.\n",
    "gaeste.txt": "Das Fest in Hagen\n\nZum Fest der Imker in Hagen kamen am 5. Mai 2024 ein halbes Dutzend Gäste.\n",
    "gaeste2.txt": "Die Gäste der Imker\n\nAm 5. Mai 2024 kamen zum Fest der Imker in Hagen 6 Gäste.\n",
    "kisi.txt": "Velm yürüyüşü\n\nArıcıların Bergama yürüyüşüne 3 Mayıs 2024 günü birkaç bin kişi katıldı.\n",
    "kisi2.txt": "Arıcılar yürüdü\n\n3 Mayıs 2024 günü arıcıların Bergama yürüyüşüne 4.300 kişi katıldı.\n",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("numbers"), ARTICLES) as pressmark:
        yield pressmark


@pytest.mark.parametrize(
    ("question", "differs"),
    [
        ("How many people came to the march in Velm?", False),
        ("How many boats did the storm off Skarn sink?", False),
        ("How many trees did the fire of Tarn burn?", False),
        ("How many books did the flood of Marl ruin?", True),
        ("Wie viele Gäste kamen zum Fest der Imker in Hagen?", False),
        ("Arıcıların Bergama yürüyüşüne kaç kişi katıldı?", False),
    ],
)
def test_only_another_number_is_a_difference(opened: Pressmark, question: str, differs: bool) -> None:
    answer = opened.ask(question)
    assert answer.answered
    assert bool(answer.differences) is differs
