"""Every sentence that the engine itself says: what is not a quote stands here, and its translations in `locale`.

How to say something: `say("searched", language, count=12)` gives the words of that key in the language, or in English
where it isn't spoken. How to add something: a key in `MESSAGES`, and the same key in each `locale/*.toml` (a test
compares keys and blanks); a message that counts has a form for "one" and "other", and what else its language needs.
"""

from collections.abc import Mapping
from typing import Final

from rag.messages.translations import LOCALE, Message, Translations

REFUSAL: Final = "The articles don't answer this question."
"""How every refusal in English begins, whoever writes it."""
MESSAGES: Final[Mapping[str, Message]] = {
    "refusal": REFUSAL,
    "searched": {"one": "Searched {count} article", "other": "Searched {count} articles"},
    "unreadable": {"one": "{count} file could not be read", "other": "{count} files could not be read"},
    "unsupported": "Nothing near it supports {words}.",
    "said": "The nearest that they say: “{quote}” ({place}).",
    "nearest": "Nearest: {places}.",
    "offered": "They do answer: “{question}”",
    "model-silent": "The language model did not answer in time, so these are the articles' own words.",
    "model-unreachable": "The language model could not be reached, so these are the articles' own words.",
    "model-key": "The language model refused the key, so these are the articles' own words.",
    "model-busy": "The language model is overloaded, so these are the articles' own words.",
    "model-broken": "The language model failed, so these are the articles' own words.",
    "model-empty": "The language model wrote nothing, so these are the articles' own words.",
    "model-unsure": "The language model found no answer in the evidence, so these are the articles' own words.",
    "model-unsupported": "Nothing that the language model wrote held up, so these are the articles' own words.",
    "model-demo": "Written by the small demonstration model, which writes poorly; every sentence was checked.",
    "unheard": "Decided without the language model: {why}.",
    "unheard-silent": "it did not answer in time",
    "unheard-unreachable": "it could not be reached",
    "unheard-key": "it refused the key",
    "unheard-busy": "it is overloaded",
    "unheard-broken": "it failed",
    "unheard-empty": "it wrote nothing",
    "unheard-unrecorded": "no answer of it is recorded",
    "unheard-garbled": "what it wrote is no answer in the form asked for",
    "unheard-invented": "no sentence that it was shown says what it named",
    "model-unrecorded": "No words of the language model are recorded for this, so these are the articles' own words.",
    "model-alone": "Only the language model finds this answer; without it, the question would be refused.",
    "model-against": "The language model finds no answer; without it, the question would be answered from {place}.",
    "model-elsewhere": "Without the language model, other sentences would be quoted, first {place}.",
    "model-missing": "What is missing, as the language model sees it: {words}",
    "differ": "The sources differ: {values}.",
    "newest-update": "The newest: {newest}. Before it: {older}.",
    "newest-correction": "Corrected: {newest}. Before it: {older}.",
    "rounded": "The same, more or less exactly: {values}.",
    "denied": "What {claim} says, {denial} denies.",
    "corrected": "What {claim} says, the article itself corrects: {correction}.",
    "mentioned": "Mentioned in: {values}.",
    "copies": "1 origin, {count} articles: {files}.",
    "words-only": "The search by meaning is away, so only words were looked for: what other words say may be missing.",
    "as-of": "As of {newest}; the oldest source is of {oldest}.",
    "according-to": "according to {speaker}",
    "in-opinion": "in an opinion piece",
    "in-headline": "in a headline",
    "catalog-author": "“{title}” was written by {value}",
    "catalog-published": "“{title}” was published on {value}",
    "catalog-publisher": "“{title}” was published by {value}",
    "catalog-no-author": "“{title}” doesn't say who wrote it.",
    "catalog-no-published": "“{title}” doesn't say when it was published.",
    "catalog-no-publisher": "“{title}” doesn't say who published it.",
    "catalog-count": {"one": "{count} article.", "other": "{count} articles."},
    "catalog-more": {"one": "And {count} more.", "other": "And {count} more."},
    "catalog-from-name": "This is taken from the name of the file, {file}, not from its text.",
    "catalog-counted": "Read from the list of the library's articles.",
    "spelled": "No article has “{typed}”; this is the answer for “{meant}”.",
    "part-unanswered": "The articles don't answer “{question}”",
    "compare-missing": "The articles say nothing of it for {side}.",
    "overview-library": {"one": "{count} article, by topic:", "other": "{count} articles, by topic:"},
    "overview-group": {"one": "{title} ({count} article)", "other": "{title} ({count} articles)"},
    "overview-more-groups": {"one": "And {count} more topic.", "other": "And {count} more topics."},
    "overview-ask-topic": "What do the articles say about “{title}”?",
    "overview-ask-article": "Summarise the article “{title}”",
    "overview-ask-person": "Who is {name}?",
    "overview-more-people": {"one": "And {count} more person.", "other": "And {count} more people."},
    "overview-also-named": "Also named: {names}.",
    "chat-greeting": (
        "Hello! I answer questions about the articles of this library, in their own words and with the "
        "place of each quote."
    ),
    "chat-help": (
        "Ask me anything about the articles of this library: I look for the sentences that answer, quote "
        "them word for word, and give the exact place of each. What the articles don't say, I say so."
    ),
    "chat-identity": (
        "I am Pressmark, a program that answers questions about a library of articles in their own "
        "words, with the exact place of each quote."
    ),
    "chat-thanks": "You're welcome.",
    "chat-farewell": "Goodbye!",
    "chat-agreement": "All right. Ask whatever you like about the articles.",
    "chat-unclear": "I don't know yet what or whom you mean: name it, and I look it up in the articles.",
    "chat-holds": {"one": "The library holds {count} article.", "other": "The library holds {count} articles."},
    "chat-dated": "They date from {first} to {last}.",
    "chat-ask": "You could ask:",
    "chat-ask-library": "What are the articles about?",
    "chat-ask-author": "Who wrote the article “{title}”?",
    "chat-ask-published": "When was the article “{title}” published?",
    "chat-ask-publisher": "Which newspaper published the article “{title}”?",
}
"""What the engine says in English. Every other language has the same keys."""
say: Final = Translations(LOCALE, MESSAGES).say
"""Return what the engine says in a language: see `Translations.say`."""
