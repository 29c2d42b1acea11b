"""No small number comes out of all public tables together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from attacking import Attack, places
from themekit.decisions import CodedStudy
from themekit.matrix import build_matrix
from themekit.matrix.outlines import RowSpec, Tree, row_specs
from themekit.matrix.recoverable import At, Counts, Recoverable, content_of, covers_of
from themekit.records import MatrixRow
from themekit.study import Outline, OutlineItem, OutlineSection, QuestionAsked

if TYPE_CHECKING:
    from conftest import Building

LIMIT = 5
NEARLY = 1e-6
OUTLINE = Outline(
    "summary",
    (
        OutlineSection("One", (OutlineItem(theme="T"), OutlineItem(code="c"))),
        OutlineSection("Two", (OutlineItem(code="a", period="during"), OutlineItem(theme="U"))),
    ),
)


def random_study(made: Building, seed: int) -> CodedStudy:
    """Return a study of two themes and five codes with strands, waves and people by chance."""
    rng = np.random.default_rng(seed)
    for code, theme, parent in (("a", "T", ""), ("b", "T", "a"), ("c", "T", ""), ("d", "U", "")):
        made.code(code, theme, parent)
    made.code("e", "U", also_in=("T",))
    waves = ("", "") if seed % 3 else ("1", "2")
    for name in "ABCV"[: 2 + seed % 2] + "V":
        survey = name == "B"
        made.strand(
            name,
            role="validation" if name == "V" else "primary",
            **({"kind": "survey", "unit": "answer"} if survey else {}),
        )
        chances = rng.choice([0.05, 0.15, 0.3, 0.6], size=5)
        for number in range(int(rng.choice([2, 3, 6, 9, 14]))):
            people(made, f"{name}{number}", name, waves, chances, rng)
    return made.coded(
        outlines=(OUTLINE,),
        questions=(QuestionAsked(2, "A", "", "Why?", asked=True, prompts_codes=("a",)),)
        if seed % 2
        else (),
    )


def people(
    made: Building,
    name: str,
    strand: str,
    waves: tuple[str, ...],
    chances: Any,
    rng: np.random.Generator,
) -> None:
    """Let somebody take part once or twice, say something or not, and be read or not."""
    made.person(name, consent_quote="verbatim")
    for wave in waves[: 2 if waves[1] and strand == "B" else 1]:
        document = made.document(f"{name}.{wave}", strand, (name,), wave=wave)
        made.mark(document)
        for item in ("q1", "q2"):
            about = {"item": item, "question": item} if strand == "B" else {}
            segment = made.says(document, name, **about)
            for code, chance in zip("abcde", chances, strict=True):
                if rng.random() < chance:
                    if rng.random() < 0.3:
                        made.suggest(segment, code, period=rng.choice(["", "during", "after"]))
                    else:
                        stance = str(rng.choice(["", "for", "against", "mixed"]))
                        made.word("ann", segment, code=code, stance=stance)
                    if rng.random() < 0.1:
                        made.word("ben", segment, "reject", code=code)


def attacked(coded: CodedStudy) -> Iterator[tuple[RowSpec, MatrixRow, MatrixRow, Attack]]:
    """Yield every cell that is not wholly shown: its true numbers, and the attack on it."""
    private, public = build_matrix(coded), build_matrix(coded, public=True)
    width = len(places(private.rows))
    specs = [
        one for one in row_specs(Tree(coded.codebook), coded.study.outlines) for _ in range(width)
    ]
    attack = Attack(coded.study.strands, specs, public, [row.asked for row in private.rows])
    for spec, true, shown in zip(specs, private.rows, public.rows, strict=True):
        yield spec, true, shown, attack


@pytest.mark.parametrize("seed", [0, 1, 2, 5, 7, 8, 11, 13, 20])
def test_no_small_number_comes_out(empty: Building, seed: int) -> None:
    """A withheld cell may hold five people or all who were asked, for all that anybody can say.

    Numbers beside the cases that tell of one to four people have no single possible value.
    """
    for spec, true, shown, attack in attacked(random_study(empty, seed)):
        if true.cases is None or not true.asked:
            continue
        if 1 <= true.cases < LIMIT or true.asked < LIMIT:
            assert shown.suppressed, true
            assert attack.most_of(spec, true, "cases") >= min(LIMIT, true.asked) - NEARLY, true
        if true.cases == true.asked < LIMIT:
            assert attack.least_of(spec, true, "cases") < true.asked - NEARLY, true
        if 1 <= (true.found or 0) < LIMIT or 1 <= true.cases - (true.found or 0) < LIMIT:
            assert shown.suppressed, true
        if 1 <= (true.found or 0) < LIMIT:
            assert attack.most_of(spec, true, "found") >= min(LIMIT, true.asked) - NEARLY, true
        if not shown.suppressed and shown.found is None:
            assert true.found == true.cases, true  # else the machine's number is told as people's
        doubtful = (true.cases_if or 0) - true.cases
        for figure, number in (("against", true.against or 0), ("cases_if", doubtful)):
            if 1 <= number < LIMIT:
                low, high = (find(spec, true, figure) for find in (attack.least_of, attack.most_of))
                assert high - low >= 1 - NEARLY, (figure, true, low, high)


def distinct(coded: CodedStudy) -> tuple[list[RowSpec], list[list[MatrixRow]], set[At]]:
    """Return what rows count, each content once; their true cells; and which are withheld."""
    private, public = build_matrix(coded), build_matrix(coded, public=True)
    width = len(places(private.rows))
    found: dict[object, tuple[RowSpec, list[MatrixRow], list[MatrixRow]]] = {}
    for at, spec in enumerate(row_specs(Tree(coded.codebook), coded.study.outlines)):
        here = slice(at * width, (at + 1) * width)
        line = (spec, list(private.rows[here]), list(public.rows[here]))
        found.setdefault(content_of(spec), line)
    lines = list(found.values())
    withheld = {
        (at, column)
        for at, (_, _, shown) in enumerate(lines)
        for column, row in enumerate(shown)
        if row.suppressed
    }
    return [spec for spec, _, _ in lines], [rows for _, rows, _ in lines], withheld


def few(number: int | None) -> bool:
    """Tell whether a number is of few people."""
    return 1 <= (number or 0) < LIMIT


def is_small(row: MatrixRow) -> bool:
    """Tell whether a cell tells of few people by its cases, or by who was asked."""
    return few(row.cases or row.against) or few(row.asked)


@pytest.mark.parametrize("seed", [0, 20, 41, 61, 79])
def test_nothing_is_withheld_that_need_not_be(empty: Building, seed: int) -> None:
    """A cell that is not of few itself goes along only where, shown, it would give some away."""
    specs, rows, withheld = distinct(random_study(empty, seed))
    last = len(rows[0]) - 1
    primary = [at for at, row in enumerate(rows[0]) if row.strand in "ABC"]
    attack = Recoverable(
        Counts(
            contents=[content_of(spec) for spec in specs],
            covers=covers_of(specs),
            cases=[[-1 if row.cases is None else row.cases for row in line] for line in rows],
            asked=[[row.asked or 0 for row in line] for line in rows],
            primary=primary,
            limit=LIMIT,
        )
    )
    small = [(at, n) for at, line in enumerate(rows) for n, row in enumerate(line) if is_small(row)]
    for at, column in sorted(withheld):
        row, left = rows[at][column], withheld - {(at, column)}
        if is_small(row) or few(row.found) or few((row.cases or 0) - (row.found or 0)):
            continue
        beside = [rows[at][n] for n in primary if (at, n) in left]
        together = sum(one.cases or one.against or 0 for one in beside)
        tells = (at, last) not in left and beside and (len(beside) == 1 or few(together))
        by_machine = column == last and rows[at][last].found != rows[at][last].cases
        unread = column == last and rows[at][last].unread and not rows[at][last].found
        assert tells or by_machine or unread or attack.among(small, left), (at, column)
