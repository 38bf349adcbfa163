"""Each message of a thread has its own author and date."""

import pytest

from index.readers.mail_threads import split_thread

SENT = "2023-09-20"


@pytest.mark.parametrize(
    ("announced", "author", "published"),
    [
        ("On Tue, 12 Sep 2023 at 08:15, Lena Brandt <lena@velm.example> wrote:", "Lena Brandt", "2023-09-12"),
        ("On Sep 12, 2023, at 8:15 AM, Lena Brandt wrote:", "Lena Brandt", "2023-09-12"),
        ("On Tue, 12 Sep 2023 at 08:15, Lena Brandt\n<lena@velm.example> wrote:", "Lena Brandt", "2023-09-12"),
        ("Am 12.09.2023 um 08:15 schrieb Lena Brandt:", "Lena Brandt", "2023-09-12"),
        ("Lena Brandt <lena@velm.example> schrieb am Di., 12. Sept. 2023, 08:15:", "Lena Brandt", "2023-09-12"),
        ("Le mar. 12 sept. 2023 à 08:15, Lena Brandt <lena@velm.example> a écrit :", "Lena Brandt", "2023-09-12"),
        ("El mar, 12 sept 2023 a las 8:15, Lena Brandt (<lena@velm.example>) escribió:", "Lena Brandt", "2023-09-12"),
        ("Il giorno 12 settembre 2023, Lena Brandt <lena@velm.example> ha scritto:", "Lena Brandt", "2023-09-12"),
        ("12 сентября 2023 г., 08:15, Лена Брандт <lena@velm.example> пишет:", "Лена Брандт", "2023-09-12"),
        ("12 Eylül 2023 Salı tarihinde Lena Brandt <lena@velm.example> şunu yazdı:", "Lena Brandt", "2023-09-12"),
        ("في ١٢/٩/٢٠٢٣ كتب Lena Brandt <lena@velm.example>:", "Lena Brandt", "2023-09-12"),
        ("Lena Brandt wrote:", "Lena Brandt", ""),
    ],
)
def test_the_line_above_a_quoted_message_says_whose_it_is(announced: str, author: str, published: str) -> None:
    own, (quoted,) = split_thread(f"I agree.\n\n{announced}\n> The dam leaks.\n> I saw it.\n\nGood luck.", SENT)
    assert own == "I agree.\n\nGood luck."
    assert (quoted.author, quoted.text) == (author, "The dam leaks.\nI saw it.")
    assert quoted.published == published


@pytest.mark.parametrize(
    "block",
    [
        "-----Original Message-----\nFrom: Lena Brandt <lena@velm.example>\nSent: 12 September 2023 08:15\n"
        "To: Ida\nSubject: Dam",
        "________________________________\nVon: Lena Brandt <lena@velm.example>\nGesendet: Dienstag, 12. "
        "September 2023 08:15\nAn: Ida\nBetreff: Dam",
        "De : Lena Brandt <lena@velm.example>\nEnvoyé : mardi 12 septembre 2023 08:15\nÀ : Ida\nObjet : Dam",
        "**From:** Lena Brandt [mailto:lena@velm.example]\n\n**Sent:** Tuesday, September 12, 2023 8:15 AM\n\n"
        "**Subject:** Dam",
        "---------- Forwarded message ---------\nFrom: Lena Brandt <lena@velm.example>\n"
        "Date: Tue, Sep 12, 2023 at 8:15 AM\nSubject: Dam\nTo: Ida <ida@velm.example>",
    ],
)
def test_a_block_of_headers_says_whose_the_words_below_are(block: str) -> None:
    own, others = split_thread(f"See below.\n\n{block}\n\nThe dam leaks.", SENT)
    (quoted,) = others
    assert own == "See below."
    assert (quoted.author, quoted.published, quoted.subject, quoted.text) == (
        "Lena Brandt",
        "2023-09-12",
        "Dam",
        "The dam leaks.",
    )


def test_replies_between_quoted_lines_stay_with_who_wrote_them() -> None:
    asked = "On 12 Sep 2023, Lena Brandt wrote:\n> Does it leak?\nYes.\n> Who saw it?\n"
    text = f"{asked}> > On 11 Sep 2023, Ida wrote:\n> > > I did.\nI did."
    own, others = split_thread(text, SENT)
    assert own == "Yes.\n\nI did."
    assert [(each.author, each.text) for each in others] == [
        ("Lena Brandt", "Does it leak?\n\nWho saw it?"),
        ("Ida", "I did."),
    ]


def test_quoted_words_that_nobody_is_named_for_have_no_author() -> None:
    own, (quoted,) = split_thread("> The dam leaks.\n\nSo they say.", SENT)
    assert (own, quoted.author, quoted.published) == ("So they say.", "", "")


@pytest.mark.parametrize(
    "letter",
    [
        "He wrote:\nNothing new.\n\nFrom: Velm\nTo: Ostrel\n\nThe end of the line.",
        "See below.\n\nКому: Ида\nОт: Лена\n\nThe dam leaks.",
    ],
)
def test_words_that_only_look_like_headers_are_text(letter: str) -> None:
    assert split_thread(letter, SENT) == (letter, [])
