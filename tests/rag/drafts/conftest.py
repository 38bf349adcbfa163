"""A library of four short articles, one of them a correction of another, to check drafts against."""

from collections.abc import Callable, Iterator

import pytest

from rag.drafts.check import check_draft
from rag.drafts.records import Checked
from rag.engine import Pressmark
from tests.conftest import WordEmbedding
from tests.rag.builders import opened_over

HARBOUR = (
    "---\ntitle: The harbour wall\nauthor: Ines Okafor\npublisher: The Quay\npublished: 2019-05-04\n---\n\n"
    "The harbour wall of Port Amery will be closed for 14 months, the mayor, Ruth Halloran, said on Friday.\n\n"
    "“We have not found a cheaper way to repair the oldest wall on this coast,” Halloran said. “The fishermen will be "
    "paid for every day that they cannot sail.”\n\n"
    "Jonas Weidmann, who speaks for the fishermen, called the plan a disgrace. “Nobody asked the crews before the "
    "cranes were ordered in March,” he said. The wall was built in 1887 and has cost the town 3.2 million crowns since "
    "the flood.\n"
)
HIVES = (
    "---\ntitle: Bees above the stage\npublisher: The Roof Post\npublished: 2021-06-30\n---\n\n"
    "The opera house of Kessel keeps twelve hives on its roof. “The bees were calmer than the singers during the whole "
    "of the last season,” the director, Ada Brandt, told visitors.\n\n"
    "In the summer of 2020 the hives gave 300 kilograms of honey, which the beekeeper sells in the foyer.\n"
)

Check = Callable[[str], Checked]


FERRY = (
    "---\ntitle: A year of the ferry\npublisher: The Quay\npublished: 2019-02-01\nlanguage: en\n---\n\n"
    "The ferry to the island carried 41,000 passengers in 2018, more than ever before. Its captain retired in May.\n"
)
CORRECTION = (
    "---\ntitle: A correction\npublisher: The Quay\npublished: 2019-02-09\nlanguage: en\n---\n\n"
    "Correction: the ferry to the island carried 14,000 passengers in 2018, not 41,000.\n"
)
TEXTS = {"harbour.md": HARBOUR, "hives.md": HIVES, "ferry.md": FERRY, "correction.md": CORRECTION}


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    """The articles with made-up vectors: a check doesn't look at them."""
    with opened_over(tmp_path_factory.mktemp("desk"), TEXTS, WordEmbedding()) as opened:
        yield opened


@pytest.fixture
def check(desk: Pressmark) -> Check:
    """Check a draft; every place and every change stands where it says."""

    def checked(text: str) -> Checked:
        found = check_draft(desk.library, text)
        for finding in found.findings:
            assert text[finding.start : finding.end] == finding.text
            for place in finding.places:
                assert TEXTS[place.file][place.start : place.end] == place.quote
            for change in finding.changes:
                assert text[change.start : change.end] == change.draft
                source = TEXTS[finding.places[0].file]
                assert source[change.source_start : change.source_end] == change.source
        return found

    return checked
