"""The work of the command `check`."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from index.errors import UsageError
from rag.drafts.check import check_piecemeal
from rag.drafts.records import FAILING, FINE, WORST_FIRST, Checked, Finding, Place, Verdict
from rag.drafts.serialise import checked_to_dict
from ui.findings import VERDICTS
from ui.opening import opened, read_settings
from ui.plain import safe_line, safe_name
from ui.tasks.drafts.annotate import annotate
from ui.tasks.drafts.formats import github_lines, to_sarif
from ui.tasks.drafts.reading import read_draft_text
from ui.tasks.drafts.report import write_report
from ui.terminal.output import message, print_json, status, to_stdout, write
from ui.wording import counted

_STYLES: Final[dict[Verdict, str]] = {
    "altered": "bold red", "contradicted": "bold red", "misattributed": "bold red", "spliced": "bold red",
    "outdated": "yellow", "paraphrased": "yellow", "not-found": "yellow", "differing": "yellow",
}  # fmt: skip
_SHOWN: Final = 3
"""Places shown of a finding; `--json` has them all."""


def failing_verdicts(named: Sequence[str]) -> tuple[Verdict, ...]:
    """Return the verdicts with which a check fails: those named, `none`, or by default what is plainly wrong.

    Raises:
        UsageError: there is no such verdict.
    """
    words = [word.strip() for each in named for word in each.split(",") if word.strip()]
    if not words:
        return FAILING
    if words == ["none"]:
        return ()
    unknown = [word for word in words if word not in WORST_FIRST]
    if unknown:
        raise UsageError(f"There is no verdict {unknown[0]!r}: choose among {', '.join(WORST_FIRST)}, or none.")
    return tuple(verdict for verdict in WORST_FIRST if verdict in words)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a check is to give."""

    form: str = "text"
    """`text`, `json`, `github` or `sarif`, on stdout."""
    fail_on: Sequence[str] = ()
    """Verdicts with which it fails; by default what is plainly wrong."""
    report: Path | None = None
    """Where a page to read goes."""
    annotated: Path | None = None
    """Where the Word document with comments goes."""


def check_file(draft: str, library: Path | None, wanted: Wanted) -> bool:
    """Check a draft, print what was found, and return True if nothing makes the check fail.

    Raises:
        UsageError: the draft is empty, too long or not a single one, or a verdict is unknown.
        PressmarkError: the draft or the library can't be read.
    """
    failing = failing_verdicts(wanted.fail_on)
    settings = read_settings(library)
    read = read_draft_text(draft, settings.file_limit)
    with opened(settings) as pressmark, status("checking") as shown:
        for checked in check_piecemeal(pressmark.library, read.text, read.name):
            shown.update(f"checking: {counted(len(checked.findings), 'finding')} so far")
        if wanted.report:
            write_report(checked, pressmark.article_text, wanted.report)
            message(f"Wrote {wanted.report}.")
    if wanted.annotated:
        count = annotate(checked, Path(draft), wanted.annotated, settings.file_limit)
        message(f"Wrote {wanted.annotated} with {counted(count, 'comment')}.")
    _print(checked, failing, wanted.form)
    return not any(finding.verdict in failing for finding in checked.findings)


def _print(checked: Checked, failing: Sequence[Verdict], form: str) -> None:
    if form == "json":
        print_json(checked_to_dict(checked))
    elif form == "sarif":
        print_json(to_sarif(checked, failing, _version()))
    elif form == "github":
        for line in github_lines(checked, failing):
            print(safe_line(line))
    else:
        show_findings(to_stdout(), checked)


def _version() -> str:
    try:
        return version("pressmark")
    except PackageNotFoundError:  # run from a folder that isn't installed
        return "0"


def show_findings(console: Console, checked: Checked) -> None:
    """Print how many findings have each verdict, and those that aren't fine, the worst first."""
    for finding in checked.worst_first():
        if finding.verdict not in FINE:
            _show(console, checked.name, finding)
            console.print()
    write(console, summary(checked))


def summary(checked: Checked) -> str:
    """Return `Checked 3 quotations, 2 statements against 10 articles: 1 altered, 4 exact.`."""
    quotations = sum(finding.kind == "quotation" for finding in checked.findings)
    claims = len(checked.findings) - quotations
    parts = [f"{count} {VERDICTS[verdict]}" for verdict, count in checked.counts.items()]
    told = ", ".join(parts) or "nothing to compare"
    alone = f" {counted(checked.left_alone, 'sentence')} left alone." if checked.left_alone else ""
    return (
        f"Checked {counted(quotations, 'quotation')} and {counted(claims, 'statement')} against "
        f"{counted(checked.articles, 'article')}: {told}.{alone}"
    )


def _show(console: Console, name: str, finding: Finding) -> None:
    line = Text(VERDICTS[finding.verdict], style=_STYLES.get(finding.verdict, ""))
    write(console, line.append(f"  {safe_name(name)}:{finding.line}", style="bold"))
    write(console, f"“{safe_line(finding.text)}”", indent=4)
    if finding.note:
        write(console, safe_line(finding.note), indent=4)
    for place in finding.places[:_SHOWN]:
        write(console, _place(place), indent=4)
        write(console, f"“{safe_line(place.quote)}”", indent=8)


def _place(place: Place) -> str:
    told = [part for part in (place.title, place.publisher, place.published) if part]
    said = f" — {safe_line(place.speaker)}" if place.speaker else ""
    return f"{safe_name(place.file)}:{place.line_start}  {safe_line(', '.join(told))}{said}"
