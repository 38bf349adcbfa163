"""A tree of HTML as Markdown."""

import pytest

from index.readers.markup.blocks import fragment_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h2>What it  cost</h2><p>Two crowns.</p>", "## What it cost\n\nTwo crowns."),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<blockquote><p>We are proud.</p></blockquote>", "> We are proud."),
        ("<p>First<br>second <b>bold</b>.</p>", "First\nsecond bold."),
        ("<p>a</p><script>var x</script><style>p {}</style><p>b</p>", "a\n\nb"),
        ("words without any markup", "words without any markup"),
        ("<p>She said <q>never</q>.</p>", "She said “never”."),
        ("<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby></p>", "東"),
        ("<p>Bür&shy;ger&#8203;meister</p>", "Bürgermeister"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<pre># no headline\nrun</pre>", "```\n# no headline\nrun\n```"),
    ],
)
def test_blocks_become_markdown(markup: str, text: str) -> None:
    assert fragment_text(markup) == text


def test_every_line_of_a_quotation_in_mail_says_how_deep_it_stands() -> None:
    markup = "<blockquote>one<br>two<blockquote><p>three</p></blockquote></blockquote><p>four</p>"
    assert fragment_text(markup, levels=True) == "> one\n> two\n\n> > three\n\nfour"
