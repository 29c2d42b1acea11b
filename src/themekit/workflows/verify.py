"""``themekit verify``: somebody's finished report against the study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from themekit.errors import InputError, UnforeseenError, one_sentence
from themekit.matrix import build_matrix
from themekit.report import build_report, load_renderers
from themekit.report.methods import is_appendix
from themekit.report.returning import is_account
from themekit.report.verify import (
    ENDINGS,
    Evidence,
    Memory,
    ReportText,
    Seen,
    Verified,
    read_report,
    verify,
)
from themekit.store.coders import keyer
from themekit.store.verified import keep_verified, load_verified
from themekit.study import load_findings, load_recommendations
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Result, count
from themekit.workflows.fairness import fairness_of
from themekit.workflows.methods import agreed_in, methods_files
from themekit.workflows.project import open_result
from themekit.workflows.report import about_run
from themekit.workflows.return_ import accounts, renderers

VERIFY_COLUMNS = ("number", "severity", "kind", "place", "said", "found", "advice")
VERIFY_BRIEF = VERIFY_COLUMNS[:-1]
Cells = tuple[str | int, ...]
_SENTENCE = "sentence"
_KINDS = {
    ".docx": "Word document",
    ".md": "text in UTF-8",
    ".markdown": "text in UTF-8",
    ".html": "page in HTML",
    ".htm": "page in HTML",
    ".pdf": "PDF",
}
_MOST_BYTES = 200_000_000
_ORDER = {"wrong": 0, "doubtful": 0, "not checked": 1, "undefined": 2, "not held": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """What `verify_report` has to tell.

    Attributes
    ----------
    rows : list of rows
        The columns are `VERIFY_COLUMNS`.
    wrong, doubtful, not_checked, undefined : int
        How many of each.
    blocks : int
        Paragraphs, headings and cells that were read.
    sentences, cells : int
        Those that state an amount which nothing here could be held against.
    """

    rows: list[Cells]
    wrong: int
    doubtful: int
    not_checked: int
    undefined: int
    blocks: int
    sentences: int = 0
    cells: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong or doubtful."""
        return not self.wrong and not self.doubtful

    @property
    def summary(self) -> str:
        """How many of each, in a line."""
        return (
            f"{self.wrong:,} wrong, {self.doubtful:,} doubtful, {self.not_checked:,} not checked, "
            f"{self.undefined:,} undefined or to be known; {self.blocks:,} paragraphs and cells "
            "read."
        )

    @property
    def not_held(self) -> str:
        """How many state an amount that was held against nothing, in a line."""
        sentences = "1 sentence" if self.sentences == 1 else f"{self.sentences:,} sentences"
        cells = "1 cell" if self.cells == 1 else f"{self.cells:,} cells"
        who = f"{sentences} and {cells}" if self.cells else sentences
        state = "states" if self.sentences + self.cells == 1 else "state"
        return f"{who} {state} an amount that nothing here could be held against"


def verify_report(path: Path, report: Path, *, everything: bool = False) -> Told:
    """Hold a report against a study, and keep what its sentences rest on for the next time.

    Parameters
    ----------
    path : Path
        The study's folder.
    report : Path
    everything : bool
        Whether the rows hold the sentences too whose amounts nothing could be held against.

    Raises
    ------
    InputError
        If the report cannot be read, or the study has not been run.
    """
    text = read_finished(report)
    with open_against(path) as against:
        return judge(text, against, everything=everything)


@dataclass(frozen=True, slots=True)
class Against:
    """A study that is loaded and counted, for as many reports as are held against it.

    Attributes
    ----------
    context : RunContext
    result : Result
    evidence : Evidence
    """

    context: RunContext
    result: Result
    evidence: Evidence


@contextmanager
def open_against(path: Path) -> Iterator[Against]:
    """Load and count a study once; raises InputError if it has not been run."""
    with open_result(path) as context:
        result = count(context)
        findings = load_findings(context.study)
        recommendations = load_recommendations(context.study, findings)
        evidence = Evidence(result.coded, result.matrix, findings, recommendations)
        yield Against(context, result, evidence)


