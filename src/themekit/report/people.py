"""Who of the coders looked, how much of it, and what still rests on the machine alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy
    from themekit.report.inputs import ReportInputs

A_PEER = "a peer researcher"
A_CODER = "a coder"


def credited(ids: Iterable[str], coded: CodedStudy) -> tuple[str, ...]:
    """Name coders as readers may know them: peers only as they wish to be named."""
    known = {coder.id: coder for coder in coded.coders}
    names = []
    for one in ids:
        coder = known.get(one)
        if coder is None:
            names.append(A_CODER)
        else:
            names.append(coder.credit or A_PEER if coder.role == "peer" else coder.name)
    return tuple(dict.fromkeys(names))


def rests_on(inputs: ReportInputs) -> tuple[str, ...]:
    """Say in sentences what of the report rests on whom; nothing where nobody has looked."""
    coded = inputs.coded
    seen: dict[str, set[str]] = {}
    for event in coded.decisions.record.said if coded.events else ():
        seen.setdefault(event.coder, set()).update(coded.decisions.segments_of(event))
    looked = {one for ids in seen.values() for one in ids if inputs.segments[one].codable}
    if not looked:
        return ()
    total = sum(segment.codable for segment in inputs.segments.values())
    who: dict[str, int] = {}
    for coder, ids in seen.items():
        (name,) = credited((coder,), coded)
        who[name] = who.get(name, 0) + len(ids & looked)
    shares = "; ".join(f"{name} ({number:,})" for name, number in who.items() if number)
    held = {segment for segment, state in inputs.matrix.status if state == "coded"}
    alone = len(held - looked)
    return (
        f"People looked at {len(looked):,} of {words.plural(total, 'passage')}: {shares}.",
        f"With a code by the machine alone: {words.plural(alone, 'passage')}.",
    )
