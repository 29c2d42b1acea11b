"""What was understood of a source, for the person who brought it, and in what language it is.

One row a document or table, and warnings of other languages than English, which the bundled models
do not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from themekit.errors import Problem, Severity
from themekit.language.which import ENGLISH, UNKNOWN, Share, language_name

DOCUMENT_COLUMNS = (
    "document", "strand", "turns", "speakers", "interviewer", "words", "language", "begins",
)  # fmt: skip
WORTH_NAMING = 0.05
SHOWN = 5
A_THIRD = 1 / 3
_NO_LANGUAGE = "most of the text is in no language that is recognised"
_WAY_OUT = (
    "the bundled models know English: give 'themekit run' models of that language with "
    "--spacy-model and --model"
)
Cells = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one transcript, or of one table of answers.

    Attributes
    ----------
    name, strand, source : str
        The document's id (of a table: its path), its strand, and the file.
    turns : int
        Turns of a transcript, answers that are not empty of a table.
    speakers : tuple of str
        Labels found; of a table, how many people answered, and when.
    interviewer : tuple of str
        Labels whose words are context and not coded.
    words : int
    languages : tuple of Share
        The largest part first; empty where nothing is long enough to judge.
    begins : str
        First words, so that a person sees whether it is the right text.
    is_table : bool
    """

    name: str
    strand: str
    source: str
    turns: int
    speakers: tuple[str, ...]
    interviewer: tuple[str, ...]
    words: int
    languages: tuple[Share, ...]
    begins: str
    is_table: bool = False

    def cells(self) -> Cells:
        """Return the row to print."""
        named = [one for one in self.languages if one.share >= WORTH_NAMING]
        languages = ", ".join(language_name(one.language) for one in named)
        return (
            self.name, self.strand, self.turns, ", ".join(self.speakers),
            ", ".join(self.interviewer), self.words, languages, self.begins,
        )  # fmt: skip

    def told(self) -> str:
        """Return the same as a sentence, for where the row is too wide."""
        _, strand, turns, speakers, interviewer, words, languages, _ = self.cells()
        parts = [str(strand), _counted(turns, "answer" if self.is_table else "turn")]
        if not turns:
            parts = [str(strand), "no speakers are marked"]
        if speakers:
            parts.append(str(speakers) if self.is_table else f"speakers: {speakers}")
        if interviewer:
            parts.append(f"interviewer: {interviewer}")
        parts.append(_counted(words, "word"))
        return "; ".join([*parts, *([str(languages)] if languages else [])])


def _counted(number: str | int | None, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if isinstance(number, int) else ""


def language_problems(sources: Iterable[Understood]) -> tuple[Problem, ...]:
    """Return warnings for what is not in English, and notes for small parts of it.

    Parameters
    ----------
    sources : iterable of Understood

    Returns
    -------
    tuple of Problem
        At most five of a kind in a strand, then one that counts the rest.
    """
    alike: dict[tuple[str, str, Severity], list[Problem]] = defaultdict(list)
    for one in sources:
        kind, problem = _problem(one)
        if problem is not None:
            alike[one.strand, kind, problem.severity].append(problem)
    return tuple(problem for same in alike.values() for problem in _shortened(same))


def _problem(one: Understood) -> tuple[str, Problem | None]:
    """Judge one source: what kind of thing is to be said, and the sentence."""
    others = tuple(share for share in one.languages if share.language != ENGLISH)
    part = sum(share.share for share in others)
    if not others:
        return "", None
    kind, listed = others[0].language, _listed(others, answers=one.is_table)
    if kind == UNKNOWN:
        return kind, Problem(one.source, None, _NO_LANGUAGE, "is it the right file?", "warning")
    if others[0].share > 1 - A_THIRD:
        message = f"the text seems to be in {language_name(kind)}, not in English"
        return kind, Problem(one.source, None, message, _WAY_OUT, "warning")
    if part > A_THIRD:
        message = f"more than a third of the text seems not to be in English: {listed}"
        return kind, Problem(one.source, None, message, _WAY_OUT, "warning")
    if one.is_table or part >= WORTH_NAMING:
        severity: Severity = "warning" if part >= WORTH_NAMING and one.is_table else "note"
        what = "some answers seem" if one.is_table else "a part of the text seems"
        message = f"{what} not to be in English: {listed}"
        return kind, Problem(one.source, None, message, _WAY_OUT, severity)
    return "", None


def _listed(shares: Iterable[Share], *, answers: bool) -> str:
    """Write ``Welsh (12 %)``; of a table's answers, how many."""
    return ", ".join(
        f"{language_name(one.language)} ({one.pieces if answers else f'{one.share:.0%}'})"
        for one in shares
    )


def _shortened(same: list[Problem]) -> Iterator[Problem]:
    yield from same[:SHOWN]
    if len(same) > SHOWN:
        first, more = same[SHOWN], len(same) - SHOWN
        message = f"the same holds for {more} more files of this strand, from this one on"
        yield Problem(first.file, None, message, first.hint, first.severity)
