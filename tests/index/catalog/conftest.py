"""Every test of the catalog runs on each database that it can stand in."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from rag.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, catalog_address: SecretStr | None) -> Settings:
    return Settings(library=tmp_path / "library", reader="none", catalog=catalog_address)
