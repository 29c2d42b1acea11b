"""Which document and which case each row of cases.csv names, and which rows name nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean
from themekit.errors import Problem
from themekit.names import folded, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themekit.records import Document
    from themekit.study._cases import CaseEntry

_HINTS = 20  # comparing names takes time: beyond so many wrong rows the table itself is the cause

Place = tuple[str, str]
"""Document id and folded speaker (empty for the document as a whole)."""


def place_rows(
    file: str, entries: Iterable[CaseEntry], documents: Sequence[Document]
) -> tuple[dict[Place, CaseEntry], tuple[Problem, ...]]:
    """Find the document that each row names: by id, name, path or file name.

    Parameters
    ----------
    file : str
        Name of the table, for problems.
    entries : iterable of CaseEntry
    documents : sequence of Document

    Returns
    -------
    dict of place to row
    tuple of Problem
        A name that several documents have, or a second row for one place, is an error; a name
        that no document has is a warning.
    """
    by_word: dict[str, list[Document]] = {}
    by_key: dict[str, list[Document]] = {}
    for document in documents:
        name = document.source.rsplit("/", 1)[-1]
        words = (document.id, document.name, document.source, name)
        for word in dict.fromkeys(words):
            by_word.setdefault(word, []).append(document)
        for key in dict.fromkeys(map(folded, words)):
            by_key.setdefault(key, []).append(document)
    rows: dict[Place, CaseEntry] = {}
    problems: list[Problem] = []
    for entry in entries:
        if not entry.document:
            continue
        # Names that differ in capitals alone are two where a row writes one of them exactly.
        key = folded(entry.document)
        named = by_word.get(entry.document) or by_key.get(key, [])
        found = [one for one in named if entry.strand in ("", one.strand)]
        found = [one for one in found if key in (folded(one.id), folded(one.name))] or found
        if len(found) != 1:
            known = by_word if len(problems) < _HINTS else ()
            problems.append(_complaint(file, entry, found, known))
            continue
        other = rows.setdefault((found[0].id, folded(entry.speaker)), entry)
        if other is not entry:
            whole = " / ".join(part for part in (found[0].id, entry.speaker) if part)
            message = f"'{whole}' has a row already, in line {other.line}"
            problems.append(
                Problem(file, entry.line, message, "keep one row a document and speaker")
            )
    return rows, tuple(problems)


def _complaint(
    file: str, entry: CaseEntry, found: Sequence[Document], known: Iterable[str]
) -> Problem:
    if found:
        message = f"'{entry.document}' names {len(found)} documents"
        hint = f"fill 'strand', or write the id, such as '{found[0].id}'"
        return Problem(file, entry.line, message, hint)
    where = f" in the strand '{entry.strand}'" if entry.strand else ""
    message = f"there is no document '{entry.document}'{where}"
    hint = did_you_mean(entry.document, known)
    return Problem(file, entry.line, message, hint, "warning")


def spellings(entries: Iterable[CaseEntry], documents: Iterable[Document]) -> dict[str, str]:
    """Return how each case that cases.csv names is spelled.

    A source's spelling counts. Sources tell cases apart by capitals, as random ids do; people who
    write cases.csv do not.
    """
    given: dict[str, dict[str, None]] = {}
    for document in documents:
        for name in (document.case or document.name, document.id):
            given.setdefault(folded(name), {})[visible(name)] = None
    found: dict[str, str] = {}
    written: dict[str, str] = {}
    for entry in entries:
        key, name = folded(entry.case), visible(entry.case)
        known = given.get(key, {})
        alone = next(iter(known)) if len(known) == 1 else written.setdefault(key, name)
        found[entry.case] = name if name in known else alone
    return found


def idle_rows(
    file: str,
    entries: Iterable[CaseEntry],
    rows: Mapping[Place, CaseEntry],
    ids: Mapping[Place, str],
) -> Iterator[Problem]:
    """Find rows whose speaker never speaks, or whose case nobody is."""
    idle = [place for place in rows if place not in ids]
    for count, place in enumerate(idle):
        entry, document = rows[place], place[0]
        known = [one for at, one in ids if at == document and one] if count < _HINTS else []
        message = f"nobody called '{entry.speaker}' speaks in '{document}'"
        hint = did_you_mean(entry.speaker, known)
        yield Problem(file, entry.line, message, hint, "warning")
    known_cases = dict.fromkeys(ids.values())
    nobody = [one for one in entries if not one.document and one.case not in known_cases]
    for count, entry in enumerate(nobody):
        message = f"no document belongs to the case '{entry.case}'"
        hint = did_you_mean(entry.case, known_cases) if count < _HINTS else ""
        yield Problem(file, entry.line, message, hint, "warning")
