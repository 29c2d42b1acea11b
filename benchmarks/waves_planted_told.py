"""What the product tells of changes and drifts that benchmarks/waves_planted.py plants.

    python benchmarks/waves_planted_told.py [--shared ../shared] [--draws 500] [--alone 150]
        [--worlds "recall;change"] [--matters 0.10] [--rows FILE] [--by-code] [--first 10000]
    python benchmarks/waves_planted_told.py --from FILE [--by-code]

Each draw becomes a whole coded study: documents, passages, looks and codings of both waves, and
the bridge as a draw of its own; `build_matrix` tells what changed, as in `themekit waves`. The same
draw is told with the bridge and (the first `--alone` draws) without. `--rows` keeps every number.

A line is a world, over its eight codes. Covered: the interval of the change holds the truth (both
populations, as today's reader reads them); least, most: of its codes. These 600: it holds the
change among the very people drawn, had today's reader read them all. Drift: its interval holds the
drift among the 300. Named, no change: rose or fell, of codes whose truth is within .005. Wrong way:
of the others. .20 named: of codes whose truth is .20 or -.20, the right word.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from waves_planted import (
    BRIDGE,
    CODES,
    MATTERS,
    WAVE,
    WORLDS,
    Draw,
    Marks,
    Plan,
    draw,
    plan,
    read_pool,
)

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, hash_of_frame, versioned
from themekit.events import Coding, DrawnItem, Event, Look
from themekit.events import Draw as Given
from themekit.matrix import build_matrix
from themekit.records import Case, Document, Scores, Segment, Suggestion
from themekit.study import Strand, Study, Watched

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
STRAND, THEN, NOW = "Comments", "2025", "2026"
IDS = tuple(f"c{at}" for at in range(len(CODES)))


# --- one draw as a coded study -----------------------------------------------------------------


@cache
def codebook(changed: frozenset[int] = frozenset()) -> Codebook:
    """Return the codebook; codes in `changed` have another description than before."""
    return Codebook(
        "codes",
        "",
        (),
        tuple(
            Code(name, CODES[at], path=(CODES[at],), definition=f"As {at in changed}.")
            for at, name in enumerate(IDS)
        ),
    )


@cache
def meanings(book: Codebook) -> tuple[str, ...]:
    """Return the hash of what each code means."""
    return tuple(code.meaning_hash for code in book.codes)


@dataclass
class Writing:
    """Writes down what people do, one event after the other."""

    events: list[Event] = field(default_factory=list)

    def about(self, coder: str) -> dict[str, object]:
        """Return what every event says."""
        number = len(self.events) + 1
        return {"number": number, "event_id": f"e{number}", "coder": coder, "after": number - 1}

    def reads(
        self, coder: str, one: Segment, marked: NDArray[np.bool_], book: Codebook, **more: object
    ) -> None:
        """Let a coder go through the whole list and mark some codes."""
        place = {
            "document": one.document, "text_hash": one.text_hash, "start": one.start,
            "end": one.end, "codebook_hash": book.hash, **more,
        }  # fmt: skip
        for at in np.flatnonzero(marked):
            meaning = {"code_id": IDS[at], "meaning_hash": meanings(book)[at]}
            self.events.append(Coding(**self.about(coder), **place, **meaning))  # type: ignore[arg-type]
        outcome = "coded" if marked.any() else "nothing applies"
        self.events.append(Look(**self.about(coder), **place, outcome=outcome))  # type: ignore[arg-type]

    def gives(self, coder: str, items: Sequence[DrawnItem], **more: object) -> None:
        """Let chance give passages to a coder."""
        self.events.append(Given(**self.about(coder), items=tuple(items), **more))  # type: ignore[arg-type]


class Wave(NamedTuple):
    """One wave, written down: a document a person, a passage a comment."""

    documents: list[Document]
    segments: list[Segment]
    present: dict[str, tuple[str, ...]]
    case_of: dict[str, str]


def wave_of(
    plan: Plan, wave: str, names: Sequence[str], comments: Sequence[int], whose: Sequence[int]
) -> Wave:
    """Write down what people told in a wave."""
    texts: dict[int, list[str]] = {}
    for comment, person in zip(comments, whose, strict=True):
        texts.setdefault(person, []).append(plan.pool.texts[comment])
    found = Wave([], [], {}, {})
    for person, own in texts.items():
        name, mark = f"comments/{names[person]}-{wave}", f"{wave}-{person}"
        found.documents.append(
            Document(name, name[9:], STRAND, "", "\n".join(own), mark, wave=wave)
        )
        found.present[name] = (names[person],)
        start = 0
        for at, text in enumerate(own):
            one = Segment(f"{name}/{at}", name, mark, start, start + len(text), text)
            found.segments.append(one)
            found.case_of[one.id] = names[person]
            start += len(text) + 1
    return found


def item(at: int, one: Segment, chance: float | None, shown: NDArray[np.bool_] | None) -> DrawnItem:
    """Return a passage as it is given to somebody."""
    suggested = () if shown is None else tuple((IDS[code], 0.5) for code in np.flatnonzero(shown))
    return DrawnItem(
        position=at, document=one.document, text_hash=one.text_hash, start=one.start, end=one.end,
        stratum=STRAND, probability=chance, suggested=suggested,
    )  # fmt: skip


class First(NamedTuple):
    """The first reading of a wave."""

    wave: Wave
    coder: str
    book: Codebook
    marks: Marks
    is_open: NDArray[np.bool_]
    """(people,): whom chance gave to people; the rest have the machine alone."""
    shown: NDArray[np.bool_] | None
    blind: NDArray[np.int64]
    """Places of people who come without suggestions, where all others come with them."""
    name: str


def give_wave(write: Writing, plan: Plan, first: First, of: int) -> None:
    """Let a wave, or the part that chance gave, be read for the first time, out of `of` people."""
    world, people = plan.world, first.marks.people
    rows = np.flatnonzero(first.is_open[people]).tolist()
    leans = world.codes[0].now.unhelped is not None and first.shown is not None
    alone = set(np.flatnonzero(np.isin(people, first.blind)).tolist()) if leans else set(rows)
    with_, segments = [row for row in rows if row not in alone], first.wave.segments
    more: dict[str, object] = {"mode": "blind"}
    if world.read < WAVE:
        more["draw"] = f"cases-{first.name}"
        chance = world.read / WAVE
        write.gives(
            first.coder, [item(at, segments[row], chance, None) for at, row in enumerate(rows)],
            method="random", purpose="count", codebook_hash=first.book.hash, frame_size=of,
            frame_hash=hash_of_frame(segments), **more,
        )  # fmt: skip
    helped: dict[str, object] = {"mode": "assisted", "draw": first.name}
    if first.shown is not None and with_:
        given = [item(at, segments[row], None, first.shown[row]) for at, row in enumerate(with_)]
        write.gives(
            first.coder, given, method="all", purpose="count", codebook_hash=first.book.hash,
            **helped,
        )  # fmt: skip
    for row in rows:
        how = more if row in alone else helped
        write.reads(first.coder, segments[row], first.marks.marked[row], first.book, **how)


def give_bridge(
    write: Writing, coder: str, wave: Wave, draw: Draw, former: Codebook | None, book: Codebook
) -> None:
    """Let the bridge be read: every second person under the former descriptions, if any changed."""
    parts = [(draw.bridge, draw.bridge_today, book, "bridge")]
    if former is not None:
        half = draw.bridge.size // 2
        parts = [
            (draw.bridge[half:], draw.bridge_today, book, "bridge"),
            (draw.bridge[:half], draw.bridge_former, former, "bridge-former"),
        ]
    for people, marks, version, named in parts:
        rows = np.flatnonzero(np.isin(marks.people, people)).tolist()
        more: dict[str, object] = {"draw": named, "mode": "blind"}
        part = [item(at, wave.segments[row], BRIDGE / WAVE, None) for at, row in enumerate(rows)]
        write.gives(
            coder, part, purpose="bridge", method="random", round=2, codebook_hash=version.hash,
            **more,
        )  # fmt: skip
        for row in rows:
            write.reads(coder, wave.segments[row], marks.marked[row], version, **more)


def study_of(plan: Plan, draw: Draw, matters: float, *, bridge: bool) -> CodedStudy:
    """Write a draw down as a study that was read."""
    world = plan.world
    now = codebook(world.defined_anew)
    former = codebook() if world.defined_anew else None
    old = former or now
    whose = draw.read_before.people.tolist(), draw.read_after.people.tolist()
    first = wave_of(plan, THEN, draw.names_before, draw.comments_before.tolist(), whose[0])
    second = wave_of(plan, NOW, draw.names_after, draw.comments_after.tolist(), whose[1])
    write = Writing()
    names = dict.fromkeys((*draw.names_before, *draw.names_after))
    ben, nobody = "ben" if world.other_reader else "ada", np.empty(0, dtype=np.int64)
    early = First(
        first, ben, old, draw.read_before, draw.open_before, draw.machine_before, nobody, "1"
    )
    late = First(
        second, "ada", now, draw.read_after, draw.open_after, draw.machine_after, draw.mixed, "2"
    )
    give_wave(write, plan, early, len(names))
    if bridge:
        give_bridge(write, "ada", first, draw, former, now)
    give_wave(write, plan, late, len(names))
    segments = (*first.segments, *second.segments)
    suggestions, scores = suggested(draw, segments)
    return CodedStudy(
        study=Study(
            Path(), "", Path(), (Strand(STRAND, "comments", "survey", ()),),
            watch=tuple(Watched(code, matters=matters) for code in IDS),
        ),
        codebook=now,
        documents=(*first.documents, *second.documents),
        segments=segments,
        cases={name: Case(name) for name in names},
        case_of=first.case_of | second.case_of,
        present=first.present | second.present,
        suggestions=suggestions,
        events=tuple(write.events),
        versions=(*(versioned(former) if former else ()), *versioned(now)),
        through=len(write.events),
        scores=scores,
    )  # fmt: skip


def suggested(
    draw: Draw, segments: Sequence[Segment]
) -> tuple[tuple[Suggestion, ...], Scores | None]:
    """Return what the machine says now; of the earlier wave, what it said then."""
    if draw.machine_before is None or draw.machine_after is None:
        return (), None
    table = np.concatenate([draw.machine_before, draw.machine_after])
    found = tuple(
        Suggestion(segments[row].id, IDS[code], score=0.8, status="suggested")
        for row, code in np.argwhere(table).tolist()
    )
    values = np.where(table, 0.8, 0.1).astype(np.float32)
    return found, Scores(tuple(one.id for one in segments), IDS, values)


# --- what the product tells --------------------------------------------------------------------


class Told(NamedTuple):
    """What came of a draw, of one code."""

    world: str
    code: int
    draw: int
    bridge: bool
    matters: float
    truth: float
    told: float
    """The change among these very people, all read by today's reader."""
    drift_told: float
    """The drift among the 300 of the earlier wave, all read anew by today's reader."""
    change: float | None
    low: float | None
    high: float | None
    drift: float | None
    drift_low: float | None
    drift_high: float | None
    verdict: str
    because: str

    def holds(self, truth: float) -> bool | None:
        """Say whether the interval holds something; None where there is none."""
        return None if self.low is None or self.high is None else self.low <= truth <= self.high


