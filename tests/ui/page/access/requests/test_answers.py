"""What a browser may do with an answer, in its headers."""

import re

import pytest

from tests.ui.page.door import caller
from ui.page.serving import Served


@pytest.mark.parametrize(
    "path", ["", "config", "gradio_api/info", "theme.css", "no/such/page", "gradio_api/file=/etc/passwd"]
)
def test_every_answer_forbids_other_hosts_and_frames(served: Served, path: str) -> None:
    with caller(served) as client:
        headers = client.get(path).headers
    policy = dict(f"{part} ".split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["frame-ancestors"].strip() == "'none'"
    assert not re.search(r"https?:|\*", headers["content-security-policy"])
    assert headers["x-content-type-options"] == "nosniff"
    if path:
        assert policy["default-src"].strip() == "'none'"
        assert "sandbox" in policy
    else:
        assert policy["default-src"].strip() == policy["connect-src"].strip() == "'self'"
        assert policy["object-src"].strip() == policy["script-src-attr"].strip() == "'none'"
        assert "unsafe-inline" not in policy["script-src"]
