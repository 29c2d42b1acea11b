"""What people's words may be used for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from themekit.codebook import Codebook
from themekit.decisions import CodedStudy
from themekit.disclosure import SHOW_UNMARKED, Uses, left_out, why_unmarked
from themekit.events import Event, Mark, Override
from themekit.records import Case, Document, Segment
from themekit.spans import text_hash
from themekit.study import Study

TEXT = "Anna rang me. I waited a year."
HASH = text_hash(TEXT)
DOCUMENT = Document("s/d", "d", "s", "d.txt", TEXT, HASH)
SAID = Segment("s/d/1", "s/d", HASH, 0, len(TEXT), TEXT)
READ = Mark(event_id="read", document="s/d", text_hash=HASH, end=len(TEXT))
YES = Case("d", consent_quote="verbatim", consent_review=True)


def uses(*events: Event, case: Case | None = YES, segments: Any = (SAID,)) -> Uses:
    """Return what may be done in a study of one document."""
    study = Study(Path(), "", Path(), (), "codebook")
    return Uses(
        CodedStudy(
            study,
            Codebook("", "", (), ()),
            documents=(DOCUMENT,),
            segments=segments,
            cases={case.id: case} if case else {},
            present={"s/d": (case.id,) if case else ()},
            events=events,
        )
    )


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (YES, ""),
        (replace(YES, consent_quote="paraphrase"), "paraphrase only"),
        (replace(YES, consent_quote="none", consent_told=frozenset({"quote"})), "not agreed"),
        (replace(YES, consent_quote="none"), "not known"),
        (replace(YES, withdrawn=True), "withdrawn"),
        (None, "not known"),
    ],
)
def test_words_are_quoted_only_of_who_agreed_to_that(case: Case | None, why: str) -> None:
    """To be paraphrased is not to be quoted; silence is no, and is not called a refusal."""
    assert uses(READ, case=case).why_not(SAID) == why


def test_nobody_is_quoted_from_a_text_that_nobody_has_read() -> None:
    """Consent does not say that no detail in it tells who they are."""
    found = uses()
    assert (found.why_not(SAID), found.unmarked) == ("unmarked", ("s/d",))


def test_a_decision_with_a_reason_stands_for_the_reading() -> None:
    """It is of this one text, and kept."""
    shown = Override(event_id="o", what=SHOW_UNMARKED, target="s/d", now=HASH, reason="a poem")
    assert uses(shown).may_be_quoted(SAID)
    assert not uses(replace(shown, now="another")).may_be_quoted(SAID)


def test_a_name_needs_a_consent_of_its_own() -> None:
    """Whoever may be quoted may not yet be named."""
    assert uses(READ).why_not(SAID, "name") == "not known"
    refused = replace(YES, consent_told=frozenset({"named"}))
    assert uses(READ, case=refused).why_not(SAID, "name") == "not agreed"
    assert uses(READ, case=replace(YES, consent_named=True)).why_not(SAID, "name") == ""


def test_a_review_needs_what_the_gate_says() -> None:
    """Peers read the whole document, so it asks everybody in it."""
    assert uses(READ).why_not(SAID, "review") == ""
    assert uses().why_not(SAID, "review") == "unmarked"
    silent = replace(YES, consent_review=False)
    assert uses(READ, case=silent).why_not(SAID, "review") == "not known"
    refused = replace(silent, consent_told=frozenset({"review"}))
    assert uses(READ, case=refused).why_not(SAID, "review") == "not agreed"


def test_words_are_shown_with_what_stands_for_them() -> None:
    """A replacement is applied where it leaves."""
    name = Mark(
        event_id="m", document="s/d", text_hash=HASH, end=4, marking="replace", replacement="[name]"
    )
    found = uses(READ, name)
    assert (found.shown(SAID), found.replaced(SAID)) == ("[name] rang me. I waited a year.", 1)


def test_nothing_is_quoted_beside_words_that_somebody_took_back() -> None:
    """Until they are erased the document is as it was when they agreed to be in it."""
    theirs = replace(SAID, id="s/d/0", end=13, text="", skip_reason="withdrawn")
    mine = replace(SAID, start=14, text=TEXT[14:])
    found = uses(READ, segments=(theirs, mine))
    assert found.why_not(mine) == "withdrawn"
    assert "somebody who has withdrawn" in " ".join(found.left_out())


def test_those_who_agreed_to_be_paraphrased_are_counted() -> None:
    """A reader sees that there is more than is quoted."""
    (told,) = uses(READ, case=replace(YES, consent_quote="paraphrase")).left_out()
    assert "1 person agreed to be paraphrased only: this person's words are not shown" in told


def test_a_refusal_names_the_first_documents_and_the_command() -> None:
    """It is known at once what is to be done."""
    told = why_unmarked([f"s/{n}" for n in range(5)], "so nothing is written")
    assert told.startswith("5 documents of people who agreed to be quoted have not been read")
    assert "s/0, s/1, s/2 and 2 more" in told
    assert "themekit mark STUDY DOCUMENT --reviewed-by NAME" in told


def test_reasons_add_up() -> None:
    """Every row that is left out is counted once."""
    told = left_out(["unmarked", "not agreed", "unmarked"])
    assert sum(int(one.split()[0]) for one in told) == 3
