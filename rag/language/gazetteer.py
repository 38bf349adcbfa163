"""Countries and big cities that the news names: what makes "there" a place and keeps "he" from being a country."""

from index.language.analysis import fold

_COUNTRIES = """
Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium
Bolivia Bosnia Botswana Brazil Britain Bulgaria Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia
Cuba Cyprus Czechia Denmark Ecuador Egypt England Eritrea Estonia Ethiopia Finland France Gabon Georgia Germany
Ghana Greece Greenland Guatemala Guinea Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel
Italy Jamaica Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Liberia Libya Lithuania
Luxembourg Macedonia Malaysia Mali Malta Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal
Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru Philippines Poland Portugal
Qatar Romania Russia Rwanda Scotland Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Sweden
Switzerland Syria Taiwan Tajikistan Tanzania Thailand Tunisia Turkey Türkiye Turkmenistan Uganda Ukraine Uruguay
Uzbekistan Venezuela Vietnam Wales Yemen Zambia Zimbabwe US USA U.S. UK U.K. EU E.U. America Europe Asia Africa
"""
_TWO_WORDS = (
    "United States", "United Kingdom", "United Arab Emirates", "Saudi Arabia", "South Korea", "North Korea",
    "South Africa", "New Zealand", "Sri Lanka", "Soviet Union", "European Union", "Costa Rica", "El Salvador",
    "Czech Republic", "Hong Kong", "New York", "Los Angeles", "San Francisco", "Abu Dhabi", "Tel Aviv", "New Delhi",
    "Mexico City", "Buenos Aires", "Sao Paulo", "Rio de Janeiro", "Cape Town", "Kuala Lumpur", "St Petersburg",
    "Middle East", "Black Sea", "South Sudan", "Ivory Coast", "Burkina Faso", "Sierra Leone", "Dominican Republic",
)  # fmt: skip
_CITIES = """
Aleppo Algiers Almaty Amman Amsterdam Ankara Antalya Astana Athens Baghdad Baku Bangkok Barcelona Beijing Beirut
Belgrade Berlin Bern Bogota Boston Bratislava Brussels Bucharest Budapest Cairo Caracas Chicago Chisinau Copenhagen
Damascus Dhaka Dublin Dubai Dushanbe Edinburgh Frankfurt Geneva Hamburg Hanoi Havana Helsinki Idlib Islamabad
Istanbul Izmir Jakarta Jerusalem Johannesburg Kabul Karachi Kathmandu Khartoum Kiev Kyiv Lagos Lima Lisbon Ljubljana
London Madrid Manila Mariupol Marseille Melbourne Milan Minsk Montreal Moscow Mumbai Munich Nairobi Nicosia Odesa
Odessa Osaka Oslo Ottawa Paris Podgorica Prague Pretoria Pristina Quito Rabat Reykjavik Riga Riyadh Rome Santiago
Sarajevo Seoul Shanghai Skopje Sochi Sofia Stockholm Strasbourg Sydney Taipei Tallinn Tashkent Tbilisi Tehran Tirana
Tokyo Toronto Tripoli Tunis Vienna Vilnius Warsaw Washington Yerevan Zagreb Zurich Crimea Donbas Gaza Caucasus
Balkans
"""


def _key(name: str) -> str:
    return fold(name.replace(".", ""))


COUNTRIES = frozenset(map(_key, [*_COUNTRIES.split(), *_TWO_WORDS[:13]]))
PLACES = COUNTRIES | frozenset(map(_key, [*_TWO_WORDS, *_CITIES.split()]))


def is_place(name: str) -> bool:
    """Tell whether a name is that of a country, region or big city, however it is accented."""
    return _key(name) in PLACES
