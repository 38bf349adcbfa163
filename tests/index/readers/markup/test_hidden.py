"""What a reader of a page doesn't see is not read either."""

import pytest

from index.readers.markup.blocks import fragment_text

SEEN = "<p>The lock keeper opens the gates at seven in the morning and shuts them when the last barge has gone by.</p>"
SHEET = """<style>
/* .shown {display: none} */
.gone, p#lost { display: none !important } .folded {display: none} .folded.open {display: block}
@media print { .screen {display: none} } @media screen { .paper {visibility: hidden} }
.box .ghost, div > p.spook {display: none} .other .seen {display: none}
.faint {opacity: 0}
.away {position: absolute; left: -10000px} .old {text-decoration: line-through}
</style>"""


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "aria-hidden='true'",
        "style='display:none'",
        "style='visibility: hidden'",
        "style='position:absolute; left:-9999px'",
        "style='text-indent:-200em'",
        "style='font-size:0'",
        "style='opacity:0'",
        "style='opacity: .01'",
        "style='font-size:1px'",
        "style='font-size:.05em'",
        "style='margin-left:-9999px'",
        "style='transform:scale(0)'",
        "class='faint'",
        "style='position:absolute;clip:rect(0, 0, 0, 0)'",
        "style='height:0;overflow:hidden'",
        "style='color:#ffffff;background-color:white'",
        "style='color:white'",
        "style='color:rgba(0,0,0,0)'",
        "class='visually-hidden'",
        "class='note sr-only'",
        "class='gone'",
        "id='lost'",
        "class='folded'",
        "class='paper'",
        "class='away'",
        "class='old'",
        "style='text-decoration:line-through'",
    ],
)
def test_hidden_and_struck_text_is_left_out(attributes: str) -> None:
    assert "Nobody" not in fragment_text(f"{SHEET}{SEEN}<p {attributes}>Nobody reads this.</p>")


@pytest.mark.parametrize(
    "attributes",
    [
        "class='folded open'",
        "style='font-size:.8em;opacity:.6'",
        "style='transform:scale(0.5)'",
        "class='screen'",
        "class='shown'",
        "class='seen'",
        "class='hidden md:block'",
        "style='color:white;background:#003366'",
        "style='color:white;background:url(sea.jpg)'",
        "style='text-indent:-2em'",
        "style='position:absolute;left:-4px'",
        "aria-hidden='false'",
    ],
)
def test_what_is_seen_stays(attributes: str) -> None:
    assert "Everybody" in fragment_text(f"{SHEET}{SEEN}<p {attributes}>Everybody reads this.</p>")


def test_what_fades_in_is_read() -> None:
    sheet = "<style>.late {opacity: 0; transition: opacity 1s}</style>"
    assert "Everybody" in fragment_text(f"{sheet}{SEEN}<p class=late>Everybody reads this.</p>")


def test_a_template_is_no_part_of_a_page() -> None:
    assert "Nobody" not in fragment_text(f"{SEEN}<template><p>Nobody reads this.</p></template>")


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_struck_words_go_without_their_neighbours(tag: str) -> None:
    assert fragment_text(f"<p>It opens at <{tag}>six</{tag}> <ins>seven</ins>.</p>{SEEN}").startswith(
        "It opens at seven."
    )


def test_a_page_that_a_script_shows_is_read() -> None:
    assert "lock keeper" in fragment_text(f"<div style='display:none'>{SEEN}</div><p>Menu</p>")


@pytest.mark.parametrize("names", ["ghost", "spook"])
def test_what_is_hidden_within_another_element_is_left_out(names: str) -> None:
    page = f"{SHEET}{SEEN}<div class='box'><p class='{names}'>Nobody reads this.</p></div><p class='ghost'>Shown.</p>"
    assert fragment_text(page).endswith("Shown.")
    assert "Nobody" not in fragment_text(page)
    assert "Nobody" in fragment_text(f"{page}<script src='unfold.js'></script>")  # which may unfold it


def test_slides_that_a_script_shows_one_by_one_are_read() -> None:
    slides = "".join(
        f"<div class='slide' style='display:none'><p>Slide {number}.</p>{SEEN}</div>" for number in range(4)
    )
    assert fragment_text(f"<p>A gallery of four.</p>{slides}").count("lock keeper") == 4


def test_many_hidden_pieces_go_however_much_they_say_together() -> None:
    hidden = (
        "<div hidden>Nobody one.</div><p style='display:none'>Nobody two.</p><b style='font-size:0'>Nobody three.</b>"
    )
    assert fragment_text(f"<p>Somebody reads this line.</p>{hidden}") == "Somebody reads this line."


def test_a_banner_that_asks_for_consent_goes_though_it_is_longer_than_the_article() -> None:
    banner = f"<div id='cookie-box' style='display:none'>{'<p>We and our partners value you.</p>' * 20}</div>"
    assert "partners" not in fragment_text(f"{SEEN}{banner}")


def test_words_in_the_colour_of_the_page_may_stand_in_a_box_that_another_file_colours() -> None:
    box = "<div class='code'><b style='color:black'>run</b></div>"
    page = f"<link rel='stylesheet' href='a.css'><body bgcolor='black'>{box}"
    assert "run" in fragment_text(f"{page}{SEEN}")


def test_white_words_may_stand_on_a_colour_of_another_file() -> None:
    link = "<link rel='stylesheet' href='a.css'>"
    assert "Seen" in fragment_text(f"{link}{SEEN}<p style='color:white'>Seen on dark.</p>")
