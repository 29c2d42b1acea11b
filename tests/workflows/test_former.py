"""Former versions of the codebook are kept, whoever changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import make_study
from themekit.events import Override
from themekit.workflows.former import FORMER_CODEBOOKS, former_codebook, keep_former
from themekit.workflows.project import open_context
from themekit.workflows.recording import record

OLD, NEW = "There is not enough money to go on.", "Money is missing for next year."


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study whose codebook has been seen."""
    folder = make_study(tmp_path / "study")
    see(folder)
    return folder


def see(study: Path) -> str:
    """See the codebook as it is now; return its hash."""
    with open_context(study) as context:
        keep_former(context)
        return context.codebook.hash


def decide(study: Path) -> str:
    """Take a decision; return the hash of the codebook under which it was taken."""
    with open_context(study) as context:
        record(context, [Override(what="editorial", target="x", before="1", now="2")], coder="Ada")
        return context.codebook.hash


def reword(study: Path, old: str = OLD, new: str = NEW) -> None:
    """Have somebody change a description by hand."""
    path = study / "codebook.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def kept(study: Path, version: str) -> str:
    """Return how a code was described in a version; empty where that was not kept."""
    with open_context(study) as context:
        found = former_codebook(context.store, version)
    code = found.find("Short of money") if found else None
    return code.definition if code else ""


def test_a_version_under_which_was_decided_outlasts_a_change_by_hand(study: Path) -> None:
    """Nobody told the tool that it changed, nor that it changed again."""
    first = decide(study)
    reword(study)
    second = decide(study)
    reword(study, NEW, "No money.")
    assert kept(study, second) == ""
    assert see(study) not in (first, second)
    assert (kept(study, first), kept(study, second)) == (OLD, NEW)


def test_the_next_decision_sees_a_change_too(study: Path) -> None:
    """No run is needed."""
    version = decide(study)
    reword(study)
    decide(study)
    assert kept(study, version) == OLD


def test_a_version_that_nobody_decided_under_is_not_kept(study: Path) -> None:
    """Whoever writes a codebook saves it a hundred times."""
    reword(study)
    see(study)
    assert not (study / ".themekit" / FORMER_CODEBOOKS).exists()
