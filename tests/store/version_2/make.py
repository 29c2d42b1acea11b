"""Make the version-2 study beside this file, filled with decisions that meet every rule of its time.

It was run once, from this folder, with themekit at commit e48a4f3 (store version 2) and no model::

    PYTHONPATH=../../../src python make.py

It cannot run with later versions: the functions that it calls are gone, and a later store would not
be of version 2. What it made is committed: the study with its database, what themekit said of it
then (standings.json, theme_matrix.json, training.json), and where the rules of DESIGN.md section 5a
give another result (DIFFERENCES.md, differences.json). `decisions.py` holds the decisions,
written down in a `book.py`, `material.py` the texts, `section_5a.py` a plain reading of the new
rules. All of it is invented; the readers are no persons.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import asdict
from pathlib import Path

import material
from book import Book
from section_5a import Reading
from themekit.matrix.words import _moment
from themekit.store.people import add_codings, add_looks, add_memos
from themekit.workflows.material import load_material

import decisions
from themekit.matrix import standings
from themekit.matrix.build import build_matrix, gather
from themekit.records import Coding, Look
from themekit.store.segments import save_suggestions
from themekit.workflows.context import RunContext, RunOptions
from themekit.workflows.counting import Counted, load_counted
from themekit.workflows.project import open_context
from themekit.workflows.run import run_study
from themekit.workflows.training import training_set

HERE = Path(__file__).resolve().parent
STUDY = HERE / "study"
ROW = (
    "strand",
    "theme",
    "code_id",
    "asked",
    "cases",
    "segments",
    "against",
    "disputed",
    "checked_share",
    "basis",
)

NEW_NAMES = {"applies": "holds", "does not apply": "does not hold"}
HEAD = """\
# Where section 5a gives another result than version 2 did

Written by `make.py`. "version 2" is what the code of then said (in today's names: `applies` was
`holds`, `does not apply` was `does not hold`); "5a" is how DESIGN.md section 5a was read when the
fixture was made (`section_5a.py`, compared pair by pair with what `decisions.py` says by hand).
`open`: neither people nor the machine say anything. Where somebody looked and said nothing of a
code that nobody suggested, version 2 listed no standing: that is `does not hold` here. A code that
begins with `covered` is no standing but whether a look (or a word) covers that code there; an
adjudication covers its code. Stances, periods and counts are not compared: theme_matrix.json counts
as version 2 did. "reading:" marks a result that 5a does not settle in so many words.

Version 2 has no common order of codings and looks: each table keeps its own order of adding
(codings by rowid, looks by `number`), and only `time` relates one table to the other."""
TURNED = """\
Codings of one segment and code that version 2 loaded in another order than they were added in
(loaded: readable times first to last, unreadable ones before all; equal times by event id)."""


def main() -> None:
    """Make the study anew and tell what today's code says of it."""
    shutil.rmtree(STUDY, ignore_errors=True)
    material.write_study(STUDY)
    for stage in ("read", "segment"):
        run_study(STUDY, RunOptions(only=stage))
    with open_context(STUDY) as context:
        book = decisions.fill(load_material(context).segments, context.codebook)
        _store(context, book)
        counted = load_counted(context)
        said = _tell(context, counted)
        _differences(book, said, counted.codings)
    _tidy()


def _store(context: RunContext, book: Book) -> None:
    """Add every event in a transaction of its own, in the order in which people made them."""
    with context.store.writing() as connection:
        keys = dict.fromkeys(book.suggested_documents, "written by hand")
        save_suggestions(connection, keys, book.suggestions)
    for event in book.events:
        with context.store.writing() as connection:
            if isinstance(event, Coding):
                add_codings(connection, [event])
            elif isinstance(event, Look):
                add_looks(connection, [event])
            else:
                add_memos(connection, [event])


def _tell(context: RunContext, counted: Counted) -> dict[tuple[str, str], str]:
    """Write what stands, was looked at, is counted and learned from; return the states."""
    evidence = gather(counted.inputs)
    found = standings(counted.inputs)
    ids, codable = evidence.units.ids, evidence.units.codable
    names = [code.id for code in context.codebook.codes]
    coverage = {
        name: [ids[unit] for unit in (evidence.coverage.of(code) & codable).nonzero()[0]]
        for code, name in enumerate(names)
    }
    _dump("standings.json", {"standings": [asdict(one) for one in found], "coverage": coverage})
    rows = [{name: getattr(row, name) for name in ROW} for row in build_matrix(counted.inputs).rows]
    _dump("theme_matrix.json", rows)
    _dump("training.json", {"codes": names, "rows": _training(context, counted)})
    states = {(one.segment_id, one.code_id): one.state for one in found}
    looked = {(id_, f"covered {name}"): "yes" for name, all_ in coverage.items() for id_ in all_}
    return {**states, **looked}


