"""The first five minutes: whatever a newcomer types over the sample articles gets a sensible answer."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.sets import SAMPLE
from tests.ui.door import Run, run_program

TOWNS = {
    "velm.txt": "The port of Velm\n\nIn 2022 the port of Velm handled 410,000 tonnes of cargo. The harbour master of "
    "Velm is Lena Voss, who studied law in Leuven. The deputy of Lena Voss is Olaf Tern.\n",
    "harrow.txt": "The port of Harrow\n\nIn 2022 the port of Harrow handled 388,000 tonnes of cargo, most of it "
    "grain.\n",
    "tern.txt": "Olaf Tern\n\nOlaf Tern was born in Dalby in 1979. He studied chemistry in Graz.\n",
}


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two towns with an article each, and of a deputy; tests only read it."""
    base = tmp_path_factory.mktemp("towns")
    (base / "articles").mkdir()
    for name, text in TOWNS.items():
        (base / "articles" / name).write_text(text, encoding="utf-8")
    assert run_program("index", "articles", cwd=base).code == 0
    return base / "library"


@pytest.mark.parametrize("message", ["hello", "hi there", "thanks", "What can you do?", "who are you", "bye", "ok"])
def test_small_talk_is_answered_without_a_quote(newcomer: Run, message: str) -> None:
    answer: dict[str, Any] = newcomer("ask", message, "--json").json()
    assert (answer["answered"], answer["mode"], answer["citations"]) == (True, "chat", [])
    assert "10 articles" in answer["answer"]
    assert len(answer["suggestions"]) == 3
    assert all(f"- {question}" in answer["answer"] for question in answer["suggestions"])


def test_what_small_talk_offers_is_answered(newcomer: Run) -> None:
    for question in newcomer("ask", "help", "--json").json()["suggestions"]:
        answer = newcomer("ask", question, "--json").json()
        assert answer["answered"], question
        assert answer["citations"], question


def check_exact(answer: dict[str, Any]) -> None:
    """Assert that every quote stands where it says, and within what an overview may take."""
    assert answer["answered"]
    for citation in answer["citations"]:
        text = (SAMPLE / citation["file"]).read_bytes().decode()
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['marker']}]" in answer["answer"]
    assert len(answer["answer"].split()) <= 250


