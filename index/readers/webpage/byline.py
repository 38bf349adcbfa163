"""Find who wrote a page: by its structured data and its bylines, not by comments or the name of the site."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from lxml import html

from index.readers.webpage.structured import Structured
from index.readers.webpage.visible import brief_text, is_comment, plain, squash

_MARKED: Final = re.compile(
    r"""(?:^|[\s_-])
    (?:authors?|autor(?:en|in)?|auteurs?|autore?|byline|by-line|username|contributors?|writers?|verfasser|posted-by
      |post-?author|entry-?author|article-?author|story-?author|author-name|yazar)
    (?:[\s_-]+(?:name|names|link|info|vcard|text|url|title))*
    (?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
"""Classes and ids of bylines."""
_INTRO: Final = re.compile(
    r"""^(?:(?:written|posted|published|words|text|story|reported|reporting|article|reviewed|recipe|photos?|geschrieben
          |erstellt|verfasst|rédigé|publié|publicado|escrito
          |(?:ein\s|blog\s?)?(?:beitrag|artikel|gastbeitrag|kommentar)|eine?\s\w+)\s)?
      (?:by|von|vom(?=\s\S+$)|par|por|di|door|af|av|od|przez|от|автор)\b\s*[:：]?\s*
    |^(?:authors?|autor(?:in|en)?|auteurs?|autore|text|verfasser(?:in)?|автор|yazar|yazan|redaktion|foto|posted|editor
       |eingestellt)\s*[:：]\s*(?:von\s|by\s)?""",
    re.IGNORECASE | re.VERBOSE,
)
_INNER: Final = re.compile(r"(?<=[\s|])(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+(?=[A-ZÀ-ÞĀ-Ž][^\W\d_]+\s[A-ZÀ-ÞĀ-Ž])")
_ALL_BY: Final = re.compile(
    r"""^(?:(?:zeige|view|see|show|voir)\s)?(?:alle|all|mehr|more|the|tous\sles)?\s?
      (?:beiträge|artikel|posts?|articles?|stories)\s(?:von|by|of|from|de)\s
    |^(?:eingestellt\svon|autor(?:in|en)?|authors?|verfasser(?:in)?|auteur)\s+(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_END: Final = re.compile(
    r"""\s*(?:\||•|·|–|—|\(|\[|/\s|@|\s-\s|,\s*(?=\d|updated|published|stand|am\b|on\b)
    |\b(?:on|am|vom|publié|posté|at|um|in|for|is|posted|published|updated|follow|aktualisiert|veröffentlicht|stand|shares?
       |says|alle\sartikel|alle\sbeiträge|folgen|mo|di|mi|do|fr|sa|so|(?:mon|tues|wednes|thurs|fri|satur|sun)day|schrieb
       |schreibt|writes|reports|via|from|zuletzt|illustration|fotos?|photos?|bilder)\b(?!\.)
    |\d{1,2}[./:]\d|\d{4}|\d+\s).*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""What stands behind the names of a byline."""
_JOIN: Final = re.compile(
    r"\s*(?:,|;|&|\+|\band\b|\bund\b|\bet\b|\by\b|\bi\b|\bve\b|\be\b(?=\s[A-Z]))\s*", re.IGNORECASE
)
_NOBODY: Final = re.compile(
    r"""(?:no\sauthor|admin\w*|administrator|super\s?user|user|webmaster|wordpress|root|editor|guest|gast|anonym\w*|staff
    |team|unknown|n/?a|name|author|autor\w*|redaktion|none|null|\w+_team|follow|comments?|share|mehr|more|view\sall.*
    |all\sposts.*|alle\s(?:beiträge|artikel).*|zeige\salle.*|posts?\sby.*|see\sall.*|profile?|profil|website|contact
    |kontakt|twitter|facebook|human|home|startseite|log\s?in|sign\sin|your\sname|required|e-?mail|benutzername|passwort|password|username
    |about\sthe\sauthor|über\sden\sautor|webredaktion|presse\w*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_COMPANY: Final = re.compile(
    r"""\b(?:gmbh|ag|e\.?\s?v|ltd|inc|llc|images?|media|group|verlag|forum|kitchens|account|news|redaktion|agentur|stiftung
    |institut\w*|verband|partei|sekretariat|university|magazin\w*|online|blog|team|pressemitteilung|editorial|artikel
    |aktualisierung|foto\w*|photo\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w.'’`-]*$")
_LITTLE: Final = frozenset(
    ("von", "van", "de", "der", "den", "del", "la", "le", "da", "di", "du", "dos", "das", "y", "e", "zu", "bin", "ibn",
     "al", "el", "ter", "ten", "of", "the")
)  # fmt: skip
_ARTICLES: Final = frozenset(("der", "die", "das", "the", "le", "la", "el"))
"""With what a nickname begins."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2,4}")
"""A whole name in Chinese characters."""
_TITLES: Final = re.compile(
    r"^(?:prof\.?|dr\.?|dipl\.?-?\w*\.?|mag\.?|ing\.?|mr\.?|mrs\.?|ms\.?|herr|frau|m\.|mme)\s+"
    r"|(?:,\s*|\s+)(?:ph\.?d\.?|m\.?d\.?|m\.?a\.?|msc|jd|rd|rn)\.?$",
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
        fitting = [name for name in names if _is_name(name, single=single) and not _is_of(name, others, single=single)]
        return tuple(name for at, name in enumerate(fitting) if not at or not _OFFICE.search(name))

    own = [name for each in structured.persons for name in names_in(each)]
    stated = tuple(name for name in own if _is_name(name, single=True) and squash(name) not in others)
    stated = stated or tuple(name for name in own if _is_name(name, single=False) or _is_called(name))
    lists = [[name for each in values for name in names_in(each)] for values in _meta_values(structured)]
    meta = [name for names in lists for name in names]
    if stated and (set(stated) <= set(meta) or any(plain(name) in seen for name in stated)):
        longer = [name for names in lists if set(stated) < set(names) for name in names]
        more = [name for name in longer if _is_name(name, single=False)]
        return tuple(dict.fromkeys([*stated, *more]))[:_MOST]
    for words, sure in _bylines(tree):
        names = fit([name for each in words for name in names_in(each)], single=sure)
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    fitting = [name for name in (*own, *meta) if _is_name(name, single=False) and squash(name) not in others]
    named = [name for name in fitting if plain(name) in seen]  # programs fill in who set the page up
    if not named:
        owners = (name for each in (*structured.sites, *meta) for name in names_in(each))
        named = [
            name
            for name in owners
            if _is_name(name, single=False) and squash(name) == squash(site) and len(name.split()) == 2
        ]
    return tuple(dict.fromkeys(named))[:_MOST]


def signers(element: html.HtmlElement) -> tuple[str, ...]:
    """Return the names in the byline of a part of a page, such as an entry of a live page."""
    for words, sure in _bylines(element, linked=False):
        names = [name for each in words for name in names_in(each) if _is_name(name, single=sure)]
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    return ()


def names_beside(words: str) -> list[str]:
    """Return the names in the words beside a date, nothing where they say anything else."""
    names = names_in(words)
    return names if all(_is_name(name, single=False) for name in names) else []


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


def _meta_values(structured: Structured) -> Iterator[Sequence[str]]:
    """Yield what each meta tag that names authors says, the pair for previews (`Written by`, a name) at the end."""
    for key in _META:
        yield structured.meta.get(key, ())
    for at in ("1", "2"):
        label = next(iter(structured.meta.get(f"twitter:label{at}", ())), "")
        if _PREVIEW.fullmatch(label):
            yield structured.meta.get(f"twitter:data{at}", ())


_PREVIEW: Final = re.compile(
    r"(?:written|geschrieben|verfasst|écrit|escrito|scritto)\s(?:by|von|par|por|da)|author|autor|auteur", re.IGNORECASE
)
"""What a page calls its author in the preview that others show of it."""


_OFFICE: Final = re.compile(r"\b(?:der|des|of|the|für|for)\b")
"""A word of an office, as in `head of the department`, which follows a name."""


def _is_of(name: str, others: set[str], *, single: bool) -> bool:
    """Return True if a name is the site's or the title, or a part of these; a sure byline may be a part."""
    squashed = squash(name)
    return squashed in others or (
        not single and len(squashed) > 3 and any(squashed in other for other in others if len(other) < 60)
    )


def _is_called(name: str) -> bool:
    """Return True for a name that its owner writes with small letters: `Mobasir hassan`."""
    return 2 <= len(name.split()) <= 3 and name[0].isupper() and not _COMPANY.search(name) and not _NOBODY.match(name)


def names_in(words: str) -> list[str]:
    """Return the names in a byline, without what introduces them and what stands behind."""
    words = " ".join(words.split()).strip(" |:,-–—·•*")
    if words.startswith(("http", "@", "www.")):
        return []
    bare = _ALL_BY.sub("", _INTRO.sub("", words))
    inner = _INNER.search(bare) if bare == words else None  # else who took the pictures
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
        return (single and not name.isdigit()) or _HAN.fullmatch(name) is not None
    if single and len(parts) == 2 and parts[0].lower() in _ARTICLES and parts[1][0].isupper():
        return not _COMPANY.search(name)
    large = [part for part in parts if part.lower() not in _LITTLE]
    if _COMPANY.search(name):
        return False
    return len(large) > 1 and all(_WORD.match(part) and not part[0].islower() for part in large)


def _bylines(tree: html.HtmlElement, *, linked: bool = True) -> Iterator[tuple[list[str], bool]]:
    """Yield the words of what is marked as a byline, the surest marks first, each with whether it is sure.

    Args:
        tree: the page, or a part of it.
        linked: whether links to somebody's profile count.
    """
    elements = [each for each in tree.iter() if isinstance(each.tag, str) and each.tag not in _NO_BYLINES]
    marked = [each for each in elements if each.get("itemprop") == "author" and not is_comment(each)]
    for first in marked[:3]:
        group = [each for each in marked if _near(each, first)][:_MOST]
        yield [_words(name) for each in group for name in each.xpath('.//*[@itemprop="name"]') or [each]], True
    related = [each for each in elements if "author" in (each.get("rel") or "").split() and not is_comment(each)]
    for first in related[:3]:
        yield [_words(each) for each in related if _near(each, first)][:_MOST], True
    for element in elements:
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "byline" or (_MARKED.search(label) and not is_comment(element)):
            words = _words(element)
            if 1 <= len(words.split()) <= _LONGEST_BYLINE:
                yield [words], _is_link(element) or "vcard" in label or "username" in label
    yield from _unmarked(elements, linked=linked)


def _unmarked(elements: Sequence[html.HtmlElement], *, linked: bool) -> Iterator[tuple[list[str], bool]]:
    """Yield lines that begin like a byline, then the words of links to somebody's profile."""
    for element in elements:
        words = _words(element) if element.tag in _LINES and len(element) <= 4 else ""
        if 6 < len(words) <= 90 and _BY.match(words) and not is_comment(element):
            yield [words], False
    for element in elements if linked else ():
        if element.tag == "a" and _INTRODUCED.search(_before(element)) and not is_comment(element):
            yield [_words(element)], True
    for element in elements if linked else ():
        profile = element.tag == "a" and _PROFILE.search(element.get("href") or "") and not is_comment(element)
        if profile and 1 < len(_words(element).split()) <= 4:
            yield [_words(element)], False


_NO_BYLINES: Final = frozenset(
    {"script", "style", "body", "html", "head", "article", "main", "img", "input", "link", "title", "option"}
)
_LINES: Final = frozenset({"p", "span", "div", "em", "strong", "b", "i", "h3", "h4", "h5", "td", "li", "small", "time"})
_LONGEST_BYLINE: Final = 25
"""Words of the longest element that is taken for a byline."""
_PROFILE: Final = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|people|profiles?|profil|staff|newsteam|team|contributors?"
    r"|journalists?|periodista|reporter)/",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"""(?i:(?:text|words|written|posted|story|report|ein(?:e\s\w+)?)?\s?(?:by|von|par|por|di)
      |text|autor(?:in|en)?|authors?|auteure?|(?:ein\s)?(?:blog\s?)?(?:beitrag|artikel|kommentar)\svon|eingestellt\svon
      |propos\srecueillis\spar)\s*[:：]?\s+[A-ZÀ-ÞĀ-ŽА-Я]""",
    re.VERBOSE,
)
"""How a line begins that is a byline."""


_INTRODUCED: Final = re.compile(
    r"(?:^|\s)(?:written\sby|posted\sby|(?:geschrieben|erstellt|eingestellt|verfasst)\svon|(?:écrit|rédigé|publié)\spar"
    r"|(?:escrito|publicado)\spor|scritto\sda)\s*:?\s*$",
    re.IGNORECASE,
)
"""What stands before a link to somebody who wrote the page, whose name may be one word."""


def _before(element: html.HtmlElement) -> str:
    """Return the words just before an element, in the same parent."""
    before, parent = element.getprevious(), element.getparent()
    words = before.tail if before is not None else parent.text if parent is not None else ""
    return (words or "")[-_LONGEST_LINE:]


def _near(one: html.HtmlElement, other: html.HtmlElement) -> bool:
    """Return True if two elements stand in one line or list."""
    return one is other or bool(set(islice(one.iterancestors(), 3)) & set(islice(other.iterancestors(), 3)) - {None})


def _words(element: html.HtmlElement) -> str:
    return (" ".join((element.get("content") or "").split()) or brief_text(element))[:_LONGEST_LINE]


def _is_link(element: html.HtmlElement) -> bool:
    return element.tag == "a" or any(child.tag == "a" for child in element)
