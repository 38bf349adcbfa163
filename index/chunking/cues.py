"""Wording by which page furniture gives itself away on any site, in a handful of languages.

Asking, sharing, legal and navigation phrases are the same everywhere, because the same few publishing systems write
them; no name of a site stands here. Every pattern begins at the start of a short line or is a whole line: the same
words within a paragraph are the article speaking.
"""

import re
from typing import Final

LONGEST_CUE: Final = 60
"""Words in the longest line judged by its wording; a disclaimer sentence has about 40."""

_SITE: Final = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|pinterest|reddit|vk|tumblr|flipboard|tiktok"
    r"|threads|mastodon|bluesky|google news|rss|e-?mail)"
)
_TEXT: Final = r"(?:article|story|post|page|piece|essay|interview|content|entry|news|report|column)"


def _starts(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(patterns) + ")", re.IGNORECASE)


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\W*(?:" + "|".join(patterns) + r")\W*$", re.IGNORECASE)


REPOSTED: Final = _starts(
    r"the post\b.{1,400}? appeared first on\s+(?P<a>.{1,100})",
    r"(?:l['’]article|cet article)\b.{1,400}? est apparu en premier sur\s+(?P<b>.{1,100})",
    r"der beitrag\b.{1,400}? erschien zuerst auf\s+(?P<c>.{1,100})",
    r"la entrada\b.{1,400}? (?:apareció|aparece|se publicó) primero en\s+(?P<d>.{1,100})",
    r"o post\b.{1,400}? apareceu primeiro em\s+(?P<e>.{1,100})",
    r"l['’]articolo\b.{1,400}? (?:proviene da|sembra essere il primo su)\s+(?P<f>.{1,100})",
    r"(?:запись|сообщение)\b.{1,400}? впервые появил[аои]\w*\s+(?:на|в)?\s*(?P<g>.{1,100})",
    r"the original source (?:of|for) this " + _TEXT + r" is\s+(?P<h>.{1,100})",
    r"(?:this " + _TEXT + r" )?(?:was |has been )?(?:first|originally|previously) (?:published|posted|appeared)"
    r" (?:by|on|at|in)\s+(?P<i>.{1,100})",
)
"""The line by which a copy names where it was first; one of the groups is the name of the outlet."""

COPYRIGHT: Final = _starts(
    r"copyright\b.{0,5}(?:©|\(c\)|\d{4})",
    r"©\s*(?:\d{4}|[^\W\d_]{2})",
    r"\(c\)\s*(?:copyright|\d{4})",
    r".{0,150}\ball rights reserved",
    r".{0,150}\b(?:tous droits réservés|alle rechte vorbehalten|todos los derechos reservados)",
    r".{0,150}\b(?:tutti i diritti riservati|todos os direitos reservados|tüm hakları saklıdır|все права защищены)",
    r".{0,150}جميع الحقوق محفوظة",
)

_DISCLAIMER: Final = _starts(
    r"(?:disclaimer|legal notice|copyright notice|fair use notice|legal disclaimer)\s*[:：.–—-]",
    r"(?:haftungsausschluss|yasal uyarı|feragatname|aviso legal|mentions légales|отказ от ответственности)\s*[:：.–—-]",
    r".{0,60}\b(?:views|opinions)\b.{0,40} expressed\b.{0,150}\bnot (?:necessarily|always) (?:reflect|represent|those)",
)

_LEGAL: Final = re.compile(
    r"copyrighted (?:material|work)|copyright (?:owner|holder)|fair use|all rights reserved|sole responsibility"
    r"|permission (?:to|from)|without (?:prior |written |express )*(?:permission|consent)|terms of (?:use|service)"
    r"|privacy policy|cross-?post|(?:may not|cannot|can not) be (?:reproduced|republished|redistributed|copied)"
    r"|not be (?:responsible|liable) for|purposes other than|without profit|reproduction\b.{0,60}\bprohibited"
    r"|not necessarily (?:reflect|represent)|specifically authori[sz]ed",
    re.IGNORECASE,
)

