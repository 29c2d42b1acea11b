"""What was simulated, in sentences: one a change, for whoever has to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.designing.noticed import one_a_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.designing.noticed import Outlook
    from themekit.study import Change, Design

PERIODS = {1: "year", 2: "half-year", 4: "quarter", 12: "month", 52: "week"}
ALIKE = 0.03
"""Two chances nearer than this are told as one."""
_HARDLY, _NEARLY = 0.03, 0.97
_PARTS = (
    *((part, whole) for whole in (2, 3, 4, 5, 10) for part in range(1, whole)),
    *((1, whole) for whole in (6, 7, 8, 9)),
)


def sentences(outlooks: Sequence[Outlook], waves_a_year: int) -> Iterator[str]:
    """Yield a sentence a change: how often each design would have noticed it.

    Of several codes it tells the mean. A design that differs from another in the machine alone, and
    notices as often, is told together with it.

    Parameters
    ----------
    outlooks : sequence of Outlook
    waves_a_year : int
    """
    period = PERIODS.get(waves_a_year, "wave")
    chances: dict[Change, list[tuple[Design, float]]] = {}
    for outlook in outlooks:
        for change, found in one_a_change(outlook.noticed).items():
            mean = sum(one.noticed for one in found) / len(found)
            chances.setdefault(change, []).append((outlook.design, mean))
    codes = {one.code_id for outlook in outlooks for one in outlook.noticed}
    mean_of = f"; the mean of {len(codes)} codes" if len(codes) > 1 else ""
    for change, told in chances.items():
        parts: list[str] = []
        for name, chance, also in _together(told):
            often = how_often(chance)
            counted = often[0].isdigit()
            said = often.replace(" in ", f" {period} in ", 1) if counted and not parts else often
            parts.append(f"{name}, {_plural(said, period)}{also}")
        share = f"{100 * change.before:.0f} to {100 * change.after:.0f}\u00a0%"
        yield f"{share}: {'; '.join(parts)} (simulated{mean_of})"


def _plural(said: str, period: str) -> str:
    number = said.split(" ", 1)[0]
    return said.replace(period, f"{period}s", 1) if number.isdigit() and number != "1" else said


def how_often(chance: float) -> str:
    """Say a chance as people do: 1 in 5.

    Examples
    --------
    >>> how_often(0.21), how_often(0.14), how_often(0.78), how_often(0.995), how_often(0.0)
    ('1 in 5', '1 in 7', '4 in 5', 'nearly always', 'never')
    """
    if chance <= 0:
        return "never"
    if chance < _HARDLY:
        return "hardly ever"
    if chance > _NEARLY:
        return "nearly always"
    if chance < 0.1:  # noqa: PLR2004 -- the parts below go to a tenth
        return f"1 in {round(1 / chance)}"
    part, whole = min(_PARTS, key=lambda one: (round(abs(one[0] / one[1] - chance), 3), one[1]))
    return f"{part} in {whole}"


def _together(told: Sequence[tuple[Design, float]]) -> Iterator[tuple[str, float, str]]:
    """Yield names, chances and what is added: a design with and without the machine is one."""
    left = list(told)
    while left:
        design, chance = left.pop(0)
        twin = next(
            (
                one
                for one in left
                if one[0].machine != design.machine and _same_but_machine(one[0], design)
            ),
            None,
        )
        if twin is not None and abs(twin[1] - chance) < ALIKE:
            left.remove(twin)
            plain = twin[0] if design.machine else design
            yield plain.name, (chance + twin[1]) / 2, ", machine or not"
        else:
            yield design.name, chance, ""


def _same_but_machine(one: Design, other: Design) -> bool:
    parts = ("stories", "read", "readers", "same_people", "words", "skips", "returns")
    return all(getattr(one, part) == getattr(other, part) for part in parts)
