"""Find who wrote a page: from its structured data and its bylines, neither from comments nor from the site's own name."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from lxml import html

from index.readers.webpage.structured import Structured
from index.readers.webpage.visible import is_comment, plain, squash

_MARKED: Final = re.compile(
    r"(?:^|[\s_-])(?:authors?|autor(?:en|in)?|auteurs?|autore?|byline|by-line|username|contributors?|writers?|verfasser|posted-by|post-?author|entry-?author"
    r"|article-?author|story-?author|author-?name|yazar)(?:[\s_-]+(?:name|names|link|info|vcard|text|url|title))*(?:$|[\s_-])",
    re.IGNORECASE,
)
_INTRO: Final = re.compile(
    r"^(?:(?:written|posted|published|words|text|story|reported|reporting|article|reviewed|recipe|photos?|geschrieben|verfasst|rédigé"
    r"|publié|publicado|escrito|(?:ein |blog ?)?(?:beitrag|artikel|gastbeitrag|kommentar)|eine? \w+) )?(?:by|von|par|por|di|door|af|av|od|przez|от|автор)\b\s*[:：]?\s*"
    r"|^(?:authors?|autor(?:in|en)?|auteurs?|autore|text|verfasser(?:in)?|автор|yazar|yazan|redaktion|foto|posted|editor|eingestellt)\s*[:：]\s*(?:von |by )?",
    re.IGNORECASE,
)
_INNER: Final = re.compile(r"(?<=[\s|])(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+(?=[A-ZÀ-ÞĀ-Ž][^\W\d_]+\s[A-ZÀ-ÞĀ-Ž])")
_ALL_BY: Final = re.compile(
    r"^(?:(?:zeige|view|see|show|voir)\s)?(?:alle|all|mehr|more|the|tous les)?\s?(?:beiträge|artikel|posts?|articles?|stories)\s(?:von|by|of|from|de)\s"
    r"|^(?:eingestellt von|autor(?:in|en)?|authors?|verfasser(?:in)?|auteur)\s+(?=\S)",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"\s*(?:\||•|·|–|—|\(|\[|/\s|\n|@|\s-\s|,\s*(?=\d|updated|published|stand|am\b|on\b)|\b(?:on|am|vom|publié|posté|at|um|in|for|is|posted|published|updated|follow"
    r"|aktualisiert|veröffentlicht|stand|shares?|says|alle artikel|alle beiträge|folgen|mo|di|mi|do|fr|sa|so|(?:mon|tues|wednes|thurs|fri|satur|sun)day|schrieb|schreibt|writes|reports|via|from|zuletzt)\b(?!\.)|\d{1,2}[./:]\d|\d{4}|\d+\s).*$",
    re.IGNORECASE | re.DOTALL,
)
_JOIN: Final = re.compile(
    r"\s*(?:,|;|&|\+|\band\b|\bund\b|\bet\b|\by\b|\bi\b|\bve\b|\be\b(?=\s[A-Z]))\s*", re.IGNORECASE
)
_NOBODY: Final = re.compile(
    r"(?:no author|admin\w*|administrator|super ?user|user|webmaster|wordpress|root|editor|guest|gast|anonym\w*|staff|team|unknown|n/?a|name|author|autor\w*|redaktion|none|null"
    r"|follow|comments?|share|mehr|more|view all.*|all posts.*|alle (?:beiträge|artikel).*|zeige alle.*|posts? by.*|see all.*|profile?|profil|website|contact|kontakt|twitter|facebook|human|home|startseite"
    r"|login|log in|sign in|your name|required|email|e-mail|sv team|benutzername|passwort|password|username|letzte aktualisierung|about the author|über den autor|webredaktion|presse\w*|pressestelle)$",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(
    r"\b(?:gmbh|ag|e\.? ?v|ltd|inc|llc|images?|media|group|verlag|forum|kitchens|account|news|redaktion|agentur|stiftung|institut\w*|verband"
    r"|university|magazin\w*|online|blog|team|pressemitteilung|editorial|artikel|aktualisierung|foto\w*|photo\w*)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w.'’`-]*$")
_LITTLE: Final = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "la",
        "le",
        "da",
        "di",
        "du",
        "dos",
        "das",
        "y",
        "e",
        "zu",
        "bin",
        "ibn",
        "al",
        "el",
        "ter",
        "ten",
        "of",
        "the",
    ]
)
_TITLES: Final = re.compile(
    r"^(?:prof\.?|dr\.?|dipl\.?-?\w*\.?|mag\.?|ing\.?|mr\.?|mrs\.?|ms\.?|herr|frau|m\.|mme)\s+|(?:,\s*|\s+)(?:ph\.?d\.?|m\.?d\.?|m\.?a\.?|msc|jd|rd|rn)\.?$",
    re.IGNORECASE,
)
_MOST: Final = 6
_LONGEST_LINE: Final = 160


def find_authors(tree: html.HtmlElement, structured: Structured, title: str, seen: str, site: str) -> tuple[str, ...]:
    """Return the names of those who wrote a page, none where nothing says so plainly.

    Args:
        tree: the page.
        structured: what it says for programs.
        title: its title, which is nobody's name.
        seen: the words that can be seen, as `visible.plain` gives them.
        site: the host.
    """
    others = {squash(name) for name in (*structured.sites, site, title) if name}

    def fit(names: Sequence[str], *, single: bool) -> tuple[str, ...]:
        return tuple(name for name in names if _is_name(name, single=single) and squash(name) not in others)

    own = [name for each in structured.persons for name in names_in(each)]
    stated = tuple(name for name in fit(own, single=True)) or tuple(
        name for name in own if _is_name(name, single=False)
    )
    meta = [name for key in _META for each in structured.meta.get(key, ()) for name in names_in(each)]
    if stated and (set(stated) <= set(meta) or any(plain(name) in seen for name in stated)):
        more = [name for name in meta if _is_name(name, single=False) and set(stated) < set(meta)]
        return tuple(dict.fromkeys([*stated, *more]))[:_MOST]
    for words, sure in _bylines(tree):
        names = fit([name for each in words for name in names_in(each)], single=sure)
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    named = [
        name
        for name in (*own, *meta)
        if _is_name(name, single=False) and plain(name) in seen and squash(name) not in others
    ]
    if not named:
        owners = (name for each in (*structured.sites, *meta) for name in names_in(each))
        named = [
            name
            for name in owners
            if _is_name(name, single=False) and squash(name) == squash(site) and len(name.split()) == 2
        ]
    return tuple(dict.fromkeys(named))[:_MOST]


_META: Final = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "og:author",
)


def names_in(words: str) -> list[str]:
    """Return the names in a byline, without what introduces them and what stands behind."""
    words = " ".join(words.split()).strip(" |:,-–—·•*")
    if words.startswith(("http", "@", "www.")):
        return []
    bare = _ALL_BY.sub("", _INTRO.sub("", words))
    inner = _INNER.search(bare)
    bare = bare[inner.end() :] if inner else bare
    bare = _END.sub("", bare).strip(" |:,-–—·•*")
    names = [_TITLES.sub("", part.strip()).strip(" ,.|-–:'") for part in _JOIN.split(bare)]
    return list(dict.fromkeys(name for name in names if name))


def _is_name(name: str, *, single: bool) -> bool:
    """Return True if words may be somebody's name; `single` says that one word is enough."""
    parts = name.split()
    if not 1 <= len(parts) <= 5 or len(name) > 50 or len(name) < 2 or _NOBODY.fullmatch(name):
        return False
    if len(parts) == 1:
        return single and not name.isdigit()
    large = [part for part in parts if part.lower() not in _LITTLE]
    if _COMPANY.search(name):
        return False
    return len(large) > 1 and all(_WORD.match(part) and not part[0].islower() for part in large)