_ASK: Final = _starts(
    r"(?:please )?(?:subscribe|sign up|register)\b(?: now| today| here| free)?(?: to| for)? (?:our|my|us|this)\b",
    r"(?:please )?(?:subscribe|sign up|register|get|receive)\b.{0,60}(?:newsletter|inbox|by e-?mail|via e-?mail)",
    r"(?:[\w’'-]+ ){0,4}newsletter\b\s*[:,].{0,60}\b(?:sign up|subscribe|enter your e-?mail)\b",
    r"(?:[\w’'-]+ ){0,4}newsletter\s*[:,]\s*every \w+day\b[^.]{0,80}$",
    r"(?:[^·|.]{1,60} · ?){1,6}(?:[^\W\d_]+ ){0,2}(?:newsletters?|podcasts?)\b",
    r"(?:please )?(?:follow|like|find|join|watch|visit) (?:us|me|our page|our channel) (?:on|at|via)\b",
    r"follow .{1,60} on " + _SITE + r"\b",
    r"(?:share|tweet|print|bookmark|rate|pin|save|e-?mail|forward) (?:this|the) " + _TEXT + r"\b",
    r"share (?:on|via|to|with) " + _SITE + r"\b",
    r"share this\W*$",
    r"(?:please )?(?:consider )?(?:support|supporting|help|helping|fund) (?:us|this|our|independent|quality)"
    r"(?: (?:site|website|page|work|blog|channel|journalism|project|media|mission|reporting|team))?\W*$",
    r"(?:please )?(?:support|help) (?:this|our) (?:site|website|blog|work|journalism|project|channel)\b",
    r"(?:please )?(?:consider |make |making )+(?:a )?(?:small |monthly |one-time |regular )*donati(?:on|ng)",
    r"(?:please )?(?:donate|contribute)(?: (?:now|today|here|to us|via|with|through))?\W*$",
    r"(?:donate|support|give|contribute)\b.{0,15}(?:[$€£₽₺]\s?\d|\d\s?(?:[$€£₽₺]|usd|eur|gbp))",
    r"(?:one[- ]time|monthly|recurring|regular) (?:support|donation|payment|gift|contribution)\b",
    r"become (?:a |an )?(?:member|patron|subscriber|supporter|sponsor)\b",
    r"(?:if |do |did )?you (?:like|liked|enjoy|enjoyed|value|found)\b.{0,80}(?:support|donat|help|shar|subscrib)",
    r".{0,120}\b(?:on|visit|via|like|follow|join) our "
    + _SITE
    + r"(?: (?:page|channel|account|group|profile|feed))?\b",
    r"for (?:media|press|permission|syndication|reprint|advertising|sponsorship)\w* ?(?:in|en)?quir(?:y|ies)\b",
    r"(?:abonnez-vous|inscrivez-vous|suivez-nous|partager (?:cet|sur)|soutenez-nous|faire un don)\b",
    r"(?:abonnieren sie|folgen sie uns|jetzt spenden|newsletter abonnieren|artikel teilen)\b",
    r"(?:suscríbete|síguenos|apóyanos|compartir en|haz una donación|seguici su|iscriviti|condividi su)\b",
    r"(?:bizi takip edin|abone ol\w*|bültenimize|haberi paylaş|destek olun)\b",
    r"(?:подпи(?:шитесь|сывайтесь) на|поделиться|поддержите нас|следите за нами)(?!\w)",
    r"(?:تابعونا على|اشترك في|شارك هذا)",
)

_PAGE: Final = _starts(
    r"skip to (?:main |the )?(?:content|navigation|article)|jump to (?:content|navigation|search)",
    r"(?:this|our) (?:web)?site uses cookies|we (?:and our partners )?use cookies",
    r"(?:accept|reject|manage) (?:all )?cookies",
    r"we (?:value|respect|care about) your privacy\b",
    r"we and our (?:\d+ )?(?:partners|vendors) (?:store|use|process|share)\b",
    r"(?:wir schätzen ihre privatsphäre|nous respectons votre vie privée|valoramos (?:su|tu) privacidad)\b",
    r"(?:gizliliğinize (?:değer|önem) veriyoruz|мы (?:ценим|уважаем) вашу конфиденциальность|نحن نقدر خصوصيتك)",
    r"by (?:continuing|clicking|using)\b.{0,80}(?:cookies|consent|privacy|terms of)",
    r"(?:article|story) continues (?:below|after)|scroll (?:down )?to continue|click here (?:to|for)\b",
    r"your e-?mail address will not be published|log ?in to (?:comment|reply|continue)",
    r"(?:articles|posts|more|more articles|more posts|all posts) by\s*[:：]",
    r"(?:also read|read also|read more|read next|related|lire aussi|lesen sie auch|lea también|leggi anche"
    r"|читайте также|ayrıca okuyun|اقرأ أيضا)\s*[:：|»]",
)

_LABEL: Final = _starts(
    r"(?:tags?|tagged|filed under|posted (?:in|under)|categor(?:y|ies)|labels|keywords|etiketler|теги|метки"
    r"|mots[- ]clés|schlagwörter|etiquetas|الوسوم)\s*[:：]",
    r"(?:photo|image|picture|featured image)s? (?:credits?|by|courtesy)\b",
    r"(?:read more|continue reading|advertisement|advertising|sponsored (?:content|post))\W*$",
    r"(?:reklam|werbung|anzeige|publicité|реклама)\W*$",
)

