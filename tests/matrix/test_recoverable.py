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


@pytest.mark.parametrize("seed", [0, 1, 2, 5, 7, 8, 11, 13])
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