def tell(plan: Plan, number: int, matters: float, *, alone: bool) -> Iterator[Told]:
    """Yield what the product tells of a draw, with the bridge and, `alone`, without it too."""
    drawn = draw(plan, number)
    drift = drawn.read_today.told(WAVE).mean(axis=0) - drawn.read_before.told(WAVE).mean(axis=0)
    for bridge in (True, False) if alone else (True,):
        rows = build_matrix(study_of(plan, drawn, matters, bridge=bridge)).changes
        by_code = {row.code_id: row for row in rows}
        assert set(by_code) == set(IDS)
        for at, code in enumerate(IDS):
            row = by_code[code]
            yield Told(
                plan.world.name, at, number, bridge, matters, float(plan.change[at]),
                float(drawn.told[at]), float(drift[at]), row.change, row.change_low,
                row.change_high, row.drift, row.drift_low, row.drift_high, row.verdict,
                row.because,
            )  # fmt: skip


# --- what came of it ---------------------------------------------------------------------------

HEAD = (
    "planted", "bridge", "matters", "draws", "covered", "least", "most", "these 600", "width",
    "drift", "named, no change", "wrong way", ".20 named", "no change", "cannot tell",
)  # fmt: skip


def mean(found: Sequence[bool | None]) -> str:
    """Return a share of those that are known."""
    known = [one for one in found if one is not None]
    return f"{np.mean(known):.3f}" if known else "-"


