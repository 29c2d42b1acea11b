"""Who of the coders looked, how much of it, and what still rests on the machine alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy
    from themekit.report.inputs import ReportInputs

A_PEER = "a peer researcher"
A_RESEARCHER = "a researcher"
A_CODER = "a coder"


def credited(ids: Iterable[str], coded: CodedStudy, *, public: bool = False) -> tuple[str, ...]:
    """Name coders as readers may know them: peers, and in public all, only as they wish it."""
    known = {coder.id: coder for coder in coded.coders}
    names = []
    for one in ids:
        coder = known.get(one)
        if coder is None:
            names.append(A_CODER)
        elif coder.role == "peer":
            names.append(coder.credit or A_PEER)
        elif public:
            names.append(coder.credit or A_RESEARCHER)
        else:
            names.append(coder.name)
    return tuple(dict.fromkeys(names))


def rests_on(inputs: ReportInputs) -> tuple[str, ...]:
    """Say in sentences what of the report rests on whom; nothing where nobody has looked."""
    coded, decisions = inputs.coded, inputs.coded.decisions
    if not coded.events or not decisions.looked.anywhere:
        return ()
    size, codes = decisions.resolved.size, range(len(inputs.codes))
    codable = decisions.passages.codable
    looked = decisions.lookers
    by = {coder: {at for at in found if codable[at]} for coder, found in looked.items()}
    settled: dict[str, set[int]] = {}
    for pair, one in decisions.latest.settled.items():
        settled.setdefault(one.coder, set()).add(pair % size)
    held = decisions.resolved.held
    machine = held.pair[~held.human]
    said = (
        _checked(
            total=int(codable.sum()),
            whole=int((decisions.checked.of_all(codes) & codable).sum()),
            some=int((decisions.looked.of_any(codes) & codable).sum()),
        ),
        _by_whom("Who checked how many passages", by, inputs),
        _by_whom("Who settled differences between coders, in how many passages", settled, inputs),
        _alone(codes=machine.size, passages=len(set((machine % size).tolist()))),
    )
    return tuple(sentence for sentence in said if sentence)


def _checked(*, total: int, whole: int, some: int) -> str:
    """Say how many passages people have checked: for every code, for some of them, not at all."""
    passages = words.plural(total, "passage")
    parts = [f"{whole:,} for every code of the codebook"] if whole else []
    if some > whole:
        parts.append(
            f"{some - whole:,} for some codes only (or before what a code means was changed)"
        )
    left = f"; {total - some:,} nobody has checked" if total > some else ""
    return f"Of {passages}, people have checked {' and '.join(parts)}{left}."


def _by_whom(what: str, by: Mapping[str, Collection[int]], inputs: ReportInputs) -> str:
    """Say who did so, in how many passages; those who are not named count together."""
    named: dict[str, set[int]] = {}
    for coder, segments in by.items():
        (name,) = credited((coder,), inputs.coded, public=inputs.public)
        named.setdefault(name, set()).update(segments)
    listed = [f"{name} {len(found):,}" for name, found in named.items() if found]
    return f"{what}: {'; '.join(listed)}." if listed else ""


def _alone(*, codes: int, passages: int) -> str:
    """Say how much that is counted no person has confirmed."""
    if not codes:
        return "Every code that is counted was given or confirmed by a person."
    return (
        f"{words.plural(passages, 'passage')} {'carries' if passages == 1 else 'carry'} at least "
        f"one code that only the machine suggests and no person has checked there "
        f"({words.plural(codes, 'such code')} in all): counts of passages hold them, counts of "
        "people do not."
    )