def judge(text: ReportText, against: Against, *, everything: bool = False) -> Told:
    """Hold a report that was read against a study, and keep what its sentences rest on."""
    context, result = against.context, against.result
    memory = _memory(context)
    verified = verify(text, against.evidence, lambda: _ours(context, result, text), memory)
    keep_verified(context.store.folder, (one.line() for one in verified.seen))
    return _told(verified, text, everything=everything)


def read_finished(report: Path) -> ReportText:
    """Read a report, or say in a sentence why it cannot be read."""
    name = report.name
    if report.suffix.casefold() not in ENDINGS:
        hint = f"a report ends in {', '.join(ENDINGS)}"
        raise InputError.one(str(report), None, "this is no report that can be read", hint)
    try:
        if report.stat().st_size > _MOST_BYTES:
            raise InputError.one(str(report), None, "the file is too large", "split it")
        data = report.read_bytes()
    except OSError as error:
        hint = "check its name"
        raise InputError.one(
            str(report), None, f"it cannot be read ({error.strerror})", hint
        ) from error
    if not data.strip():
        raise InputError.one(str(report), None, "the file is empty", "export it once more")
    try:
        with one_sentence(str(report)):
            text = read_report(name, data)
    except UnforeseenError as error:
        # The parser's own words tell a writer nothing.
        kind = _KINDS[report.suffix.casefold()]
        hint = "open it where it was written and export it once more"
        message = f"it is damaged, or no {kind}"
        raise InputError.one(str(report), None, message, hint) from error
    if not text.blocks:
        raise InputError.one(str(report), None, "no text stands in it", "export it once more")
    return text


def _memory(context: RunContext) -> Memory:
    """Return what was seen the last time."""
    with context.store.appending() as connection:
        key = keyer(connection)
    lines = load_verified(context.store.folder)
    seen = tuple(one for line in lines if (one := Seen.of_line(line)))
    return Memory(lambda sentence: key(_SENTENCE, sentence), seen)


def _ours(context: RunContext, result: Result, text: ReportText) -> Sequence[ReportText]:
    """Return our own reports of the present state, private and public, in the format of another."""
    ending = "." + text.name.rpartition(".")[2].casefold()
    ending = {".htm": ".html", ".markdown": ".md"}.get(ending, ending)
    if is_account(block.text for block in text.blocks):
        return [
            read_report(f"ours{ending}", render(model))
            for model in accounts(context, result)
            for render in renderers(ending)
        ]
    fair = fairness_of(result.coded, context.options.seed)
    if is_appendix(block.text for block in text.blocks):
        agreed = agreed_in(result.coded)
        return [
            read_report(name, b"".join(chunks))
            for public in (False, True)
            for matrix in [build_matrix(result.coded, public=True) if public else result.matrix]
            for name, chunks in methods_files(context, result, matrix, agreed, fair, public=public)
            if name.endswith(ending)
        ]
    found = []
    for public in (False, True):
        matrix = build_matrix(result.coded, public=True) if public else result.matrix
        model = build_report(result.coded, matrix, about_run(context, result, fair, public=public))
        found += [
            read_report(f"ours{ending}", one.render(model))
            for one in load_renderers()
            if one.suffix == ending
        ]
    return found


def _told(verified: Verified, text: ReportText, *, everything: bool) -> Told:
    """Give remarks their numbers, and count them."""
    every = (*verified.remarks, *(verified.unheld if everything else ()))
    ordered = sorted(every, key=lambda one: _ORDER[one.severity])
    rows: list[Cells] = [
        (at, one.severity, one.kind, one.place, one.said, one.found, one.advice)
        for at, one in enumerate(ordered, start=1)
    ]
    counted = [one.severity for one in ordered]
    cells = sum(text.blocks[one.at[0]].kind == "cell" for one in verified.unheld)
    return Told(
        rows,
        counted.count("wrong"),
        counted.count("doubtful"),
        counted.count("not checked"),
        counted.count("undefined"),
        len(text.blocks),
        len(verified.unheld) - cells,
        cells,
    )