def summary(name: str, rows: Sequence[Told]) -> list[str]:
    """Return a line on some rows: over all of their codes."""
    holds = [one.holds(one.truth) for one in rows]
    by_code: dict[int, list[bool | None]] = {}
    for one, held in zip(rows, holds, strict=True):
        by_code.setdefault(one.code, []).append(held)
    each = [mean(found) for found in by_code.values()]
    widths = [one.high - one.low for one in rows if one.low is not None and one.high is not None]
    drifts = [
        None
        if one.drift_low is None or one.drift_high is None
        else one.drift_low - 1e-9 <= one.drift_told <= one.drift_high + 1e-9
        for one in rows
    ]
    moved = [one.verdict in ("rose", "fell") for one in rows]
    still = [was for one, was in zip(rows, moved, strict=True) if abs(one.truth) < 0.005]
    wrong = [
        one.verdict == ("fell" if one.truth > 0 else "rose")
        for one in rows
        if abs(one.truth) >= 0.005
    ]
    large = [
        one.verdict == ("rose" if one.truth > 0 else "fell")
        for one in rows
        if abs(one.truth) >= 0.199
    ]
    return [
        name, "60" if rows[0].bridge else "none", f"{rows[0].matters:.2f}",
        str(len({one.draw for one in rows})), mean(holds), min(each), max(each),
        mean([one.holds(one.told) for one in rows]),
        f"{np.median(widths):.3f}" if widths else "-", mean(drifts), mean(still), mean(wrong),
        mean(large), mean([one.verdict == "no change seen" for one in rows]),
        mean([one.verdict == "cannot tell" for one in rows]),
    ]  # fmt: skip


