"""The gate: bars that figures must not fall under, and the verdict with its reasons."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eval.metrics.summary import METRICS
from eval.records import FAILED, Metric, Run
from eval.runs.causes import likely_causes
from eval.runs.compare import Comparison
from index.errors import PressmarkError, UsageError

Bars = Mapping[str, float]
"""The worst acceptable value by metric: a lower limit, or an upper one where less is better."""

LATENCIES: Final = ("latency_p50", "latency_p95")
DEFAULT_BARS: Final[Mapping[str, Bars]] = {
    "seeds": {
        "right": 0.84,
        "verbatim": 1.0,
        "whole_words": 1.0,
        "refusal_recall": 0.87,
        "recall@5": 0.95,
        "mrr": 0.9,
    },
    "everyday": {"refusal_recall": 0.93},
}
"""By set, when pyproject.toml sets none. Those of `seeds` are a little under what the engine reaches over the sample
articles, to hold what was won; they are to rise with it, to 0.95 right and 0.9 refused. MRR is 0.92; without lexical
scores, below 0.88.
"""


@dataclass(frozen=True, slots=True)
class Breach:
    """A bar that fell."""

    metric: str
    bar: float
    value: float | None

    def __str__(self) -> str:
        name = f"{self.metric} ({METRICS[self.metric].label})" if self.metric in METRICS else self.metric
        if self.value is None:
            return f"{name} has a bar of {self.bar:g}, but the set has no gold for it"
        side = "over" if self.value > self.bar else "under"
        return f"{name} is {self.value:.3f}, {abs(self.value - self.bar):.3f} {side} its bar of {self.bar:g}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision whether a run passes, with the reasons where it doesn't."""

    run: Run
    bars: Bars
    breaches: tuple[Breach, ...]
    comparison: Comparison | None
    causes: tuple[str, ...]
    """Likely reasons, when it failed."""

    @property
    def passed(self) -> bool:
        """True if nothing speaks against it."""
        return not self.reasons

    @property
    def reasons(self) -> list[str]:
        """Return every reason to stop, as clauses."""
        reasons = [str(breach) for breach in self.breaches]
        failed = sum(outcome.diagnosis == FAILED for outcome in self.run.outcomes)
        if failed:
            reasons.append(f"{failed} questions ended in an error")
        if self.comparison:
            for change in (self.comparison.outcomes, self.comparison.ranking):
                if change.is_drop:
                    reasons.append(
                        f"{change.what}: {change.worse} became worse and {change.better} better than in the run "
                        f"compared with, which is no chance (p = {change.p_value:.2g})"
                    )
        return reasons

    @property
    def message(self) -> str:
        """Return the verdict for people: which bars fell, by how much, and what probably is the cause."""
        if self.passed:
            return f"{self.run.name}: passed."
        causes = f" Likely cause: {'; '.join(self.causes)}." if self.causes else ""
        return f"{self.run.name}: failed. {'; '.join(self.reasons)}.{causes}"


def judge(run: Run, bars: Bars, comparison: Comparison | None = None) -> Verdict:
    """Hold a run against its bars and against an earlier run."""
    held = [Breach(name, bar, _figure(run, name).value) for name, bar in bars.items()]
    breaches = tuple(each for each in held if _falls(each))
    verdict = Verdict(run, bars, breaches, comparison, ())
    if verdict.passed:
        return verdict
    ranking = any(breach.metric in METRICS and METRICS[breach.metric].section == "retrieval" for breach in breaches)
    return Verdict(run, bars, breaches, comparison, tuple(likely_causes(run, comparison, ranking)))


def bars_for(name: str, configured: Mapping[str, Bars], minima: Bars) -> Bars:
    """Return the bars of a set: the configured ones, those of the command line in their place."""
    return {**configured.get(name, {}), **minima}


def read_bars(folder: Path) -> Mapping[str, Bars]:
    """Return the bars of every set, from `[tool.pressmark.eval]` in a folder's pyproject.toml, else the packaged ones.

    Raises:
        PressmarkError: the table is not as it should be.
    """
    path = folder / "pyproject.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("pressmark", {}).get("eval")
    except FileNotFoundError:
        return DEFAULT_BARS
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PressmarkError(f"{path}: can't be read ({error}).") from error
    return DEFAULT_BARS if table is None else _checked(table, path)


def read_minima(options: Sequence[str]) -> Bars:
    """Read the options `--min metric=value`.

    Raises:
        UsageError: one is not of that form, or names no metric.
    """
    bars = {}
    for option in options:
        name, _, value = option.partition("=")
        try:
            bars[name] = float(value)
        except ValueError:
            raise UsageError(f"--min {option}: write a metric and a number, such as right=0.95.") from None
        if not _is_metric(name):
            every = ", ".join((*METRICS, *LATENCIES))
            raise UsageError(f"--min {option}: there is no metric {name!r}; there are {every}.")
        if not math.isfinite(bars[name]):
            raise UsageError(f"--min {option}: write a finite number.")
    return bars


def _checked(table: Any, path: Path) -> Mapping[str, Bars]:  # noqa: ANN401  # TOML is anything
    place = f"{path}: tool.pressmark.eval"
    if not isinstance(table, dict) or not all(isinstance(bars, dict) for bars in table.values()):
        raise PressmarkError(
            f"{place}: write a table for each set, such as [tool.pressmark.eval.seeds] with right = 0.95."
        )
    for name, bars in table.items():
        for metric, value in bars.items():
            if not _is_metric(metric):
                raise PressmarkError(f"{place}.{name}: there is no metric {metric!r}; there are {', '.join(METRICS)}.")
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise PressmarkError(f"{place}.{name}.{metric}: a number is wanted, not {value!r}.")
    return table


def _is_metric(name: str) -> bool:
    return name in METRICS or name in LATENCIES


def _figure(run: Run, name: str) -> Metric:
    return run.latency[name] if name in LATENCIES else run.metrics[name]


def _falls(held: Breach) -> bool:
    """Return True if a figure is worse than its bar; figures are rounded to six places, so a hair doesn't count."""
    if held.value is None:
        return True
    less_is_better = held.metric in LATENCIES or METRICS[held.metric].higher_is_better is False
    return held.value > held.bar + 1e-6 if less_is_better else held.value < held.bar - 1e-6
