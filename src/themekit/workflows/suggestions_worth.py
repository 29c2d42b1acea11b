"""How far suggestions agree with what people decided, as `themekit status` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from themekit.statistics import positive_agreement, wilson

if TYPE_CHECKING:
    from themekit.codebook import Codebook

Cells = tuple[str, int | None, str]
CodeCells = tuple[str | int | float | None, ...]
SHARES = ("share", "low", "high")
CODE_COLUMNS = (
    "code",
    "draw",
    "checked",
    "uses",
    "suggested",
    "accepted",
    *(f"precision_{name}" for name in SHARES),
    *(f"recall_{name}" for name in SHARES),
    "positive_agreement",
    "verdict",
    "needed",
    "advice",
)
BRIEF = ("code", "draw", "checked", "uses", "suggested", "accepted", "verdict", "needed")
BRIEF_EXPLAINED = (
    "A row is a code. Checked: passages that people looked at; draw: only those drawn at random, "
    "or all. Of these, uses: people found the code; suggested: the machine suggests it, by a model "
    "that had not learned from them; accepted: both. Verdict: whether suggestions will do; needed: "
    "how many more to check. Shares, intervals and advice: --format csv"
)
"""What stands above the table of `BRIEF`."""
DEEPER = {
    "used": "used: it ranks segments of left-out people better",
    "not used": "not used: it does not rank segments of left-out people better",
    "not tried": "not tried: it needs 100 checked segments, of two people or more",
}
SMALL_GAIN = 0.005
"""Rise of the mean F1 below which fifty more checked segments are hardly worth the time."""


def agreement_rows(codebook: Codebook, details: Mapping[str, Any]) -> Iterator[Cells]:
    """Yield what is known of the suggestions' worth in all; `code_rows` has it code by code.

    Parameters
    ----------
    codebook : Codebook
    details : mapping
        What the stage suggest told: counts on segments that its model had not learned from.
    """
    if not details.get("checked"):
        return
    told = f"when suggestions were last made; {_draws(details['drawn'])}"
    yield "checked segments to learn from", details["checked"], told
    yield "50 more checked segments", None, _gain(details["gain"])
    if details.get("deeper", "not asked") in DEEPER:
        yield "fine-tuned encoder (--deeper)", None, DEEPER[details["deeper"]]
    which = "agreement_drawn" if details["drawn"] else "agreement"
    known = {code.id for code in codebook.codes}
    found = [one for one in details[which] if one["code_id"] in known]
    if found:
        yield "codes compared with people", len(found), _told(found)


def code_rows(codebook: Codebook, details: Mapping[str, Any]) -> Iterator[CodeCells]:
    """Yield a row for each code, as in `CODE_COLUMNS`: of random draws, where there were any.

    Shares are fractions with the bounds of their 95 % Wilson intervals; empty where not defined.
    """
    names = {code.id: code.name for code in codebook.codes}
    verdicts = {one["code_id"]: one for one in details.get("verdicts", ())}
    drawn = {one["code_id"]: one for one in _drawn(details)}
    for whole in details.get("agreement", ()):
        key = whole["code_id"]
        if key in names:
            one, verdict = drawn.get(key, whole), verdicts[key]
            yield (
                names[key],
                "random" if key in drawn else "all",
                *(one[name] for name in ("checked", "uses", "suggested", "hits")),
                *_shares(one["hits"], one["suggested"]),
                *_shares(one["hits"], one["uses"]),
                positive_agreement(one["hits"], one["suggested"], one["uses"]),
                *(verdict[name] for name in ("readiness", "needed")),
                _advice(verdict),
            )


def _drawn(details: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the counts on what was drawn at random: what was chosen is harder than the rest."""
    return details.get("agreement_drawn", ()) if details.get("drawn") else ()


def _advice(verdict: Mapping[str, Any]) -> str:
    """Return what to do about a code, with the segment that shows what it is not found by."""
    if not verdict.get("example"):
        return str(verdict["advice"])
    return f"{verdict['advice']} The most typical of them is {verdict['example']}."


def _draws(drawn: int) -> str:
    if not drawn:
        return "none drawn at random: the shares below hold for segments that were chosen"
    return f"{drawn} of them drawn at random: the shares below are from these alone"


def _gain(gain: float | None) -> str:
    if gain is None:
        return "what they would bring cannot be told from so few"
    if gain < SMALL_GAIN:
        return f"would hardly help (mean F1 + {gain:.3f}): it may be time to stop"
    return f"would raise the mean F1 by about {gain:.3f}"


def _told(counts: Sequence[Mapping[str, Any]]) -> str:
    """Say what became of all codes' suggestions together, and where each code's figures are."""
    hits, suggested, uses = (
        sum(one[name] for one in counts) for name in ("hits", "suggested", "uses")
    )
    accepted = _share(hits, suggested, "suggestions accepted")
    found = _share(hits, uses, "uses found")
    return f"{accepted}; {found}; code by code, with intervals: themekit status STUDY --codes"


def _share(count: int, total: int, what: str) -> str:
    """Say a share; of many codes on the same segments there is no simple interval."""
    if not total:
        return f"no {what.partition(' ')[0]}"
    return f"{count:,} of {total:,} {what} ({count / total:.0%})"


def _shares(count: int, total: int) -> tuple[float | None, ...]:
    if not total:
        return (None, None, None)
    return (round(count / total, 4), *(round(bound, 4) for bound in wilson(count, total)))
