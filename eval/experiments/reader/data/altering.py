"""Questions changed for training: made false, everyday ones, typed as keywords."""

import random
import re
from collections.abc import Sequence
from typing import Final

from eval.experiments.reader.data.sources import Asked, Story
from index.language.calendar import MONTHS, WEEKDAYS

_YEAR: Final = re.compile(r"\b(1[89]|20)\d\d\b")
_NUMBER: Final = re.compile(r"\b\d{1,3}(?:[.,]\d+)?\b")
_NAME: Final = re.compile(
    r"(?<![.?!]\s)(?<!^)\b[A-ZÀ-Þ][\w'’-]+(?: (?:&|of|de|van|[A-ZÀ-Þ][\w'’-]+))*(?<! of)(?<! &)(?<! de)(?<! van)"
)
_MONTHS: Final = tuple(map(str.capitalize, MONTHS))
_DAYS: Final = tuple(map(str.capitalize, WEEKDAYS))
_EVERYDAY: Final = (
    "What is the weather in {name}?", "What will the weather be like in {name} tomorrow?", "How old is {name}?",
    "What is the population of {name}?", "Who is {name}'s wife?", "What is the capital of {country}?",
    "Is {country} a member of the EU?", "What time is it in {name}?", "How far is {name} from London?",
    "Where was {name} born?", "Is {name} married?", "How tall is {name}?", "What is the best restaurant in {name}?",
    "How do I get to {name}?", "What does {name} mean?", "Who won the World Cup in {year}?",
    "What is the phone number of {name}?", "What is {name}'s favourite food?", "how many children does {name} have",
    "Did {name} leave {country}?", "Who is the president of {country}?", "When was {name} founded?",
    "What is the currency of {country}?", "who won the presidential election {year} in {country}",
    "What language is spoken in {name}?", "Is it safe to travel to {name}?", "Can you recommend a hotel in {name}?",
    "Did {name} win the Nobel Prize?", "What is the exchange rate of the dollar?", "What is {name}'s salary?",
)  # fmt: skip
_COUNTRIES: Final = (
    "Turkey", "France", "Germany", "Norway", "Ukraine", "Japan", "Brazil", "India", "China", "Canada", "Spain", "Italy",
    "Egypt", "Russia", "Poland", "Sweden", "the United Kingdom", "Mexico", "Kenya", "Australia",
)  # fmt: skip
_SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to for from by with and or is are was were be been did do does has have had how "
        "what when where which who whom whose why that this it its his her their there as than into about will would "
        "can could",
    )
)
_TOLD_BY: Final = ("How old", "Where was", "children", "married", "wife", "founded", "born", "salary", "tall")


def altered(asked: Asked, story: Story, stories: Sequence[Story], rng: random.Random) -> str | None:
    """Return the question made false by another year, number or name, or `None` where there is nothing to swap."""
    ways = [_other_year, _other_number, _other_name]
    rng.shuffle(ways)
    for way in ways:
        changed = way(asked.text, story, stories, rng)
        if changed and changed != asked.text:
            return changed
    return None


def everyday(story: Story, rng: random.Random) -> str | None:
    """Return an everyday question that shares a name with the story, or `None` if the story might tell."""
    document = rng.choice(story.documents)
    names = [found[0] for found in _NAME.finditer(" ".join(document.sentences))]
    if not names:
        return None
    form = rng.choice(_EVERYDAY)
    name = rng.choice(names)
    country = rng.choice(_COUNTRIES)
    text = " ".join(sentence for each in story.documents for sentence in each.sentences)
    if any(mark in form for mark in _TOLD_BY) and (len(name.split()) < 2 or text.count(name.split()[-1]) > 2):
        return None
    if "{country}" in form and country.split()[-1] in text:
        return None
    if "population" in form and re.search(r"inhabitants|population|people|residents", text):
        return None
    return form.format(name=name, country=country, year=rng.randrange(1994, 2024))


def typed_as_keywords(text: str, rng: random.Random) -> str:
    """Return the question as people type it: without its small words, or only its marks and capitals."""
    plain = text.rstrip("?.! ")
    if rng.random() < 0.4:
        return plain.lower() if rng.random() < 0.7 else plain
    kept = [word for word in plain.split() if word.lower().strip(",'’") not in _SMALL]
    if len(kept) < 2:
        return plain
    return " ".join(kept).lower() if rng.random() < 0.6 else " ".join(kept)


def _other_year(text: str, story: Story, stories: Sequence[Story], rng: random.Random) -> str | None:
    found = _YEAR.search(text)
    if found:
        year = int(found[0])
        return text.replace(found[0], str(year + rng.choice((-10, -4, -3, -2, -1, 1, 2, 3, 4, 10))))
    for names in (_MONTHS, _DAYS):
        for name in names:
            if re.search(rf"\b{name}\b", text) and name != "May":
                return text.replace(name, rng.choice([each for each in names if each != name]))
    return None


def _other_number(text: str, story: Story, stories: Sequence[Story], rng: random.Random) -> str | None:
    found = _NUMBER.search(text)
    if not found or not found[0].isdigit():
        return None
    value = int(found[0])
    other = max(2, value + rng.choice((-3, -2, -1, 1, 2, 3, 5)) * max(1, value // 12))
    return text[: found.start()] + str(other) + text[found.end() :]


def _other_name(text: str, story: Story, stories: Sequence[Story], rng: random.Random) -> str | None:
    found = [each for each in _NAME.finditer(text) if each[0] not in _MONTHS + _DAYS and len(each[0]) > 2]
    if not found:
        return None
    name = rng.choice(found)
    other = rng.choice(stories)
    if other.name == story.name:
        return None
    asked = rng.choice(other.asked).text
    names = [each[0] for each in _NAME.finditer(asked) if len(each[0].split()) == len(name[0].split())]
    told = " ".join(sentence for each in story.documents for sentence in each.sentences)
    names = [each for each in names if each not in told and each not in _MONTHS + _DAYS]
    if not names:
        return None
    return text[: name.start()] + rng.choice(names) + text[name.end() :]
