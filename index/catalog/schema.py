"""The tables of the catalog: the source of truth that everything else can be rebuilt from."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    types,
)

METADATA = MetaData()
String = types.String().with_variant(types.String(collation="C"), "postgresql")
Text = types.Text().with_variant(types.Text(collation="C"), "postgresql")
"""Text that is compared and ordered by its code points in every database."""

SETTING = Table("setting", METADATA, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

MIGRATION = Table(  # the steps of `index.catalog.migrations` that this catalog needs no more
    "migration", METADATA, Column("name", String, primary_key=True)
)

ARTICLE = Table(
    "article",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("root", Text, nullable=False),  # the folder that was indexed: a file that vanishes from it is removed
    Column("file", Text, nullable=False, unique=True),
    Column("version", String, nullable=False, unique=True),  # vectors carry it in their ids
    Column("sha256", String, nullable=False),
    Column("encoding", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON: [[start, end], ...]
    Column("found", Text, nullable=False),  # JSON: {"title": {"value", "how", "start", "end"}, ...}
    Column("title", Text),
    Column("author", Text),
    Column("publisher", Text),
    Column("published", String),
    Column("language", String),
    Column("url", Text),
    Column("characters", Integer, nullable=False),
    Column("kind", String, nullable=False, server_default="text"),  # the reader: `text`, `pdf`, ...
    Column("pages", Text, nullable=False, server_default="[]"),  # JSON: where each page of a PDF begins in the text
    Column("recognised", Text, nullable=False, server_default="[]"),  # JSON: lines recognised in pictures, with places
    Column("origin", String, index=True),  # the same for near-copies; nothing for an article unlike any other
    Column("agency", Text),
    Column("updated", String),
    Column("stated", Text),  # JSON: what the file says of itself beside its text, to read the card again
    Column("card_version", Integer),  # of the reading of the card: see `index.catalog.cards`
    Column("passages", Integer),  # how many it has
    Column("sentences", Integer),
    Column("tokens", Integer),  # of all its passages
)

Index("article_limits", ARTICLE.c.id, ARTICLE.c.publisher, ARTICLE.c.published)
Index("article_language", ARTICLE.c.language)
Index("article_sizes", ARTICLE.c.passages, ARTICLE.c.sentences, ARTICLE.c.tokens)
"""To add them up: a table of all sentences takes a second to count."""

MENTION = Table(  # a name in the head or foot of an article, and what it was taken for
    "mention",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("role", String, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True),
)

CORRECTION = Table(  # what a person corrected of a card; by name, so that it survives that the file is read again
    "correction",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("field", String, primary_key=True),
    Column("value", Text),  # nothing when there is to be none
)

SOURCE = Table(
    "source",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("root", Text, nullable=False),
    Column("file", Text, nullable=False),  # relative to the root; an archive holds several articles
    Column("sha256", String),  # of its bytes when last read; nothing when it couldn't be opened
    Column("readers", String, nullable=False),  # version of the readers: others may give another text
    UniqueConstraint("root", "file"),
)

Index("source_file", SOURCE.c.file)

PLACE = Table(  # where an article stands: in several files when they hold the same bytes
    "place",
    METADATA,
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
    Column("member", Text, primary_key=True),  # its name within an archive, else nothing
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
)

FAILURE = Table(  # what could not be read, to be told and not tried again before it changes
    "failure",
    METADATA,
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
    Column("member", Text, primary_key=True),
    Column("reason", Text, nullable=False),
)

BAND = Table(  # parts of MinHash signatures: near-copies share one
    "band",
    METADATA,
    Column("hash", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True),
)

PASSAGE = Table(
    "passage",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", Text),
    Column("tokens", Integer, nullable=False),
    Column("vector_id", String),  # of the mean of its sentences' vectors in the vector index
)
Index("passage_vector", PASSAGE.c.vector_id, unique=True)

SENTENCE = Table(
    "sentence",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("line_start", Integer, nullable=False),
    Column("line_end", Integer, nullable=False),
    Column("heading", Boolean, nullable=False),
    Column("paragraph_start", Boolean, nullable=False),
    Column("embedded", LargeBinary, nullable=False),  # hash of the words that were embedded
    Column("vector", LargeBinary, nullable=False),  # float16
)
Index("sentence_embedded", SENTENCE.c.embedded)

QUANTIZED = Table(  # the means of each article's passages, in 8 bits a part: see `index.catalog.filtering`
    "quantized",
    METADATA,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("vectors", LargeBinary, nullable=False),
)
