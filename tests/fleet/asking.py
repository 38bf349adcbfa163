"""People who ask at the same time, each through the balancer, and what became of each of their questions."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from eval.experiments.scale import make_question
from tests.fleet.balancer import NOBODY

LONGEST: Final = 120.0
"""Seconds after which a question counts as never answered."""
LONGEST_SENTENCE: Final = 500
WENT_AWAY: Final = (None, httpx.codes.NOT_FOUND, httpx.codes.BAD_GATEWAY)
"""What comes of a question whose page goes away: nothing, or another page that hasn't heard of it, or the balancer."""
TRIES: Final = 3
"""How often somebody asks again whose page went away: what was being asked is to be asked again."""


@dataclass(slots=True)
class Record:
    """What became of the questions of all people."""

    seconds: list[float] = field(default_factory=list)
    """How long each answer took."""
    outcomes: Counter[str] = field(default_factory=Counter)
    went_away: int = 0
    """How often a page was killed while it was being asked, so that the question was asked again."""
    refusals: Counter[str] = field(default_factory=Counter)
    """The sentences by which questions were refused."""
    faults: list[str] = field(default_factory=list)
    """What should not be: no word at all, words of nobody, the answer to another question."""

    def share(self, percent: int) -> float:
        """Return within how many seconds so many of a hundred answers came."""
        known = sorted(self.seconds)
        return known[min(len(known) - 1, len(known) * percent // 100)] if known else 0.0


class Person:
    """Somebody with a browser of their own, that is its cookies."""

    def __init__(self, address: str, record: Record, seed: int) -> None:
        """Ask at an address."""
        self._address, self._record, self._chosen = address, record, random.Random(seed)
        self._client = httpx.Client(base_url=address, timeout=LONGEST)

    def ask(self, number: int) -> None:
        """Ask about an article, again if the page goes away, and note what came."""
        question, began = make_question(number), time.perf_counter()
        for _ in range(TRIES):
            try:
                status, said = self._call(question)
            except (httpx.RemoteProtocolError, httpx.ReadError):
                status, said = None, ""
            except httpx.HTTPError as error:
                self._record.faults.append(f"no answer: {type(error).__name__}")
                return
            if status not in WENT_AWAY:
                break
            self._record.went_away += 1  # the page was killed meanwhile, which a browser sees at once
        if status != httpx.codes.OK:
            self._refused(status, said)
            return
        self._record.seconds.append(time.perf_counter() - began)
        answer = json.loads(said)
        self._record.outcomes["answered" if answer["answered"] else "not answered"] += 1
        if answer["question"] != question:
            self._record.faults.append(f"asked {question!r}, got {answer['question']!r}")

    def ask_until(self, stopped: Callable[[], bool], articles: int, pause: float) -> None:
        """Ask one question after the other, about any articles."""
        while not stopped():
            self.ask(self._chosen.randrange(articles))
            time.sleep(self._chosen.uniform(0, 2 * pause))
        self._client.close()

    def _call(self, question: str) -> tuple[int, str]:
        """Return the status and the answer, JSON, or the words of a refusal."""
        begun = self._client.post("gradio_api/call/ask", json={"data": [question]})
        if begun.status_code != 200:
            return begun.status_code, begun.text
        heard = self._client.get(f"gradio_api/call/ask/{begun.json()['event_id']}")
        if heard.status_code != 200:
            return heard.status_code, heard.text
        event, _, data = heard.text.rpartition("event: ")[2].partition("\ndata: ")
        told: Any = json.loads(data) if data.strip() else None
        if event.strip() == "complete":
            return 200, json.dumps(told[0])
        if not heard.text or event.strip() != "error":
            raise httpx.RemoteProtocolError("the stream ended without an answer")
        return 500, told if isinstance(told, str) else str((told or {}).get("error", ""))

    def _refused(self, status: int | None, said: str) -> None:
        """Count a refusal; it must be a sentence about the articles, with no traceback in it."""
        self._record.outcomes[f"refused ({status})"] += 1
        sentence = said.strip()
        self._record.refusals[sentence[:120]] += 1
        is_sentence = sentence.endswith(".") and "Traceback" not in sentence and len(sentence) <= LONGEST_SENTENCE
        if not is_sentence or sentence == NOBODY.decode():  # a page lives at every moment
            self._record.faults.append(f"{status}: {sentence[:200]!r}")


def all_ask(address: str, people: int, questions: int, articles: int) -> Record:
    """Let people ask at the same time, each so many questions, one after the other."""
    record = Record()

    def asks(number: int) -> None:
        person = Person(address, record, number)
        for turn in range(questions):
            person.ask((number * questions + turn) % articles)

    threads = [threading.Thread(target=asks, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return record
