"""Note marks are no text; powers, ordinals and formulas read as they are printed."""

import pytest

from index.readers.markup.blocks import fragment_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It sold 412<sup>6</sup> casks.", "It sold 412 casks."),
        ("It sold 412<sup>⁶</sup> casks.", "It sold 412 casks."),
        ("In 1987<sup>*</sup> and 1988<sup>†</sup> it froze.", "In 1987 and 1988 it froze."),
        ("Lena Brandt<sup>c</sup> was there.", "Lena Brandt was there."),
        ("It rose.<sup>[12]</sup> Then it fell.<sup>3, 4</sup>", "It rose. Then it fell."),
        ("It cost 9<sup><a href='#fn3'>3</a></sup> million.", "It cost 9 million."),
        ("It cost 9 million<a href='#note-3' class='noteref'>3</a> in all.", "It cost 9 million in all."),
        ("It cost 9 million<a href='#cite_note-3'>[3]</a> in all.", "It cost 9 million in all."),
        ("It cost 9 million<a epub:type='noteref' href='n.xhtml#n3'>3</a> in all.", "It cost 9 million in all."),
        ("It sold 412<span style='vertical-align: super; font-size: 70%'>6</span> casks.", "It sold 412 casks."),
        ("<style>.fn {vertical-align: super}</style>It sold 412<span class='fn'>6</span> casks.", "It sold 412 casks."),
        ("The crew<sup>2</sup>of the tug", "The crew of the tug"),
        ("Its own words. <a href='#ref3'>↩</a>", "Its own words."),
    ],
)
def test_a_note_mark_is_no_part_of_the_text(markup: str, text: str) -> None:
    assert fragment_text(f"<p>{markup}</p>") == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It holds 10<sup>9</sup> litres.", "It holds 10⁹ litres."),
        ("It holds 3 × 10<sup>-4</sup> grams.", "It holds 3 × 10⁻⁴ grams."),
        ("2<sup>16</sup> = 65536", "2¹⁶ = 65536"),
        ("12 km<sup>2</sup> of moor", "12 km² of moor"),
        ("y = x<sup>2</sup>", "y = x²"),
        ("dated by <sup>14</sup>C", "dated by ¹⁴C"),
        ("the 21<sup>st</sup> of May", "the 21st of May"),
        ("le 1<sup>er</sup> mai du XIX<sup>e</sup> siècle", "le 1er mai du XIXe siècle"),
        ("el n<sup>o</sup> 5, la 3<sup>a</sup>", "el nº 5, la 3ª"),
        ("Arvo<sup>TM</sup> soap", "Arvo™ soap"),
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
        ("2<sup>1</sup>/<sub>2</sub> cups", "2½ cups"),
    ],
)
def test_what_belongs_to_the_word_before_stays(markup: str, text: str) -> None:
    assert fragment_text(f"<p>{markup}</p>") == text
