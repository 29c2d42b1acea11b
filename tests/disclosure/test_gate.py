"""What peers, and people at other machines, may be shown."""

from __future__ import annotations

from typing import Any

import pytest

from themekit.disclosure import SHOW_UNMARKED, Gate, why_no_peer
from themekit.events import Event, Mark, Override
from themekit.records import Case, Document
from themekit.spans import text_hash
from themekit.study import Support

TEXT = "We waited for months."


def document(name: str = "s/d", text: str = TEXT) -> Document:
    """Return a document of one text."""
    return Document(name, name.split("/")[1], "s", f"{name}.txt", text, text_hash(text))


def mark(of: Document, **about: Any) -> Mark:
    """Return a mark on all of a document's text."""
    place = {"document": of.id, "text_hash": of.text_hash, "start": 0, "end": len(of.text)}
    return Mark(**{"event_id": f"mark {of.id}", "coder": "ada", **place, **about})


def gate(
    *events: Event,
    of: Document | None = None,
    cases: tuple[Case, ...] = (Case("c", consent_review=True),),
    void: tuple[str, ...] = (),
) -> Gate:
    """Return the gate of a study of one document."""
    here = of or document()
    present = {here.id: tuple(case.id for case in cases)}
    return Gate([here], {case.id: case for case in cases}, present, events, void)


def shown(found: Gate, role: Any = "peer", *, loopback: bool = True) -> bool:
    """Ask for the one document."""
    return found.may_be_shown("s/d", role=role, loopback=loopback)


def test_a_peer_is_shown_a_marked_document_of_a_case_that_consented() -> None:
    """Both are needed, and both are there."""
    assert shown(gate(mark(document())))


def test_a_peer_is_not_shown_what_nobody_has_marked() -> None:
    """The reason says which command mends it."""
    found = gate()
    assert not shown(found)
    assert "themekit mark STUDY s/d --reviewed-by NAME" in found.verdict("s/d").reason


def test_consent_that_is_not_stated_is_none() -> None:
    """A mark alone opens nothing."""
    found = gate(mark(document()), cases=(Case("c"),))
    assert not shown(found)
    assert "consent_review" in found.verdict("s/d").reason


def test_everybody_in_a_group_has_to_agree() -> None:
    """A passage of one carries the words of the others."""
    yes, no = Case("a", consent_review=True), Case("b")
    assert not shown(gate(mark(document()), cases=(yes, no)))


def test_who_has_withdrawn_is_shown_to_nobody_whatever_was_decided() -> None:
    """Neither a mark nor an override makes up for it."""
    gone = Case("c", consent_review=True, withdrawn=True)
    override = Override(what=SHOW_UNMARKED, target="s/d", now=document().text_hash, reason="r")
    assert not shown(gate(mark(document()), override, cases=(gone,)))


def test_a_changed_text_voids_its_mark() -> None:
    """The mark is of another text, and the reason says so."""
    found = gate(mark(document()), of=document(text="We waited for months at Elm Road."))
    assert not shown(found)
    assert "has changed" in found.verdict("s/d").reason


def test_a_text_that_comes_back_is_marked_again() -> None:
    """What was read is that text, whenever."""
    other = document(text="other")
    assert shown(gate(mark(document()), mark(other, event_id="m2")))


def test_a_mark_on_a_part_is_none() -> None:
    """The rest may name somebody."""
    assert not shown(gate(mark(document(), end=4)))


def test_a_mark_that_was_taken_back_is_none() -> None:
    """It is void."""
    assert not shown(gate(mark(document()), void=("mark s/d",)))


def test_an_override_opens_one_text_and_keeps_its_reason() -> None:
    """A changed text needs another."""
    override = Override(what=SHOW_UNMARKED, target="s/d", now=document().text_hash, reason="a poem")
    found = gate(override)
    assert shown(found)
    assert found.verdict("s/d").despite == "a poem"
    assert not shown(gate(override, of=document(text="new")))


def test_a_researcher_sees_all_at_this_machine_only() -> None:
    """Beyond it the same holds for them as for peers."""
    assert shown(gate(), "researcher")
    assert not shown(gate(), "researcher", loopback=False)
    assert shown(gate(mark(document())), "researcher", loopback=False)


@pytest.mark.parametrize("role", ["facilitator", "imported", "peer"])
def test_only_researchers_see_what_is_unmarked(role: str) -> None:
    """A facilitator hands out; that needs no raw text."""
    assert not shown(gate(), role)


def test_an_unknown_document_is_shown_to_nobody() -> None:
    """It is told no differently from a closed one."""
    assert not gate().may_be_shown("s/other", role="researcher", loopback=True)


def test_without_a_safeguarding_lead_no_peer_is_served() -> None:
    """The sentence says what to write."""
    assert "safeguarding_lead" in why_no_peer(None)
    assert why_no_peer(Support(name="x"))
    assert why_no_peer(Support(safeguarding_lead="x")) == ""
