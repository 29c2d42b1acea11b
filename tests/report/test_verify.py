"""A finished report against a study: what is planted is found, and nothing else."""

from __future__ import annotations

import pytest

from themekit.report.verify import Evidence
from verifying import CLEAN, FAULTS, alarms, evidence, remarks


@pytest.fixture(scope="module")
def study() -> Evidence:
    """Return the study, which no test changes."""
    return evidence()


def test_a_clean_report_raises_no_alarm(study: Evidence) -> None:
    """Marked omissions, marks of rows, cited literature and declared words pass."""
    assert alarms(remarks(CLEAN, study)) == []


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_planted_fault_is_found(fault: str, study: Evidence) -> None:
    """Each kind of fault alone in a report that is clean otherwise."""
    before, after = FAULTS[fault]
    assert CLEAN.count(before) == 1
    assert alarms(remarks(CLEAN.replace(before, after), study))
