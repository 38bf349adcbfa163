"""Every setting of Pressmark: those of a library, of answering and of language models."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

from index.project_file import HARMLESS
from index.settings import IndexSettings

Eagerness = Literal["careful", "balanced", "eager"]


class AnsweringSettings(BaseModel):
    """How questions are answered."""

    candidates: int = Field(default=10, ge=1, le=100, json_schema_extra=HARMLESS)
    """How many passages a question is answered from."""
    sentences: int = Field(default=3, ge=1, le=10, json_schema_extra=HARMLESS)
    """The most sentences an answer quotes."""
    abstain: Eagerness = Field(default="balanced", json_schema_extra=HARMLESS)
    """How sure an answer must be: `careful` declines more often, `eager` less often."""
    reader: Literal["cross-encoder", "none"] = Field(default="cross-encoder", json_schema_extra=HARMLESS)
    """What reads the passages found: the model that comes with Pressmark, or nothing, and signs alone decide."""
    reader_tokens: int = Field(default=1300, ge=200, le=10_000, json_schema_extra=HARMLESS)
    """The most pieces of text that the reader reads for a question: it bounds the time."""
    reranker: str | None = None
    """What orders the likeliest sentences once more, as `MAKER:MODEL`; by default nothing does."""


class ModelSettings(BaseModel):
    """The language model that writes answers, and its limits."""

    llm: str | None = None
    """The model that reads and writes, as `MAKER:MODEL`; by default none does, and answers are quotes."""
    write: bool = Field(default=True, json_schema_extra=HARMLESS)
    """Whether the model also writes the answers; else it reads, and answers are quotes of what it names."""
    strict: bool = Field(default=False, json_schema_extra=HARMLESS)
    """Whether written sentences that fail their check are not even shown struck out beside the answer."""
    llm_timeout: float = Field(default=30.0, ge=0.1, le=600, json_schema_extra=HARMLESS)
    """Seconds that the model may be silent before the quotes stand instead."""
    llm_total: float = Field(default=120.0, ge=1, le=3600, json_schema_extra=HARMLESS)
    """Seconds that the model may take for an answer in all, before the quotes stand instead."""
    llm_retries: int = Field(default=2, ge=0, le=5, json_schema_extra=HARMLESS)
    """How often a model that is busy or can't be reached is tried again."""
    llm_reading_tokens: int = Field(default=6000, ge=1000, le=100_000, json_schema_extra=HARMLESS)
    """The most a model is told, rules and question included, when it reads what was found."""
    llm_evidence_tokens: int = Field(default=1500, ge=100, le=8000, json_schema_extra=HARMLESS)
    """The most evidence a model gets for an answer."""
    llm_answer_tokens: int = Field(default=400, ge=20, le=2000, json_schema_extra=HARMLESS)
    """The most a model writes for an answer."""
    llm_cache: Path | None = None
    """A folder where what the model wrote is kept, and taken from when it is told the same again; for evaluations."""
    llm_prices: str | None = Field(default=None, json_schema_extra=HARMLESS)
    """US dollars for a million tokens read and written, such as `0.15,0.60`, where the model's are not known."""


class PageSettings(BaseModel):
    """What pages share that are served side by side, and what they tell of themselves."""

    secret: SecretStr | None = Field(default=None, min_length=32)
    """Signs the sessions of the page, so that all pages with the same secret know them; by default each has its own."""
    secret_file: Path | None = None
    """A file that holds the secret instead."""
    metrics: Literal["none", "private", "public"] = "none"
    """Who may read figures at `/metrics`: nobody, whoever the page lets in, or everybody."""


class Settings(IndexSettings, AnsweringSettings, ModelSettings, PageSettings):
    """All settings, from `PRESSMARK_*` variables and `pressmark.toml` in the current folder (variables win)."""