def _bylines(tree: html.HtmlElement) -> Iterator[tuple[list[str], bool]]:
    """Yield the words of what is marked as a byline, the surest marks first, each with whether it is sure."""
    marked = [element for element in tree.iter() if element.get("itemprop") == "author" and not is_comment(element)]
    named = [element.xpath('.//*[@itemprop="name"]') or [element] for element in marked]
    for group in named[:3]:
        yield [_words(each) for other in named if _near(other[0], group[0]) for each in other], True
    related = [element for element in tree.iter() if "author" in (element.get("rel") or "").split()]
    related = [element for element in related if element.tag != "link" and not is_comment(element)]
    for element in related[:3]:
        yield [_words(each) for each in related if _near(each, element)], True
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {
            "script",
            "style",
            "body",
            "html",
            "article",
            "main",
            "img",
            "input",
        }:
            continue
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "byline" or (_MARKED.search(label) and not is_comment(element)):
            words = _words(element)
            if 1 <= len(words.split()) <= 25:
                yield [words], _is_link(element) or "vcard" in label or "username" in label
    for element in tree.iter(
        "p", "span", "div", "em", "strong", "b", "i", "h3", "h4", "h5", "td", "li", "small", "time"
    ):
        words = _words(element) if len(element) <= 4 else ""
        if 6 < len(words) <= 90 and _BY.match(words) and not is_comment(element):
            yield [words], False
    links = (element for element in tree.iter("a") if _PROFILE.search(element.get("href") or ""))
    for element in links:
        if 1 < len(_words(element).split()) <= 4 and not is_comment(element):
            yield [_words(element)], False


_PROFILE: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|people|profiles?|profil|staff|newsteam|team|contributors?|journalists?|periodista|reporter)/",
    re.IGNORECASE,
)


def _near(one: html.HtmlElement, other: html.HtmlElement) -> bool:
    """Return True if two elements stand in one line or list."""
    return one is other or bool(set(islice(one.iterancestors(), 3)) & set(islice(other.iterancestors(), 3)) - {None})


def _words(element: html.HtmlElement) -> str:
    return " ".join((element.get("content") or " ".join(element.itertext())).split())[:_LONGEST_LINE]


_BY: Final = re.compile(
    r"(?i:(?:text|words|written|posted|story|report|ein(?:e \w+)?)?\s?(?:by|von|par|por|di)|text|autor(?:in|en)?|authors?"
    r"|(?:ein )?(?:blog ?)?(?:beitrag|artikel|kommentar) von|eingestellt von|propos recueillis par)\s*[:：]?\s+[A-ZÀ-ÞĀ-ŽА-Я]"
)


def _is_link(element: html.HtmlElement) -> bool:
    return element.tag == "a" or any(child.tag == "a" for child in element)