@pytest.mark.parametrize("question", ["What is this about?", "Summarize the articles", "what's new"])
def test_the_library_is_told_by_topic_with_a_quote_an_article(newcomer: Run, question: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert answer["answer"].startswith("10 articles, by topic:")
    assert len({each["file"] for each in answer["citations"]}) >= 5


def test_every_topic_has_a_sentence_with_its_marker(newcomer: Run) -> None:
    answer = newcomer("ask", "What is this about?", "--json").json()
    blocks = answer["answer"].split("\n\n**")[1:]
    topics = answer["overview"]["topics"]
    assert len(topics) >= 4
    for topic, block in zip(topics, blocks, strict=True):
        assert topic["markers"], topic
        assert all(f"[{marker}]" in block for marker in topic["markers"])


def test_the_people_are_listed_each_with_a_quote(newcomer: Run) -> None:
    answer = newcomer("ask", "List all the people mentioned", "--json").json()
    check_exact(answer)
    assert "**Vladimir Putin**" in answer["answer"]
    assert "more people" in answer["answer"]


def test_the_countries_are_listed_each_with_a_quote(newcomer: Run) -> None:
    answer = newcomer("ask", "Which countries are mentioned?", "--json").json()
    check_exact(answer)
    named = " ".join(line.split("**")[1] for line in answer["answer"].splitlines() if line.startswith("- "))
    assert {"Turkey", "Russia", "Syria"} <= set(named.replace(",", "").split())


def test_who_wrote_the_articles_is_read_from_their_cards(newcomer: Run) -> None:
    answer = newcomer("ask", "who wrote these articles?", "--json").json()
    assert answer["answer"].count("was written by") >= 3
    assert all(each["author"] for each in answer["citations"])


def test_reports_are_nobody_whose_word_a_value_is(newcomer: Run) -> None:
    answer = newcomer("ask", "How many people died in the coup?", "--json").json()
    speakers = {each["value"]: each["speaker"] for each in answer["differences"][0]["values"]}
    assert speakers["251 people"] == "the Turkish government"
    assert speakers["265 dead"] is None


@pytest.mark.parametrize("question", ["show me articles about energy", "articles on energy"])
def test_articles_on_a_topic_are_listed_and_no_links_to_others(newcomer: Run, question: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert answer["answer"].startswith("Mentioned in: ")
    assert not any("](#)" in each["quote"] for each in answer["citations"])


@pytest.mark.parametrize(("question", "words"), [
    ("Who is Fikri Isik?", "Turkey's defence minister, Fikri Isik"),
    ("who is Semih Idiz", "the Turkish columnist Semih Idiz"),
    ("Wer ist Dmitry Peskov?", "Putin's spokesman, Dmitry Peskov"),
    ("who is putin", "the Russian president, Vladimir Putin"),
])  # fmt: skip
def test_who_somebody_is_stands_beside_their_name(newcomer: Run, question: str, words: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert f"**{words}**" in answer["answer"]
    assert answer["differences"] == []


def test_whom_no_article_introduces_is_not_made_somebody(newcomer: Run) -> None:
    for question in ("Who is Angela Merkel?", "Who is Leo Adams?"):
        assert newcomer("ask", question, "--json").json()["answered"] is False


def test_an_overview_leads_on_to_people_who_are_introduced(newcomer: Run) -> None:
    people = newcomer("ask", "What is this about?", "--json").json()["overview"]["people"]
    assert people
    for lead in people:
        assert newcomer("ask", lead["question"], "--json").json()["answered"], lead["question"]


def test_a_summary_of_nothing_names_only_what_is_missing(newcomer: Run) -> None:
    answer = newcomer("ask", "summarise the article about Portugal", "--json").json()
    assert answer["refusal"]["unsupported"] == ["Portugal"]


def test_an_article_is_summed_up_in_its_own_order(newcomer: Run) -> None:
    answer = newcomer("ask", "Summarise the article about TurkStream", "--json").json()
    check_exact(answer)
    starts = [each["start"] for each in answer["citations"]]
    assert {each["file"] for each in answer["citations"]} == {"102-turkstream-opens.md"}
    assert starts == sorted(starts)


def test_a_matter_that_no_article_speaks_of_is_refused(newcomer: Run) -> None:
    assert newcomer("ask", "What do the papers say about unicorns?", "--json").json()["answered"] is False


def test_a_comparison_of_what_the_articles_say_quotes_several_of_them(newcomer: Run) -> None:
    answer = newcomer("ask", "Compare what the articles say about the S-400 deal", "--json").json()
    check_exact(answer)
    assert len({each["file"] for each in answer["citations"]}) >= 2


def test_what_came_first_is_answered_with_both_dates(newcomer: Run) -> None:
    question = "What happened first, the opening of TurkStream or the World Energy Congress in Istanbul?"
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert {each["file"] for each in answer["citations"]} >= {"102-turkstream-opens.md"}
    assert len(answer["citations"]) >= 2


def test_two_towns_with_an_article_each_are_compared(towns: Path, run: Run) -> None:
    question = "Which port handled more cargo in 2022, Velm or Harrow?"
    answer = run("ask", question, "--json", "--library", str(towns)).json()
    assert answer["answer"].startswith("Velm: **410,000 tonnes** [1]; Harrow: **388,000 tonnes** [2].")
    assert [each["file"] for each in answer["citations"]] == ["velm.txt", "harrow.txt"]


@pytest.mark.parametrize("asked", ["Who is the deputy of Lena Voss?", "Who is Lena Voss’s deputy?"])
def test_the_deputy_who_was_named_studied_what_he_studied(towns: Path, run: Run, asked: str) -> None:
    told = run("ask", asked, "--json", "--library", str(towns)).json()["answer"]
    history = [{"role": "user", "content": asked}, {"role": "assistant", "content": told}]
    line = json.dumps({"id": "q", "question": "What did he study?", "history": history})
    Path("questions.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run("batch", "questions.jsonl", "--output", "answers.jsonl", "--library", str(towns)).code == 0
    answer = json.loads(Path("answers.jsonl").read_text(encoding="utf-8"))
    assert answer["standalone_question"] == "What did Olaf Tern study?"
    assert "chemistry in Graz" in answer["citations"][0]["quote"]


def test_an_overview_leads_on_to_questions_that_are_answered(newcomer: Run) -> None:
    overview = newcomer("ask", "What is this about?", "--json").json()["overview"]
    assert len(overview["topics"]) == 5
    assert all(each["published"] for each in overview["days"])
    for lead in (overview["topics"][0], overview["topics"][-1], overview["people"][0], overview["days"][0]):
        assert newcomer("ask", lead["question"], "--json").json()["citations"], lead["question"]


def test_the_library_is_told_in_a_conversation_too(towns: Path, run: Run) -> None:
    history = [{"role": "user", "content": "Who is Olaf Tern?"}, {"role": "assistant", "content": "A deputy. [1]"}]
    line = json.dumps({"id": "q", "question": "What is this about?", "history": history})
    Path("questions.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run("batch", "questions.jsonl", "--output", "answers.jsonl", "--library", str(towns)).code == 0
    answer = json.loads(Path("answers.jsonl").read_text(encoding="utf-8"))
    assert answer["answer"].startswith("3 articles, by topic:")


def test_a_misspelt_name_is_answered_for_the_one_that_is_meant_and_it_is_said(newcomer: Run) -> None:
    answer = newcomer("ask", "What did Erdgoan say about the S-400?", "--json").json()
    check_exact(answer)
    assert answer["corrections"] == [{"typed": "Erdgoan", "meant": "Erdogan"}]
    assert answer["answer"].startswith("No article has “Erdgoan”; this is the answer for “Erdogan”.")
    assert "No article has “Erdgoan”" in newcomer("ask", "What did Erdgoan say about the S-400?").stdout
    plain = newcomer("ask", "What did Erdogan say about the S-400?", "--json").json()
    assert plain["corrections"] == []
    assert [each["quote"] for each in plain["citations"]] == [each["quote"] for each in answer["citations"]]


@pytest.mark.parametrize(
    "question", ["why?", "who is he", "When did it happen?", "How old is she?", "it", "Who said that?"]
)
def test_what_nothing_explains_is_asked_back(newcomer: Run, question: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    assert (answer["mode"], answer["citations"]) == ("chat", [])
    assert answer["answer"].startswith("I don't know yet what or whom you mean")
    assert len(answer["suggestions"]) == 3


@pytest.mark.parametrize("question", ["Give me a list of the articles", "list the articles", "Show me all articles"])
def test_the_articles_are_listed(newcomer: Run, question: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    assert answer["answered"]
    assert "Valves open on TurkStream" in answer["answer"]
    assert "Drones, gas and Kazakhstan" in answer["answer"]


def test_the_articles_on_a_matter_are_told(newcomer: Run) -> None:
    answer = newcomer("ask", "How many articles are there about TurkStream?", "--json").json()
    check_exact(answer)
    assert "102-turkstream-opens.md" in {each["file"] for each in answer["citations"]}


@pytest.mark.parametrize("question", ["summary please", "Please give me an overview, please."])
def test_a_polite_newcomer_gets_the_overview_too(newcomer: Run, question: str) -> None:
    assert newcomer("ask", question, "--json").json()["answer"].startswith("10 articles, by topic:")


def test_an_overview_of_a_matter_quotes_what_speaks_of_it(newcomer: Run) -> None:
    answer = newcomer("ask", "what do you know about TurkStream", "--json").json()
    check_exact(answer)
    assert all("pipeline" in each["quote"] or "TurkStream" in each["quote"] or "gas" in each["quote"]
               for each in answer["citations"])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is the president of Russia?", "Vladimir Putin"),
        ("Who is Putin's spokesman?", "Dmitry Peskov"),
        ("Who is Bulgaria's prime minister?", "Boyko Borissov"),
        ("Who is the prime minister of Turkey?", "Prime Minister Binali Yıldırım told"),
        ("What is Rosoboronexport?", "the Russian state agency for arms exports"),
        ("Give me quotes by Erdogan", "not reluctant about the second batch"),
    ],
)
def test_who_and_what_somebody_or_something_is_and_says(newcomer: Run, question: str, told: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert told in answer["citations"][0]["quote"]
    assert not answer["differences"]


def test_who_holds_another_countrys_office_is_no_answer(newcomer: Run) -> None:
    assert not newcomer("ask", "Who is the US president?", "--json").json()["answered"]


@pytest.mark.parametrize(
    ("question", "days", "told"),
    [
        ("timeline of TurkStream", ["2014-12", "2020-01-08"], "- 8 January 2020: With a turn of a symbolic valve"),
        ("Give me a chronology of the coup attempt", ["2016", "2016-07-15", "2021-07-15"], "251 people were killed"),
        ("Chronologie von TurkStream", ["2014-12", "2020-01-08"], "- 8. Januar 2020: With a turn of a symbolic valve"),
    ],
)
def test_what_happened_when_is_told_in_order_of_time(newcomer: Run, question: str, days: list[str], told: str) -> None:
    answer = newcomer("ask", question, "--json").json()
    check_exact(answer)
    assert [each["when"] for each in answer["overview"]["events"]] == days
    assert [each["marker"] for each in answer["overview"]["events"]] == [each["marker"] for each in answer["citations"]]
    assert told in newcomer("ask", question).stdout


def test_the_course_of_all_articles_runs_through_the_years(newcomer: Run) -> None:
    days = [each["when"] for each in newcomer("ask", "timeline", "--json").json()["overview"]["events"]]
    assert len(days) >= 8
    assert days == sorted(days)
    assert days[0] == "1924"


def test_a_matter_with_too_few_dates_is_told_as_an_overview(newcomer: Run) -> None:
    answer = newcomer("ask", "chronology of the Akkuyu plant", "--json").json()
    check_exact(answer)
    assert not answer["overview"]["events"]


def test_what_the_articles_know_nothing_of_has_no_course(newcomer: Run) -> None:
    assert not newcomer("ask", "timeline of the Brexit talks", "--json").json()["answered"]
