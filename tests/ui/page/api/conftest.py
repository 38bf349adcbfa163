"""A page with the tools for language models, and a program that has its token."""

from collections.abc import Iterator

import pytest
from gradio_client import Client

from rag import Pressmark
from tests.ui.page.door import program, unused_port
from ui.page.serving import Door, Served, serve_page


@pytest.fixture(scope="module")
def served(pressmark: Pressmark) -> Iterator[Served]:
    """With the tools for language models, too."""
    served = serve_page(pressmark, Door(port=unused_port(), tools=True))
    yield served
    served.close()


@pytest.fixture(scope="module")
def client(served: Served) -> Client:
    return program(served)
