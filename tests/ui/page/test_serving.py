"""The page on a port of this machine."""

import socket

import pytest

from index.errors import PressmarkError
from ui.page.serving import PORT, listen


def test_a_taken_port_is_said_when_it_was_named_and_passed_over_when_not() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        with pytest.raises(PressmarkError, match=f"Can't listen on port {taken} of 127.0.0.1 .*--port"):
            listen("127.0.0.1", taken)
    with listen("127.0.0.1", None) as found:
        assert found.getsockname()[1] >= PORT
