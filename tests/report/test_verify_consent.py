"""Who is said to have agreed, or refused, against what is written down of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from themekit.report.verify import Evidence
from verifying import SAID, evidence, remarks


def study(*, told: bool) -> Evidence:
    """Return eight people, none of whom may be quoted; `told`: they said no."""
    known = evidence()
    what = frozenset({"quote"}) if told else frozenset()
    people = {name: replace(known.coded.cases[name], consent_quote="none", consent_told=what)
              for name in SAID}  # fmt: skip
    there = tuple(one for one in known.coded.documents if one.name in SAID)
    present = {one.id: (one.name,) for one in there}
    units = tuple(one for one in known.coded.segments if one.document in present)
    coded = replace(known.coded, documents=there, segments=units, cases=people, present=present)
    return Evidence(coded, known.matrix)


@pytest.mark.parametrize(
    ("said", "told", "severities"),
    [
        ("Eight people refused to be quoted.", False, ["doubtful"]),
        ("Parents did not agree to be quoted.", False, ["doubtful"]),
        ("All participants agreed to be quoted.", False, ["doubtful"]),
        ("Nobody agreed to be quoted.", False, []),
        ("It is not known whether they agreed to be quoted.", False, []),
        ("Those who did not agree to be quoted are told of in our words.", False, []),
        ("Eight people refused to be quoted.", True, []),
        ("Three people refused to be quoted.", True, ["wrong"]),
        ("All participants agreed to be quoted.", True, ["wrong"]),
    ],
)
def test_what_nobody_was_asked_is_not_refused(said: str, told: bool, severities: list[str]) -> None:
    """It is not known whether they agreed, and the report may not say that they did not."""
    found = [one for one in remarks(f"# A\n\n{said}\n", study(told=told)) if one.kind == "consent"]
    assert [one.severity for one in found] == severities
    assert all(told or "of 8 it is not known whether they agreed" in one.found for one in found)


@pytest.mark.parametrize(
    ("told", "why"), [(False, "not known whether who said it agreed"), (True, "did not agree")]
)
def test_a_quotation_without_consent_says_whether_somebody_said_no(told: bool, why: str) -> None:
    """Who was not asked has not refused."""
    found = remarks(f"# A\n\n“{SAID['V01']}” (V01)\n", study(told=told))
    assert [why in one.found for one in found if one.kind == "consent"] == [True]
