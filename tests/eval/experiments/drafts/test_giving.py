"""Who speaks, by the patterns of the experiment: a name and a verb right beside the words."""

from eval.experiments.drafts.giving import is_narrated, persons, spoken_in

TEXT = (
    "The wall of Port Amery was built in 1887 and has cost the town millions since the flood.\n\n"
    "“We have not found a cheaper way to repair it,” said the mayor, and nobody doubted her.\n\n"
    "“Nobody asked the crews before the cranes came,” the seaman Jonas Weidmann said. In the hall sat Ruth Halloran, "
    "who had come from Harbour Street.\n\n"
    "Ada Brandt added: “The bees were calmer than the singers were.”\n"
)


def test_words_are_given_to_the_name_beside_them() -> None:
    assert [(each.words, each.who) for each in spoken_in(TEXT)] == [
        ("Nobody asked the crews before the cranes came", "Jonas Weidmann"),
        ("The bees were calmer than the singers were", "Ada Brandt"),
    ]


def test_other_persons_are_no_places() -> None:
    assert persons(TEXT) == ["Jonas Weidmann", "Ruth Halloran"]
    assert next(spoken_in(TEXT)).others == ["Ruth Halloran"]


def test_narrated_words_have_no_speech_around_them() -> None:
    assert is_narrated("The wall of Port Amery was built in 1887", TEXT)
    assert not is_narrated("In the hall sat Ruth Halloran", TEXT)