_WEAK: Final = _whole(
    r"(?:" + _SITE + r"[\s,|/·•]*){1,12}|(?:share|tweet|print|" + _SITE + r"|copy link|link|more)(?:[\s,|/·•]+(?:share|"
    r"tweet|print|" + _SITE + r"|copy link|link|more)){0,12}|pin it|save|bookmark|reply|report",
    rf"(?:this {_TEXT} has )?[\d.,]{{1,9}}[km]? ?(?:comments?|shares?|views?|likes?|repl(?:y|ies)|retweets|reads?)",
    r"comments?|no comments( yet)?",
    r"(?:leave|add|post|write|view|show|see|join)\b.{0,20}\b(?:comments?|reply|discussion|conversation)",
    r"related(?: (?:articles?|posts?|stories|news|content|topics|reading|coverage|items))?",
    r"most (?:read|popular|viewed|shared|commented|recent)|you (?:may|might) (?:also )?(?:like|be interested in)",
    r"(?:recommended|popular|trending|latest|recent)(?: (?:for you|stories|posts?|now|news|articles?|headlines))?",
    r"recent comments",
    r"top stories|editor['’]?s['’]? picks?|(?:previous|next|older|newer)(?: (?:posts?|article|story|page))?",
    r"read (?:next|also)|show more|load more|back to top|menu|search|log ?in|sign (?:in|up)",
    r"(?:privacy|cookie) (?:policy|settings|preferences)|terms (?:of use|of service|and conditions)|register",
    r"about us|contact us|advertise(?: with us)?|newsletters?|subscribe|donate|follow|site ?map",
    r"support (?:[\w.-]+ ?){1,3}|follow [\w.-]+(?: [\w.-]+){0,2}|\d{1,4} (?:days?|hours?|minutes?) left\b.{0,60}",
)

_MORE: Final = _whole(
    r"(?:more|further|other)(?: (?:on|from|about|in|by|stories|news|coverage|reading|articles|reports)(?: .{1,40})?)?"
    r"|in other news|explore more|keep reading",
    r"(?:see|read|watch) (?:also|more|next)(?: .{1,40})?|what (?:else )?to read(?: next)?|don['’]t miss"
    r"|elsewhere(?: .{1,40})?|(?:also )?from (?:our|the) archives?|also (?:in|on|from) .{1,40}",
    r"mehr (?:zum thema|dazu|aus .{1,40}|über .{1,40})|weitere (?:artikel|themen|berichte)|siehe auch|auch interessant",
    r"(?:à )?lire aussi|sur le même (?:sujet|thème)|voir aussi|plus sur .{1,40}|dans la même rubrique",
    r"más (?:sobre|de|en) .{1,40}|te puede interesar|ver también|noticias relacionadas|lea también",
    r"по теме|читайте также|смотрите также|другие новости|ещё по теме",
    r"ilgili (?:haberler|yazılar)|ayrıca (?:bakınız|okuyun)|diğer haberler|daha fazla .{1,40}",
    r"اقرأ (?:أيضا|أيضًا|المزيد)|مواضيع ذات صلة|المزيد (?:من|عن|حول) .{1,40}|انظر أيضًا",
)

_MENU: Final = _whole(
    r"home|home ?page|main|menu|search|news|world|politics|business|econom(?:y|ics)|sports?|opinions?|culture|videos?"
    r"|photos?|galler(?:y|ies)|tech(?:nology)?|health|science|entertainment|lifestyle|travel|arts?|about|contact"
    r"|log ?in|sign (?:in|up)|register|subscribe|donate|newsletters?|faq|help|shop|store|archives?|authors?|podcasts?"
    r"|live|rss|more|categories|topics|editions?|international|local|national|weather|features?|analysis|blogs?|forum|events|jobs|support",
)
_NUMBER: Final = re.compile(r"[$€£₽₺¥]?\s?\d[\d.,\s]{0,20}\s?(?:[$€£₽₺¥%]|usd|eur|gbp|k|m)?$", re.IGNORECASE)
_OPENING_QUOTES: Final = tuple("\"“„«'‘")


def is_legal_opening(plain: str, words: int) -> bool:
    """Tell whether a line claims rights or declines responsibility; legal paragraphs may follow it."""
    return (words <= LONGEST_CUE and bool(COPYRIGHT.match(plain))) or bool(_DISCLAIMER.match(plain))


def is_furniture(plain: str, words: int) -> bool:
    """Tell whether the wording alone shows a line that belongs to the page and to no article."""
    if words > LONGEST_CUE or plain.startswith(_OPENING_QUOTES):
        return False
    return any(pattern.match(plain) for pattern in (REPOSTED, _ASK, _PAGE))


def is_label(plain: str, words: int) -> bool:
    """Tell whether a line is a crumb that may stand anywhere: tags, a photo credit, the mark of an advertisement."""
    return words <= 30 and _LABEL.match(plain) is not None


def is_suspect(plain: str, words: int) -> bool:
    """Tell whether a line is furniture if its place agrees: the same words may be a heading of the article."""
    return words <= 12 and _WEAK.match(plain) is not None


def leads_on(plain: str, words: int) -> bool:
    """Tell whether a line leads on to other articles if links follow: "More on energy"."""
    return words <= 8 and _MORE.match(plain.strip(" :：")) is not None


def is_menu_item(plain: str, words: int) -> bool:
    """Tell whether a line is an item that most sites have in their menu; a title may be the same word."""
    return words <= 3 and _MENU.match(plain) is not None


def is_number(plain: str) -> bool:
    """Tell whether a line is nothing but an amount, as in the bar of a fund-raiser or the cell of a table."""
    return len(plain) <= 30 and _NUMBER.match(plain) is not None


def count_legal(plain: str) -> int:
    """Count the different legal phrases of a paragraph."""
    return len({phrase.lower() for phrase in _LEGAL.findall(plain)})
