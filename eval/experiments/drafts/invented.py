"""Quotations and statements that no article has: written for this, about places and people that don't exist."""

from typing import Final

QUOTATIONS: Final = (
    "We will not sell a single acre of the orchard to anybody who means to build on it",
    "The choir has sung in this hall since before the clock was wound by hand",
    "Nobody told us that the ferry would stop at noon, and so we waited until the lamps came on",
    "A museum without a roof is only a very patient garden",
    "My grandmother could tell the weather from the way the geese complained",
    "The council promised us lanterns and sent us a pamphlet about lanterns",
    "There is no finer instrument for measuring vanity than a municipal fountain",
    "We counted every sheep twice and the auditors still asked for the minutes of the meeting",
    "The pianist arrived on a bicycle and left in an ambulance, applauding",
    "I have repaired nine accordions this winter and not one of them thanked me",
    "The lighthouse keeper wants a rise, a radio and somebody to lose at chess to",
    "If the bakery closes, the morning will have no reason to begin",
    "Our swimmers trained in the quarry because the pool had been lent to a carp",
    "The bell was cracked when we bought it, and that is why we bought it",
    "They painted the bridge green so that the frogs would feel consulted",
    "Every beekeeper in this valley has been stung by the same insurance company",
)
STATEMENTS: Final = (
    "The valley of Ostermond produced 4,120 tonnes of hazelnuts in 1998.",
    "Beatrix Halvorsen won the Kestrel Prize for cartography on March 3, 2004.",
    "The tramway of Lindquay carried 312,000 passengers in its first winter.",
    "In 2013 the brewery Nordlicht moved its copper kettles to Saint Averil.",
    "The observatory on Mount Tessaly measured 61 meteors an hour that August.",
    "Konrad Eppelman painted 17 portraits of the same goat between 1921 and 1926.",
    "A storm on November 9, 1954, sank four herring boats off Port Amery.",
    "The Grand Hotel Miravelle had 240 rooms and a single lift.",
    "Oswin Tarrant became mayor of Brackenford in 1987 after a recount of 12 ballots.",
    "The marathon of Velden was run by 1,870 skiers in 2009.",
    "Sister Philomena Gray taught 38 parrots the Latin names of flowers.",
    "The Corvane canal was dug in 29 months and filled in two days.",
    "In May 2015 the aquarium of Sundhaven bought 600 seahorses from Captain Iversen.",
    "The orchestra of Feldkirchen owns 11 bassoons, three of them on loan.",
    "Elmira Quist patented the folding pulpit on June 21, 1911.",
    "The cheese market of Dorrenburg sold 95,000 wheels in 1973.",
)
