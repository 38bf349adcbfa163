"""English words that mean nearly the same in the news: who asks how many died also means "265 were killed"."""

from functools import cache
from typing import Final

from index.language.analysis import stem, words

_GROUPS: Final = """
die died dies dying death deaths dead deadly perish perished kill killed killing fatal fatalities victims toll
wound wounded injure injured injury injuries hurt
murder murdered assassinate assassinated assassination
buy bought buying purchase purchased acquire acquired procure
sell sold selling sale sales
pay paid payment
cost costs price
salary wage wages
begin began begun beginning start started commence commenced
end ended finish finished conclude concluded
stop stopped halt halted cease ceased suspend suspended
open opened opening inaugurate inaugurated inauguration
build built building construct constructed construction erect erected
destroy destroyed demolish demolished wreck wrecked ruined
rise rose risen increase increased grow grew grown growth climb climbed
fall fell fallen drop dropped decline declined decrease decreased shrink shrank
worsen worsened worse sharpen sharpened deepen deepened aggravate aggravated exacerbate exacerbated
improve improved improvement better
help helped aid aided assist assisted assistance support supported
ask asked request requested seek sought appeal appealed urge urged
demand demanded insist insisted
say said tell told state stated announce announced declare declared
think thought believe believed opinion
reject rejected refuse refused rebuff rebuffed
deny denied denial
agree agreed agreement accord deal pact treaty
promise promised pledge pledged vow vowed
warn warned warning caution cautioned
blame blamed accuse accused
arrest arrested detain detained jail jailed imprison imprisoned custody
flee fled escape escaped
leave left depart departed departure withdraw withdrew withdrawn quit
arrive arrived arrival reach reached
send sent dispatch dispatched deliver delivered delivery ship shipped
give gave given provide provided supply supplied
receive received get got obtain obtained
meet met meeting summit
visit visited trip
attack attacked assault assaulted raid raided
bomb bombed bombing explosion blast explode exploded
fight fought fighting battle combat
war conflict
soldier soldiers troops army military
weapon weapons arms
missile missiles rocket rockets
plane planes aircraft jet jets airplane
ship ships vessel vessels boat boats
car cars vehicle vehicles automobile
protest protests protesters demonstration demonstrations demonstrators rally unrest
revolt uprising rebellion
coup putsch
vote voted ballot poll election elections elect elected
referendum plebiscite
win won winning victory
lose lost losing loss
defeat defeated beat beaten
lead led leading head headed
leader leaders chief boss
manager director
found founded founding establish established create created
join joined enter entered accession
member members membership
ally allies allied alliance
enemy enemies foe foes
tension tensions strain strained odds friction
quarrel quarrels dispute disputes row
problem problems trouble troubles difficulty difficulties
danger dangers risk risks threat threats
reason reasons cause causes caused
result results outcome consequence consequences
goal goals aim aims purpose objective
plan plans project projects scheme
try tried attempt attempts attempted bid
allow allowed permit permitted permission
ban banned forbid forbidden prohibit prohibited outlaw outlawed
change changed alter altered
show showed shown reveal revealed
hide hid hidden conceal concealed
find found finding discover discovered discovery
study studies research survey
writer author columnist journalist reporter
newspaper paper daily
film films movie movies
doctor doctors physician physicians
pupil pupils student students schoolchildren
child children kid kids
woman women female
man men male
wife husband spouse marry married marriage wed wedding
born birth
live lived living reside resided inhabit inhabited resident residents inhabitant inhabitants
house houses home homes
town towns city cities municipality
country countries nation nations state states
world global worldwide
border borders frontier
area areas region regions territory zone
road roads street streets
company companies firm firms business businesses corporation
factory factories plant plants mill mills
worker workers employee employees staff
job jobs employment
hire hired employ employed recruit recruited
dismiss dismissed sack sacked
money funds cash
rich wealthy
poor poverty
big large huge
small little tiny
fast quick quickly rapid rapidly
main chief principal
sceptical sceptic skeptical skeptic doubt doubts doubted doubtful distrust
trust trusted reliable dependable
famous renowned well-known
mistake mistakes mistaken error errors
law laws legislation
court courts tribunal
crime crimes offence offences offense offenses
illness disease diseases sickness ill sick
medicine drug drugs
farm farms farmer farmers
forest forests woods
storm storms hurricane
flood floods flooded flooding
fire fires blaze
"""
"""A group a line. Only words whose everyday sense is the one that they share with the rest of their line."""


@cache
def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = frozenset(stem(words(line), "en"))
        found |= {each: found.get(each, frozenset()) | group for each in group}
    return found


def alike(term: str) -> frozenset[str]:
    """Return the English search terms that mean nearly what a search term means, with itself."""
    return _alike().get(term, frozenset({term}))
