"""Who is said to have agreed, or not, to be quoted, named or read: against what is written down.

Of whom nothing is written down it is not known whether they agreed: perhaps nobody asked them. A
report that says they refused, or that all agreed, says more than the study holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims import claims_in, loosely
from themekit.report.verify.result import Remark, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.records import Case
    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.result import Severity
    from themekit.report.verify.sentences import Statement

_REFUSED = (
    r"(?P<no>refus(?:ed?|es|ing)|declin(?:ed?|es|ing)|object(?:ed|s)\s+to|withheld\s+(?:their\s+)?"
    r"consent|(?:did|do|does|has|have|had)(?:\s+not|n['\u2019]t)\s+(?:agree|consent|want)(?:ed)?|"
    r"(?:gave|given)\s+no\s+consent)"
)
_AGREED = (
    r"(?P<yes>agreed|consented|(?:gave|given)\s+(?:(?:their|written|informed)\s+)*"
    r"(?:consent|permission))"
)
_WHAT = (
    r"(?P<what>quoted?|quoting|quotations?|cited|named?|naming|names|read\s+by|shown\s+to|"
    r"shared\s+with)"
)
_SAID = re.compile(rf"\b(?:{_REFUSED}|{_AGREED})\b[^.;]{{0,40}}?\b{_WHAT}\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:not known|unknown|cannot (?:tell|say)|no record)\b|\b(?:who|whoever|those|if|whether|"
    r"unless|where)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ADVICE = "say what is written down, or ask them: consent_quote and the like in cases.csv"
_USES = {"quot": "quote", "cite": "quote", "name": "named", "nami": "named"}


def consent_remarks(one: Statement, block: Block, evidence: Evidence) -> Iterator[Remark]:
    """Yield what a statement says of people's consent that nothing written down bears out."""
    found = None if one.is_cell else _SAID.search(one.bare)
    if found is None or _NOT_BEFORE.search(one.bare[: found.start()]):
        return
    use = _USES.get(found["what"].casefold()[:4], "review")
    people = [case for case in evidence.coded.cases.values() if not case.withdrawn]
    yes = sum(_agreed(case, use) for case in people)
    unknown = sum(not _agreed(case, use) and not _is_told(case, use) for case in people)
    is_no = bool(found["no"])
    told = len(people) - yes - unknown if is_no else yes
    number = _number(one.bare, found.start(), len(people))
    if number is None and is_no and not told:
        number = 1  # "parents refused": one at least
    if number in {None, told} or (not is_no and (number or 0) < told):
        return
    severity: Severity = "doubtful" if told < (number or 0) <= told + unknown else "wrong"
    what = {"quote": "be quoted", "named": "be named", "review": "be read by others"}[use]
    said = f"{told:,} {'did not agree' if is_no else 'agreed'} to {what}"
    if unknown:
        said += f"; of {unknown:,} it is not known whether they agreed"
    yield Remark(
        severity,
        "consent",
        block.place,
        shortened(one.text),
        f"{said}, of {len(people):,} people",
        _ADVICE,
        (one.block, one.start + found.start()),
    )


def _agreed(case: Case, use: str) -> bool:
    if use == "quote":
        return case.consent_quote == "verbatim" and not case.unquoted
    return case.consent_named if use == "named" else case.consent_review


def _is_told(case: Case, use: str) -> bool:
    return use in case.consent_told or (
        use == "quote" and (case.unquoted or case.consent_quote == "paraphrase")
    )


def _number(text: str, before: int, every: int) -> int | None:
    """Return of how many a statement says it; None where it does not say."""
    claims = claims_in(text)
    near = [one for one in (*claims, *loosely(text, claims)) if one.start < before]
    for claim in sorted(near, key=lambda one: -one.start):
        if claim.kind in {"count", "of"} and claim.n is not None:
            return claim.n
        if claim.kind in {"all", "none"}:
            return every if claim.kind == "all" else 0
    return None
