"""English verbs and their past forms: enough to turn a plain sentence into a question, and back, without a parser.

A form that isn't listed is never guessed: the sentence is passed over, and there are always others.
"""

from typing import Final


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text as a set: word lists are easier to read as text."""
    return frozenset(words.split())


_REGULAR: Final = """
abandon abolish absorb accept accompany accuse achieve acquire act adapt add address admit adopt advance advise
affect agree aid aim allege allow ally alter announce annex answer apologize appeal appear apply appoint approach
approve argue arrange arrest arrive ask assassinate assemble assert assign assist assume assure attach attack attempt
attend attract authorize avoid award back ban bar base battle belong blame block bomb boost border borrow broadcast
calculate call campaign cancel capture carry cause cease celebrate challenge change charge check circulate cite claim
clash close coin collaborate collapse collect combine command commence commission commit compare compete complain
complete compose comprise conceive conclude condemn conduct confirm conquer consider consist construct consult consume
contain continue contract contribute control convert convict convince cooperate coordinate copy correspond cover crash
create criticise criticize cross crown damage date debate debut decide declare decline decrease dedicate defeat defend
define delay deliver demand demolish demonstrate denounce deny depart depend deploy deport depose derive descend
describe design destroy detain determine develop devote die differ direct disappear discontinue discover discuss
dismiss display dissolve distribute divide dominate donate double draft drop drown earn edit educate elect eliminate
embrace emerge emigrate employ enable encounter encourage end endorse enjoy enter equip escape establish estimate
evacuate evolve examine exceed exchange execute exist expand expect expel experience explain explode exploit explore
export express extend extradite face fail favour favor feature figure file fill film finance finish fire flourish focus
follow force form found free fund gain gather generate govern grade graduate grant greet guarantee guard guide halt
hand happen help hire host house identify ignore illustrate imagine immigrate implement import impose imprison improve
inaugurate include incorporate increase indicate influence inform inherit initiate inspire install institute intend
interpret interview introduce invade invent invest investigate invite involve issue jail join jump justify kick kill
label lack land last launch lecture legalize limit link list live load locate lock look lower maintain manage
manufacture march mark marry mass measure mention merge migrate mine move murder name narrate negotiate nominate note
notice number obey object observe obtain occupy occur offer open operate oppose order organise organize originate
outline overlook own pardon participate pass patent perform permit persuade phase pick place plan plant play point
populate portray possess postpone practice praise predict prefer prepare present preserve press prevent proclaim
produce profess profit prohibit promise promote prompt propose prosecute protect protest prove provide publish
punish purchase pursue push qualify question race raid raise range rank ratify reach react realise realize rebel
receive recognise recognize recommend record recover recruit redesign reduce refer reflect reform refuse regain regard
register reign reject relate release relocate rely remain remark remove rename renew replace reply report represent
request require rescue research resemble reserve reside resign resist resolve respond rest restore restrict result
resume retain retire return reunite reveal reverse review revise revive revolt reward rival rule sail sanction satisfy
save score search secure seek seem seize select sentence separate serve settle shape share shell shift sign signal
slow solve span specify sponsor stage stand star start starve state station stay stop strengthen stress stretch
struggle study submit succeed suffer suggest suit supply support surpass surrender surround survive suspect suspend
sustain target tax terminate test threaten tie time total tour trade train transfer transform translate transmit
transport travel treat trigger triple try turn unify unite unveil urge use utilise utilize vary veto view violate visit
vote vow wage wait walk want warn waste watch weaken weigh welcome widen witness wonder work worry worship
"""
_DOUBLED: Final = word_set("""
admit ban bar commit control drop equip expel occur permit plan prefer rebel refer stop submit transfer
""")
_BRITISH: Final = {"cancelled": "cancel", "labelled": "label", "signalled": "signal", "travelled": "travel"}
_IRREGULAR: Final = """
arise arose arisen, become became become, begin began begun, bind bound bound, blow blew blown, break broke broken,
bring brought brought, build built built, buy bought bought, catch caught caught, choose chose chosen, come came come,
deal dealt dealt, draw drew drawn, drive drove driven, fall fell fallen, feel felt felt, fight fought fought,
find found found, flee fled fled, fly flew flown, forbid forbade forbidden, forget forgot forgotten, get got got,
give gave given, go went gone, grow grew grown, hold held held, keep kept kept, know knew known, lay laid laid,
lead led led, leave left left, lend lent lent, lose lost lost, make made made, mean meant meant, meet met met,
pay paid paid, overthrow overthrew overthrown, ride rode ridden, rise rose risen, run ran run, say said said,
see saw seen, seek sought sought, sell sold sold, send sent sent, shoot shot shot, shrink shrank shrunk,
sing sang sung, sink sank sunk, speak spoke spoken, spend spent spent, stand stood stood, steal stole stolen,
strike struck struck, swear swore sworn, swim swam swum, take took taken, teach taught taught, tell told told,
think thought thought, throw threw thrown, undergo underwent undergone, understand understood understood,
undertake undertook undertaken, win won won, withdraw withdrew withdrawn, write wrote written
"""
_NOT_REGULAR: Final = frozenset({"broadcast", "seek", "stand"})
_PRESENT_WITH_NUMBER: Final = (
    "attract carry comprise consist contain cost cover elect employ enrol enroll extend feature generate hold house "
    "host include last occupy offer operate own produce provide publish receive represent run serve span stand total "
    "weigh"
)


def _past(base: str) -> str:
    """Return the past form of a regular verb.

    >>> [_past(base) for base in ("move", "carry", "stop", "open", "play")]
    ['moved', 'carried', 'stopped', 'opened', 'played']
    """
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1] if base in _DOUBLED else ''}ed"


def _third_person(base: str) -> str:
    """Return the form for he, she or it.

    >>> [_third_person(base) for base in ("carry", "publish", "own")]
    ['carries', 'publishes', 'owns']
    """
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "o")) else f"{base}s"


_TRIPLES: Final = tuple(tuple(entry.split()) for entry in _IRREGULAR.replace("\n", " ").split(","))
_REGULAR_PAST: Final = {_past(base): base for base in _REGULAR.split() if base not in _NOT_REGULAR} | _BRITISH

PAST: Final = _REGULAR_PAST | {past: base for base, past, _ in _TRIPLES}
"""The base of each past form: `moved` -> `move`, `took` -> `take`."""
BASES: Final = frozenset(PAST.values())
"""Forms that follow `did`, and `we`: `move`, `take`."""
PARTICIPLES: Final = frozenset(_REGULAR_PAST) | {done for _, _, done in _TRIPLES} | {"been", "had", "born", "known"}
"""Forms that follow `was` or `has`."""
ONLY_PAST: Final = frozenset(past for _, past, done in _TRIPLES if past != done)
"""Forms that are a past and nothing else, so that they always have a subject of their own: `took`."""
PRESENT: Final = {_third_person(base): base for base in _PRESENT_WITH_NUMBER.split()}
"""The base of present forms that often stand before a number: `covers` -> `cover`."""
FORMS: Final = {
    base: frozenset({base, _third_person(base), *(past for past, of in PAST.items() if of == base)})
    | {done for first, _, done in _TRIPLES if first == base}
    for base in BASES
}
"""Every form of a verb but the one in -ing, which the stemmer knows: `take` -> `take`, `takes`, `took`, `taken`."""
