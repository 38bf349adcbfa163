"""Follow-ups are completed from the conversation; what stands by itself is never touched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.datasets.sets import PACKAGED, read_set
from eval.records import Case
from rag.messages.texts import REFUSAL
from rag.questions.followups.standalone import carried_on, remembered, standalone_question
from rag.records import Turn

CONVERSATIONS = read_set(PACKAGED / "conversations.jsonl").cases


def talk(*said: str) -> list[Turn]:
    """Return a conversation in which user and assistant take turns."""
    return [Turn("assistant" if number % 2 else "user", words) for number, words in enumerate(said)]


BRIDGE = talk("Why did Otto Lind open the harbour bridge?", "**Otto Lind** opened it because the ferry sank. [1]")
MIKHEYEV = talk("Who heads Rosoboronexport?", "**Alexander Mikheyev**, who heads Rosoboronexport, came. [1]")
CHARGES = talk(
    "Who does Turkey blame for the coup attempt?",
    "Turkey blames people loyal to Fethullah Gülen, who lives in exile in the United States. [1]",
    "Will he be sent to Turkey?",
    "The United States has refused to extradite him to Turkey. [1]",
)
STATES = talk("Who proposed the Organization of Turkic States?", "It was proposed by Nazarbayev in 2006. [1]")
CONGRESS = talk("Where was the Energy Congress held in 2010?", "Montreal was host in 2010, Daegu in 2013. [1]")


@pytest.mark.parametrize(
    ("said", "question", "complete"),
    [
        (BRIDGE, "When did he die?", "When did Otto Lind die?"),
        (BRIDGE, "And when did he die?", "When did Otto Lind die?"),
        (BRIDGE, "What was its cost?", "What was the harbour bridge’s cost?"),
        (BRIDGE, "Who sold it to him?", "Who sold the harbour bridge to Otto Lind?"),
        (MIKHEYEV, "What did he announce?", "What did Alexander Mikheyev announce?"),
        (CHARGES, "What does he face there?", "What does Fethullah Gülen face in Turkey?"),
        (STATES, "When was it launched?", "When was the Organization of Turkic States launched?"),
        (STATES, "What happened since then?", "What happened since 2006?"),
        (CONGRESS, "What did the delegates there say?", "What did the delegates in Montreal say?"),
    ],
)
def test_a_pronoun_becomes_what_it_stands_for(said: list[Turn], question: str, complete: str) -> None:
    assert standalone_question(question, said) == complete


@pytest.mark.parametrize(
    ("said", "question", "complete"),
    [
        (CONGRESS, "And in 2013?", "Where was the Energy Congress held in 2013?"),
        (
            talk("What is the U.S. sending to Kyiv?", "Arms. [1]"),
            "What about Germany?",
            "What is Germany sending to Kyiv?",
        ),
        (talk("What is the U.S. sending to Kyiv?", "Arms. [1]"), "And Germany?", "What is Germany sending to Kyiv?"),
        (talk("What did Russia do?", "It closed the strait. [1]"), "and in Libya?", "What did Russia do in Libya?"),
        (talk("Did Turkey join the bloc?", "It did. [1]"), "When?", "When did Turkey join the bloc?"),
        (talk("Did Turkey join the bloc?", "It did. [1]"), "And why?", "Why did Turkey join the bloc?"),
        (talk("Who opened TurkStream?", "Putin did. [1]"), "Who else?", "Who else opened TurkStream?"),
        (talk("Who opened TurkStream?", "Putin did. [1]"), "Where?", "Where did Putin open TurkStream?"),
        (
            talk("Who opened TurkStream?", "Putin did. [1]"),
            "Tell me more",
            "What more is said about opened TurkStream?",
        ),
    ],
)
def test_a_fragment_takes_the_frame_of_the_last_question(said: list[Turn], question: str, complete: str) -> None:
    assert standalone_question(question, said) == complete


RUNS = talk("Who runs Halden Foods?", "Halden Foods has been run by **Mira Stolz** since 2019. [1]")
DAM = talk("When did the Orsk dam break?", "The Orsk dam broke on **4 May 2021**. [1]")
TEAMS = talk("Which teams play in the Nordic Cup?", "**Varg**, **Isbjorn** and **Kettil** play in it. [1]")
TONNES = talk("How many tonnes did Velm handle in 2021?", "Velm handled **410,000 tonnes** in 2021. [1]")
TREATY = talk("Where was the treaty of Ulm signed?", "It was signed in **Lindau**. [1]")
REPORT = talk("Who wrote the report?", "It was written by **Tomas Reed** and **Ida Frey**. [1]")
ELECTION = talk("Who won the 2019 election in Karsk?", "**Petra Lang** won with 54 percent. [1]")
BOUGHT = talk("Which company bought Osprey Air?", "**Nordwind** bought it for 300 million euros. [1]")
HARROW = talk("What is the population of Harrow?", "Harrow has **41,000** inhabitants. [1]")
OFFER = talk("Did the union accept the offer?", "No. The union turned it down on Friday. [1]")
MAYOR = talk("Who is the mayor of Velm?", "**Otto Lind**. [1]")


@pytest.mark.parametrize(
    ("said", "question", "complete"),
    [
        (RUNS, "Since when?", "Since when does Mira Stolz run Halden Foods?"),
        (RUNS, "And her deputy?", "Who is Mira Stolz’s deputy?"),
        (MAYOR, "his party?", "What is Otto Lind’s party?"),
        (MAYOR, "And before him?", "Who is the mayor of Velm before Otto Lind?"),
        (MAYOR, "Since when?", "Since when is Otto Lind the mayor of Velm?"),
        (DAM, "Where is it?", "Where is the Orsk dam?"),
        (DAM, "How many people died?", "How many people died (about Orsk dam break)?"),
        (TEAMS, "Where do they play?", "Where do Varg, Isbjorn and Kettil play?"),
        (TEAMS, "Who coaches the first?", "Who coaches Varg?"),
        (TONNES, "And passengers?", "How many passengers did Velm handle in 2021?"),
        (TONNES, "What about Harrow in 2022?", "How many tonnes did Harrow handle in 2022?"),
        (TREATY, "Who signed it?", "Who signed the treaty of Ulm?"),
        (REPORT, "What do they recommend?", "What do Tomas Reed and Ida Frey recommend?"),
        (ELECTION, "And in 2023?", "Who won the 2023 election in Karsk?"),
        (ELECTION, "Who came second?", "Who came second (about won, 2019 election, Karsk)?"),
        (BOUGHT, "Why did they do that?", "Why did Nordwind buy Osprey Air?"),
        (BOUGHT, "What does the company plan?", "What does Nordwind plan?"),
        (BOUGHT, "Who bought the company car?", "Who bought the company car?"),
        (HARROW, "And of Velm?", "What is the population of Velm?"),
        (HARROW, "Who is the mayor there?", "Who is the mayor in Harrow?"),
        (OFFER, "Why not?", "Why didn’t the union accept the offer?"),
        (OFFER, "What did it demand instead?", "What did the union demand instead?"),
    ],
)
def test_who_and_what_is_meant_is_told_by_what_was_answered_too(said: list[Turn], question: str, complete: str) -> None:
    assert standalone_question(question, said) == complete


@pytest.mark.parametrize("question", ["thanks. How much did the tunnel cost?", "When did Ina Holt die?"])
def test_a_question_about_something_else_is_left_alone(question: str) -> None:
    assert standalone_question(question, MAYOR) == question


def test_a_follow_up_goes_on_from_the_last_exchange_unless_it_names_or_dates_something_else() -> None:
    def goes_on(question: str) -> bool:
        return carried_on(question, standalone_question(question, ELECTION), ELECTION) is not None

    assert goes_on("What did she promise?")
    assert not goes_on("And what did she say to Otto Lind?")
    assert not goes_on("And four years later?")
    assert not goes_on("When was the mill of Orvik sold?")


def test_two_that_were_named_together_are_they() -> None:
    said = talk("What did Putin and Erdogan open?", "They opened a pipeline. [1]")
    assert standalone_question("Why did they meet?", said) == "Why did Putin and Erdogan meet?"


def test_an_item_of_a_list_is_told_by_its_place() -> None:
    said = talk("Which countries does he court?", "He keeps good relations with Iran, Israel and Turkey. [1]")
    assert standalone_question("Why does the second one want that?", said).startswith("Why does Israel want that")
    assert "Turkey" in standalone_question("Where is the last one?", said)
    assert "Iran" in standalone_question("Who rules the former?", said)


def test_a_noun_with_the_means_the_full_name_that_was_spoken_of() -> None:
    said = talk("What is being built?", "They build the Akkuyu nuclear power plant. [1]")
    assert standalone_question("Who owns the plant?", said) == "Who owns the Akkuyu nuclear power plant?"
    assert standalone_question("Who owns the ferry?", said) == "Who owns the ferry?"


def test_what_has_no_name_is_carried_in_brackets() -> None:
    said = talk("What did Peskov say about the Turkish drones?", "That they were dangerous. [1]")
    assert standalone_question("When did he say that?", said) == "When did Peskov say that (about Turkish drones)?"
    assert standalone_question("What does that article say about Kyiv?", said).endswith(
        "(about Peskov, Turkish drones)?"
    )


def test_a_country_is_never_he_and_a_person_never_it() -> None:
    said = talk("What did Turkey tell Mikheyev about the radar?", "Nothing, Mikheyev said. [1]")
    assert standalone_question("How old is he?", said) == "How old is Mikheyev?"
    assert "Mikheyev" not in standalone_question("How large is it?", said)


def test_a_follow_up_of_a_follow_up_goes_back_to_the_name() -> None:
    said = talk("What is TurkStream?", "A pipeline. [1]", "Who opened it?", "Two presidents opened it. [1]")
    assert standalone_question("How long is it?", said) == "How long is TurkStream?"


def test_a_refusal_in_between_leaves_the_topic_as_it_was() -> None:
    refused = [*MIKHEYEV, *talk("How old is he?", f"{REFUSAL} Searched 10 articles; nearest: Anna Holt (a.txt:3).")]
    assert standalone_question("What did he announce?", refused) == "What did Alexander Mikheyev announce?"


def test_a_new_topic_drops_the_old_one() -> None:
    said = [*MIKHEYEV, *talk("How many beehives does the opera house keep?", "Six, Tomas Reiter said. [1]")]
    assert standalone_question("Who paid for it?", said) == "Who paid for the opera house?"
    assert standalone_question("Where does he live?", said) == "Where does Tomas Reiter live?"


@pytest.mark.parametrize("question", ["When was the mill of Orvik sold?", "And when?", ""])
def test_without_a_conversation_a_question_stays_as_it_is(question: str) -> None:
    assert standalone_question(question, []) == question
    assert standalone_question(question, [Turn("assistant", "Hello.")]) == question
    assert standalone_question(question, [Turn("user", "  ")]) == question


@pytest.mark.parametrize(
    "question",
    [
        "When was the mill of Orvik sold?",
        "How many beehives does the opera house keep?",
        "Who said that the paper mill will close?",
        "Is it true that the opera house keeps bees?",
        "How long does it take to cross the strait by ship?",
        "Are there beehives on the opera house?",
        "Who is Anna Holt?",
        "What is septicemia?",
        "Which firm that builds ships is for sale?",
        "Did Ankara say its jets were shot at?",
        "What did the soldiers do with their weapons?",
        "Is the mill one of the oldest in Orvik?",
        "No one knows the owner of the mill: who sold the mill of Orvik?",
        "Akkuyu santrali hangi ilde yapılıyor?",
        "Qui dirige Rosoboronexport ?",
    ],
)
def test_a_question_that_stands_by_itself_is_not_touched(question: str) -> None:
    for said in (BRIDGE, MIKHEYEV, CHARGES, CONGRESS):
        assert standalone_question(question, said) == question


@pytest.mark.parametrize(
    ("question", "carried"),
    [
        ("Onun başında kim var?", "TurkStream"),
        ("А какова его длина?", "TurkStream"),
        ("Wie lang ist sie?", "TurkStream"),
        ("Où est-elle construite ?", "TurkStream"),
        ("¿Y cuándo fue fundada?", "TurkStream"),
        ("ومن يشارك فيها؟", "TurkStream"),
    ],
)
def test_other_languages_carry_the_subject_in_brackets(question: str, carried: str) -> None:
    made = standalone_question(question, talk("What is TurkStream?", "A pipeline. [1]"))
    assert made.startswith(question.rstrip(" ?؟"))
    assert carried in made


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: case.id)
def test_the_packaged_conversations_are_told_apart(case: Case) -> None:
    made = standalone_question(case.question, case.history)
    if case.type == "new-topic":
        assert made == case.question
    elif case.id != "cf-44":  # it says "each line" and no more: nothing shows that it goes on
        assert made != case.question


def test_a_long_question_before_does_not_drown_the_new_one() -> None:
    long = Turn("user", " ".join(f"word{number}" for number in range(300)))
    assert len(standalone_question("What did they say about that?", [long]).split()) < 40


def test_a_long_conversation_is_understood_from_its_end() -> None:
    early = [turn for _ in range(40) for turn in BRIDGE]
    assert standalone_question("What did he announce?", [*early, *MIKHEYEV]) == "What did Alexander Mikheyev announce?"


@given(st.text(max_size=80), st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), st.text(max_size=80))))
def test_any_question_in_any_conversation_gets_a_question(question: str, turns: list[Turn]) -> None:
    made = standalone_question(question, turns)
    assert bool(made.strip()) == bool(question.strip())


@pytest.mark.parametrize(
    "piece", ["it was he ", "Marta Lind ", "the minister of ", "A", "**x** ", "[1] ", "that article "]
)
def test_a_history_of_any_size_costs_little(piece: str) -> None:
    """At most 100 messages of 20,000 characters come from the page: of these, few and short ones are looked at."""
    long = (piece * 20_000)[:20_000]
    history = [Turn(role, long) for _ in range(50) for role in ("user", "assistant")]
    kept = remembered(history)
    assert [(turn.role, len(turn.content)) for turn in kept] == [("user", 2000), ("assistant", 4000)] * 8
    assert kept[-1].content == long[:4000]
    began = time.process_time()
    made = standalone_question("And when did he say it?", kept)
    assert time.process_time() - began < 5
    assert len(made) <= 2000


def test_a_short_conversation_is_remembered_as_it_is() -> None:
    history = [Turn("user", "Who is Marta Lind?"), Turn("assistant", "A minister.")]
    assert remembered(history) == history