def _training(context: RunContext, counted: Counted) -> dict[str, dict[str, object]]:
    """Return the rows of the training set by segment: y by code, and whether drawn at random."""
    training = training_set(context, counted)
    ids = {one.text: one.id for one in counted.material.segments if one.codable}
    rows = zip(training.texts, training.y.tolist(), training.drawn.tolist(), strict=True)
    return {ids[text]: {"y": y, "drawn": drawn} for text, y, drawn in rows}


def _differences(book: Book, said: dict[tuple[str, str], str], loaded: tuple[Coding, ...]) -> None:
    """Write where another result is to be expected, and which events the clock turned round."""
    everything = _compared(book, said)
    by_hand = {(one.segment, one.code): one.why for one in book.expected}
    for one in book.expected:
        old, new = everything[one.segment, one.code]
        assert (new, old == new) == (one.new, one.agrees), (one, old, new)
    differ = []
    for (segment, code), (old, new) in everything.items():
        if old != new:
            why = by_hand.get((segment, code)) or _because(book, segment)
            differ.append({"segment": segment, "code": code, "old": old, "new": new, "why": why})
    agree = [{**asdict(one), "old": one.new} for one in book.expected if one.agrees]
    turned = _turned([one for one in book.events if isinstance(one, Coding)], loaded)
    _dump("differences.json", {"differ": differ, "agree": agree, "clock_against_receipt": turned})
    lines = [HEAD]
    lines += ["", "## Another result: all of them", "", *_table(differ)]
    lines += ["", "## The same result, for another reason or with more told", "", *_table(agree)]
    lines += ["", "## Clock order against the order of adding", "", TURNED, ""]
    lines += ["| segment | code | coders | added | loaded by clock |", "|---|---|---|---|---|"]
    lines += [
        f"| {one['segment']} | {one['code']} | {', '.join(one['coders'])} "
        f"| {' '.join(one['added'])} | {' '.join(one['loaded'])} |"
        for one in turned
    ]
    (HERE / "DIFFERENCES.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _compared(
    book: Book, said: dict[tuple[str, str], str]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return for every segment and code what version 2 said and what section 5a says."""
    segments = [*book.segments, *book.skipped]
    reading = Reading(book.events, segments, book.suggestions, book.codebook)
    found = {}
    for segment in segments:
        for code in (one.id for one in book.codebook.codes):
            covered = said.get((segment.id, f"covered {code}"), "no")
            nothing = "does not hold" if covered == "yes" else "open"
            old = said.get((segment.id, code), nothing)
            new = reading.state(segment, code)
            old = "uncertain" if (old, new) == ("open", "uncertain") else old
            found[segment.id, code] = NEW_NAMES.get(old, old), new
            looked = "yes" if reading.covered(segment, code) else "no"
            found[segment.id, f"covered {code}"] = covered, looked
    return found


def _because(book: Book, segment: str) -> str:
    """Return the difference of the same scene from which another one follows."""
    reasons = dict.fromkeys(
        one.why for one in book.expected if one.segment == segment and not one.agrees
    )
    assert reasons, segment
    return "follows from: " + "; ".join(reasons)


def _table(rows: list[dict[str, object]]) -> list[str]:
    head = ["| segment | code | version 2 | 5a | why |", "|---|---|---|---|---|"]
    return head + [
        f"| {r['segment']} | {r['code']} | {r['old']} | {r['new']} | {r['why']} |" for r in rows
    ]


def _turned(added: list[Coding], loaded: tuple[Coding, ...]) -> list[dict[str, object]]:
    """Return the segments and codes whose events stood in another order than they were added."""
    place = {event.event_id: number for number, event in enumerate(loaded)}
    pairs: dict[tuple[str, str], list[Coding]] = {}
    for event in added:
        pairs.setdefault((event.segment_id, event.code_id), []).append(event)
    found = []
    for (segment, code), events in sorted(pairs.items()):
        clock = sorted(events, key=lambda one: (_moment(one.time), place[one.event_id]))
        if clock != events:
            names, by_clock = ([one.event_id for one in order] for order in (events, clock))
            coders = sorted({one.coder for one in events})
            found.append(
                {
                    "segment": segment,
                    "code": code,
                    "coders": coders,
                    "added": names,
                    "loaded": by_clock,
                }
            )
    return found


def _dump(name: str, what: object) -> None:
    text = json.dumps(what, ensure_ascii=False, indent=1)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


def _tidy() -> None:
    """Leave the database alone in the state folder, with nothing beside it that is yet to merge."""
    state = STUDY / ".themekit"
    connection = sqlite3.connect(state / "themekit.db", isolation_level=None)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for path in state.iterdir():
        if path.name == "themekit.db":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    main()
