"""Who says a sentence is told as the article names them; what isn't sure is left open."""

import pytest

from rag.language.people.speakers import brings_speaker, speaker_of


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Isik said that the talks go on.", "Isik"),
        ("Putin told Erdoğan by telephone that Kyiv was to blame.", "Putin"),
        ("Turkey's defence minister, Fikri Isik, has told reporters that talks go on.", "Fikri Isik"),
        ("On Tuesday Erdoğan’s spokesperson, Ibrahim Kalın, said the president would visit Kyiv.", "Ibrahim Kalın"),
        ("Prime Minister Binali Yıldırım told journalists that 161 people had died.", "Binali Yıldırım"),
        ("The Washington Post reported that he worries.", "the Washington Post"),
        ("In July the Foreign Ministry in Ankara said that more had died.", "the Foreign Ministry"),
        ("According to the Turkish government, 251 people were killed.", "the Turkish government"),
        ("It cost 265 lives, according to figures that Turkish officials gave on Saturday.", "Turkish officials"),
        ("The sale is near, the Turkish columnist Semih Idiz argued in Al-Monitor.", "Semih Idiz"),
        ("A purchase would be one more step away, the author argued.", "the author"),
        ("His aim, in Adams’s view, is to gain from the crisis.", "Adams"),
        ("To Werbowski the encounter proves that each country gains.", "Werbowski"),
        ('"It is clear that it is needed," the site quoted Isik as saying.', "Isik"),
        ("“The talks will go on,” said Anna Holt.", "Anna Holt"),
    ],
)
def test_the_speaker_is_named_as_in_the_article(sentence: str, speaker: str) -> None:
    assert speaker_of([sentence], 0) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was opened in 1931.",
        "The jet fell at noon, and Ankara said the plane had been warned.",  # only its second half
        "“Ankara said no,” read the banner.",  # in a quotation
        "President Tokayev called in the Collective Security Treaty Organization.",
        "Unlike the large NATO states, Russia and Turkey share a region.",
        "By buying it, they say, he gave Russia a card.",
        "He said so.",  # and nobody knows who
    ],
)
def test_what_is_not_said_by_anybody_sure_has_no_speaker(sentence: str) -> None:
    assert speaker_of([sentence], 0) is None


def test_he_said_is_who_was_named_before() -> None:
    story = ["Putin opened the summit on Friday.", '"We are very much pleased," he said.', "Trade, he added, grows."]
    assert [speaker_of(story, place) for place in range(3)] == [None, "Putin", "Putin"]
    assert speaker_of(["SouthFront said the thaw holds.", "It goes on, it said."], 1) == "SouthFront"


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    story = ["“We know it,” Erdoğan said.", "“We have taken many steps.”", "Rain fell."]
    assert [speaker_of(story, place) for place in range(3)] == ["Erdoğan", "Erdoğan", None]
    open_ended = ["Isik said: “It is clear that it is needed.", "Nobody made an offer.”", "Rain fell."]
    assert [speaker_of(open_ended, place) for place in range(3)] == ["Isik", "Isik", None]


def test_the_half_that_says_who_speaks_is_brought_when_it_is_short() -> None:
    assert brings_speaker(["Isik said:", "“It is clear that it is needed.”"], 1)
    assert not brings_speaker([f"Isik said {'so ' * 40}:", "“It is clear that it is needed.”"], 1)
    assert not brings_speaker(["Isik came.", "The bridge was opened."], 1)
    assert not brings_speaker(["It was opened.", "Isik said so."], 1)
