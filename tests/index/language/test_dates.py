import pytest

from index.language.dates import date_in_name, find_date
from index.metadata.finder import find_metadata

BODY = """The bridge over the Alder was opened on Wednesday, two years later than planned.

Officials expect some four thousand cars a day, most of them on their way to the harbour. Nobody fell in.
"""


def read(text: str, file: str = "a1b2c3.txt") -> str | None:
    found = find_metadata(text, file).published
    return found.value if found else None


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("May 1, 2019", "2019-05-01"),
        ("Published: 1 May 2019 at 10:30 am", "2019-05-01"),
        ("Posted on Wednesday, 1st May 2019 | 3 min read", "2019-05-01"),
        ("By Ann Alder | 2019-05-01", "2019-05-01"),
        ("2019-05-01T10:30:00Z", "2019-05-01"),
        ("ALDERTON, May 1, 2019", "2019-05-01"),
        ("1 Mayıs 2019", "2019-05-01"),
        ("1 мая 2019", "2019-05-01"),
        ("2019年5月1日", "2019-05-01"),
        ("31/05/2019", "2019-05-31"),
        ("Updated: May 3, 2019\n\nPublished: May 1, 2019", "2019-05-01"),
        ("Updated: May 3, 2019", "2019-05-03"),
        ("03/04/2019", None),
        ("May 2019", None),
        ("30 February 2019", None),
        ("yesterday", None),
        ("Born May 1, 2019", None),
        ("The bridge stood on May 1, 2019", None),
        ("## The flood of May 1, 2019", None),
    ],
)
def test_a_complete_date_in_a_line_of_its_own_is_the_date(line: str, iso: str | None) -> None:
    assert read(f"A bridge at last\n\n{line}\n\n{BODY}") == iso


@pytest.mark.parametrize(
    ("opening", "iso"),
    [
        (" date 2019-05-01 OPINION: The bridge stands at last, and it stands well.", "2019-05-01"),
        ("ALDERTON, May 1, 2019 (Alder News) – The bridge stands at last.", "2019-05-01"),
        ("On May 1, 2019 the bridge was opened by the mayor.", None),
        ("May 1, 2019 was the day on which the bridge opened.", None),
    ],
)
def test_the_first_paragraph_dates_the_article_only_by_a_label_or_an_agency(opening: str, iso: str | None) -> None:
    assert read(f"{opening}\n\n{BODY}") == iso


@pytest.mark.parametrize(
    ("file", "iso"),
    [
        ("2019/05/01/bridge.txt", "2019-05-01"),
        ("20190501-bridge.txt", "2019-05-01"),
        ("001_2019_05_01.txt", "2019-05-01"),
        ("2019-13-01.txt", None),
        ("001_f298a4192199dc06.txt", None),
        ("bridge-2019.txt", None),
    ],
)
def test_a_date_in_the_file_name_is_the_last_resort(file: str, iso: str | None) -> None:
    assert date_in_name(file) == iso
    assert read(BODY, file) == iso
    assert read("Bridge\n\nMay 9, 2018\n\n" + BODY, file) == "2018-05-09"


def test_a_date_says_where_it_stands() -> None:
    found = find_date("Posted on 12 March 2017, late")
    assert found is not None
    assert (found.iso, found.span.of("Posted on 12 March 2017, late")) == ("2017-03-12", "12 March 2017")
