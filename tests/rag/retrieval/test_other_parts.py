"""What answers another question of the same message is no evidence for this one."""

from rag.retrieval.other_parts import without_other_parts
from tests.rag.builders import asked, evidence, passage

VELM = evidence(passage("The ferry of Velm is slow.", "Its captain is Ada Rohn.", file="velm.txt"), 1, 1.0)
SKARN = evidence(passage("The ferry of Skarn is new.", "Its captain is Otto Lind.", file="skarn.txt"), 1, 0.9)
BOTH = evidence(passage("Velm and Skarn share a harbour.", "Its master is Vera Holm.", file="both.txt"), 1, 0.8)
NEITHER = evidence(passage("The captains met on Monday.", file="neither.txt"), 0, 0.7)


def files(question: str, *others: str) -> list[str]:
    found = without_other_parts([VELM, SKARN, BOTH, NEITHER], asked(question), others)
    return [each.candidate.passage.article.file for each in found]


def test_a_passage_about_what_only_another_question_names_is_left_out() -> None:
    skarn = "Who is the captain of Skarn?"
    assert files("Who is the captain of Velm?", skarn) == ["velm.txt", "both.txt", "neither.txt"]
    assert files(skarn, "Who is the captain of Velm?") == ["skarn.txt", "both.txt", "neither.txt"]


def test_questions_of_one_name_or_none_leave_out_nothing() -> None:
    everything = ["velm.txt", "skarn.txt", "both.txt", "neither.txt"]
    assert files("Who is the captain of Velm?") == everything
    assert files("Who is the captain?", "When did Skarn get its ferry?") == everything
    assert files("Who is the captain of Velm?", "How slow is the ferry of Velm?") == everything


def test_where_nothing_else_was_found_all_of_it_stays() -> None:
    tarn, velm = "Who is the captain of Tarn?", "Who is the captain of Velm?"
    assert without_other_parts([VELM], asked(tarn), [velm]) == [VELM]
