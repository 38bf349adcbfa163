"""`batch`: a file of questions into a file of answers."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from rag.engine import Pressmark
from rag.messages.texts import REFUSAL
from tests.ui.door import ANSWER_FIELDS, ARTICLES, OFF_TOPIC, Run, run_program

CAPTAIN = "Who is the captain of the ferry Margarethe?"


def lines_of(*questions: object) -> str:
    return "".join(f"{json.dumps(question)}\n" for question in questions)


def answers_in(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_answer_a_line_in_the_order_of_the_questions(run: Run, tmp_path: Path) -> None:
    asked = [{"id": f"q{number}", "question": CAPTAIN if number % 2 else OFF_TOPIC} for number in range(4)]
    (tmp_path / "questions.jsonl").write_text(lines_of(*asked), encoding="utf-8")
    done = run("batch", "questions.jsonl", "--output", "answers.jsonl")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.startswith("4 questions, 2 answered, 2 not, in ")
    answers = answers_in(tmp_path / "answers.jsonl")
    assert [answer["id"] for answer in answers] == ["q0", "q1", "q2", "q3"]
    assert [answer["answered"] for answer in answers] == [False, True, False, True]
    assert all(list(answer) == ["id", *ANSWER_FIELDS] for answer in answers)
    assert answers[0]["answer"].startswith(REFUSAL)
    for citation in answers[1]["citations"]:
        assert ARTICLES[citation["file"]][citation["start"] : citation["end"]] == citation["quote"]


def test_a_question_leans_on_its_history(run: Run) -> None:
    history = [{"role": "user", "content": CAPTAIN}, {"role": "assistant", "content": "Ruth Halloran."}]
    asked = lines_of({"id": 1, "question": "And when was it built?", "history": history})
    answer = json.loads(run("batch", "-", "--output", "-", stdin=asked).stdout)
    assert "Margarethe" in answer["standalone_question"]
    assert answer["question"] == "And when was it built?"
    assert "1931" in answer["answer"]


def test_stdin_and_stdout_need_no_files(run: Run, tmp_path: Path) -> None:
    done = run("batch", "-", "-o", "-", stdin=b"\xef\xbb\xbf" + lines_of({"id": 7, "question": CAPTAIN}).encode())
    assert json.loads(done.stdout)["id"] == 7
    assert list(tmp_path.iterdir()) == []


def test_recorded_answers_of_a_model_give_the_same_bytes_each_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSMARK_LLM_CACHE", str(tmp_path / "recorded"))
    questions = lines_of({"id": 1, "question": CAPTAIN})

    def ask() -> str:
        return run("batch", "-", "--output", "-", "--llm", "recorded", "--quotes", stdin=questions).stdout

    first = ask()
    assert json.loads(first)["reading"]["reason"] == "unrecorded"
    (wanted,) = (tmp_path / "recorded" / "wanted").iterdir()
    assert ask() == first
    reply = {"question": "", "answers": [], "agree": True, "missing": "no captain", "sure": 0.9}
    (tmp_path / "recorded" / wanted.name).write_text(json.dumps({"text": json.dumps(reply)}), encoding="utf-8")
    second = ask()
    assert json.loads(second)["reading"]["missing"] == "no captain"
    assert ask() == second


@pytest.mark.parametrize("given", ["q1", 7, 1.5, True, None])
def test_an_id_comes_back_as_it_was(run: Run, given: object) -> None:
    done = run("batch", "-", "-o", "-", stdin=lines_of({"id": given, "question": " "}))
    assert json.loads(done.stdout)["id"] is given or json.loads(done.stdout)["id"] == given


def test_questions_that_cannot_be_asked_are_answered_with_the_reason(run: Run) -> None:
    asked = lines_of({"question": ""}, {"question": "why " * 10_000}, {"question": CAPTAIN, "unknown": 1})
    done = run("batch", "-", "-o", "-", stdin=f"\n{asked}\n  \n")
    assert done.code == 0
    empty, long, good = map(json.loads, done.stdout.splitlines())
    assert empty["answer"] == "The question is empty: ask something."
    assert "40,000 characters" in long["answer"]
    for answer in (empty, long):
        assert list(answer) == ["id", *ANSWER_FIELDS]
        assert (answer["id"], answer["answered"], answer["confidence"]) == (None, False, 0)
        assert answer["citations"] == answer["retrieved"] == answer["highlights"] == []
        assert answer["timings"] == {"retrieve_ms": 0, "answer_ms": 0, "total_ms": 0}
    assert good["answered"] is True


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "not a line of JSON"),
        ("[1]", "not a JSON object but an array"),
        ("{}", '"question" must be a string, not null or missing'),
        ('{"question": 3}', '"question" must be a string, not a number'),
        ('{"question": "x", "id": {}}', '"id" must be a string or a number, not an object'),
        ('{"question": "x", "id": NaN}', "NaN is no JSON"),
        ('{"question": "x", "history": "y"}', '"history" must be an array, not a string'),
        ('{"question": "x", "history": [true]}', "message 1: must be an object, not a truth value"),
        ('{"question": "x", "history": [{"role": "boss"}]}', '"role" must be "user" or "assistant"'),
        ('{"question": "x", "history": [{"role": "user"}]}', '"content" must be a string'),
        ("[" * 100_000, "not a line of JSON"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_written(run: Run, tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "questions.jsonl").write_text(f'{{"question": "x"}}\n\n{line}\n', encoding="utf-8")
    (tmp_path / "answers.jsonl").write_text("what stood there", encoding="utf-8")
    done = run("batch", "questions.jsonl", "--output", "answers.jsonl")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("questions.jsonl:3: ")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "answers.jsonl").read_text(encoding="utf-8") == "what stood there"


def test_bytes_that_are_not_utf8_are_named(run: Run) -> None:
    done = run("batch", "-", "-o", "-", stdin=b'{"question": "\xff"}\n')
    assert done.code == 2
    assert done.stderr.startswith("standard input:1: not a line of JSON in UTF-8")


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_run_that_is_stopped_leaves_what_stood_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr(Pressmark, "ask", stopped)
    (tmp_path / "answers.jsonl").write_text("what stood there", encoding="utf-8")
    done = run("batch", "-", "--output", "answers.jsonl", stdin=lines_of({"question": CAPTAIN}))
    assert done.code == (130 if isinstance(stop, KeyboardInterrupt) else 1)
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["answers.jsonl"]
    assert (tmp_path / "answers.jsonl").read_text(encoding="utf-8") == "what stood there"


def test_the_answers_never_replace_the_questions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(lines_of({"question": CAPTAIN}), encoding="utf-8")
    done = run("batch", "questions.jsonl", "--output", "./questions.jsonl")
    assert done.code == 2
    assert "would replace the questions" in done.stderr
    assert (tmp_path / "questions.jsonl").read_text(encoding="utf-8") == lines_of({"question": CAPTAIN})


def test_a_link_stays_a_link_and_a_device_is_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").touch()
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert run("batch", "-", "-o", "link.jsonl", stdin=lines_of({"question": ""})).code == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len(answers_in(tmp_path / "real.jsonl")) == 1
    assert run("batch", "-", "-o", os.devnull, stdin=lines_of({"question": ""})).code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("missing.jsonl", "-o", "-"), "missing.jsonl: the questions can't be read (No such file"),
        ((".", "-o", "-"), ".: the questions can't be read (Is a directory"),
        (("-", "-o", "no/such/answers.jsonl"), "no/such/answers.jsonl: the answers can't be written (No such file"),
        (("-", "-o", "."), ".: the answers can't be written (Is a directory"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(run: Run, args: tuple[str, ...], sentence: str) -> None:
    done = run("batch", *args, stdin=lines_of({"question": CAPTAIN}))
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr.startswith(sentence)


def test_no_questions_make_no_answers(run: Run, tmp_path: Path) -> None:
    assert run("batch", "-", "-o", "answers.jsonl", stdin="\n").code == 0
    assert (tmp_path / "answers.jsonl").read_bytes() == b""


def test_a_lone_surrogate_comes_back_as_it_was(run: Run) -> None:
    done = run("batch", "-", "-o", "-", stdin='{"id": "\\ud800", "question": "The captain of the ferry \\udfff?"}')
    assert json.loads(done.stdout)["id"] == "\ud800"
    assert json.loads(done.stdout)["question"].endswith("\udfff?")


def test_the_program_writes_answers_beside_other_messages(library_folder: Path, tmp_path: Path) -> None:
    asked = lines_of({"id": "a", "question": CAPTAIN}).encode()
    done = run_program("batch", "-", "--output", "-", cwd=tmp_path, stdin=asked, PRESSMARK_LIBRARY=str(library_folder))
    assert done.json()["id"] == "a"
    assert done.stderr.startswith("1 question, 1 answered, 0 not, in ")