def printed(rows: Sequence[Told], *, by_code: bool) -> Iterator[str]:
    """Yield a Markdown table: a line a world, or a world and code."""
    yield "| " + " | ".join(HEAD) + " |"
    yield "|" + "---|" * len(HEAD)
    groups: dict[tuple[object, ...], list[Told]] = {}
    for one in rows:
        code = (one.code,) if by_code else ()
        groups.setdefault((one.world, one.bridge, one.matters, *code), []).append(one)
    for (world, *_), group in groups.items():
        about = f" ({CODES[group[0].code]}, {group[0].truth:+.2f})" if by_code else ""
        yield "| " + " | ".join(summary(f"{world}{about}", group)) + " |"


def kept(path: Path) -> list[Told]:
    """Read rows that were kept."""

    def number(cell: str) -> float | None:
        return float(cell) if cell else None

    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = [number(row[name]) for name in Told._fields[5:14]]
            found.append(
                Told(
                    row["world"], int(row["code"]), int(row["draw"]), row["bridge"] == "True",
                    float(row["matters"]), *numbers, row["verdict"], row["because"],
                )  # type: ignore[arg-type]
            )  # fmt: skip
    return found


def main() -> None:
    """Plant, tell and print; or print what was kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first draw: its seed")
    parser.add_argument("--alone", type=int, default=150, help="of them told without a bridge too")
    parser.add_argument("--worlds", default="", help="names, with ; between them; else all")
    parser.add_argument("--matters", type=float, default=MATTERS[0])
    parser.add_argument("--rows", type=Path, help="keep each draw's numbers here")
    parser.add_argument("--from", dest="made", type=Path, nargs="+", help="print kept rows only")
    parser.add_argument("--by-code", action="store_true")
    given = parser.parse_args()
    rows = [one for path in given.made for one in kept(path)] if given.made else told(given)
    print("\n".join(printed(rows, by_code=given.by_code)))


def told(given: argparse.Namespace) -> list[Told]:
    """Plant and tell."""
    pool = read_pool(given.shared / "data" / "coded" / "nhs_fft_neas")
    wanted = given.worlds.split(";") if given.worlds else [one.name for one in WORLDS]
    found: list[Told] = []
    for world in (one for one in WORLDS if one.name in wanted):
        made = plan(pool, world)
        mine = [
            one
            for number in range(given.first, given.first + given.draws)
            for one in tell(made, number, given.matters, alone=number - given.first < given.alone)
        ]
        found += mine
        print(f"{world.name}: done", file=sys.stderr, flush=True)
        if given.rows:
            is_new = not given.rows.exists()
            with given.rows.open("a", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                if is_new:
                    writer.writerow(Told._fields)
                writer.writerows(mine)
    return found


if __name__ == "__main__":
    main()
