"""What is left after replacement, and what is suggested to stand instead."""

from __future__ import annotations

import pytest

from themekit.disclosure import Replacements
from themekit.disclosure.naming import Naming, bracketed, why_not
from themekit.disclosure.proposals import KnownNames, Proposal
from themekit.disclosure.risks import KnownWords, kept_places, left_in, read_states
from themekit.events import Mark
from themekit.records import Document
from themekit.spans import text_hash

TEXT = "Anna Smith met Anna in Leeds, and anna left Leeds."


def document(text: str = TEXT) -> Document:
    """Return a document with a text."""
    return Document("a/P1", "P1", "a", "P1.txt", text, text_hash(text))


def mark(start: int, end: int, marking: str, shown: str = "", event_id: str = "") -> Mark:
    """Return a mark in it."""
    return Mark(
        document="a/P1", text_hash=text_hash(TEXT), start=start, end=end, marking=marking,  # type: ignore[arg-type]
        replacement=shown, event_id=event_id, coder="Ada",
    )  # fmt: skip


def proposal(start: int, end: int, kind: str) -> Proposal:
    """Return words of it as they are proposed."""
    return Proposal("a/P1", start, end, kind, TEXT[start:end], "so")  # type: ignore[arg-type]


def test_what_is_left_is_named_as_risk() -> None:
    """By kind, with its words, parted by whether anybody decided; never as harmless."""
    events = [mark(0, 10, "replace", "[name 1]"), mark(23, 28, "keep")]
    proposals = [proposal(0, 10, "name"), proposal(15, 19, "name"), proposal(23, 28, "place")]
    replaced = Replacements([document()], events)
    left = left_in(proposals, replaced, kept_places([document()], events, ())["a/P1"], "a/P1")
    told = " ".join(left.sentences())
    assert "Replaced: 1 place" in told
    assert "Nobody has decided yet: 1 name (“Anna”)." in told
    assert "Left as they stand: 1 place (“Leeds”)." in told
    assert "may identify somebody too" in told
    assert "anonym" not in told


def test_the_last_word_holds_of_kept_places() -> None:
    """A later replacement takes it away; what was taken back says nothing."""
    kept = mark(0, 4, "keep", event_id="k")
    assert kept_places([document()], [kept, mark(0, 10, "replace", "[x]")], ()) == {}
    assert kept_places([document()], [kept], {"k"}) == {}


def test_a_changed_text_has_changed_since_it_was_read() -> None:
    """What was read is not what stands there now."""
    read = Mark(document="a/P1", text_hash=text_hash(TEXT), start=0, end=len(TEXT))
    assert read_states([document()], [read], ()) == {"a/P1": "read"}
    assert read_states([document("New.")], [read], ()) == {"a/P1": "changed since it was read"}
    assert read_states([document()], [], ()) == {"a/P1": "not read"}


def test_the_same_words_are_suggested_the_same_replacement() -> None:
    """A part of a name too; new words take the next free name, each time the same."""
    naming = Naming([document()], Replacements([document()], [mark(0, 10, "replace", "[manager]")]))
    assert naming.suggest("ANNA  Smith", "name") == "[manager]"
    assert naming.suggest("Anna", "name") == "[manager]"
    assert naming.suggest("Leeds", "place") == "[place 1]"
    assert naming.suggest("York", "place") == "[place 2]"
    assert naming.suggest("Leeds", "place") == "[place 1]"


def test_doubtful_namings_are_said() -> None:
    """One surface with two replacements, and one replacement for different surfaces."""
    events = [
        mark(0, 10, "replace", "[name 1]"), mark(15, 19, "replace", "[name 1]"),
        mark(34, 38, "replace", "[name 2]"),
    ]  # fmt: skip
    told = Naming([document()], Replacements([document()], events)).doubts()
    assert any("“Anna”: [name 1] and [name 2]" in one for one in told)
    assert any("[name 1] stands for different words" in one for one in told)


def test_what_was_replaced_elsewhere_is_proposed_again() -> None:
    """In whatever case, without the language model reading anything again."""
    replaced = Replacements([document()], [mark(15, 19, "replace", "[name 1]")])
    found = KnownWords(KnownNames(), replaced, bool).added(document(), [])
    assert [(one.text, one.kind) for one in found] == [
        ("Anna", "replaced before"), ("Anna", "replaced before"), ("anna", "replaced before")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("replacement", "told"),
    [("[Anna S]", "stand in what you wrote"), ("[]", "Say what"), ("[" + "x" * 90 + "]", "80")],
)
def test_what_cannot_stand_for_words_is_said(replacement: str, told: str) -> None:
    """The words themselves above all."""
    assert told in why_not("Anna", replacement)


def test_a_replacement_stands_in_brackets() -> None:
    """On one line."""
    assert bracketed("her  manager\n") == "[her manager]"
    assert bracketed("[manager]") == "[manager]"


def test_known_names_are_found_as_they_are_written() -> None:
    """In any case, over two lines, with signs before them; the longest of those that begin alike.

    Not within a word.
    """
    text = "ANNA\nlee and anna, @bob, IŞIL; annabel and bob."
    names = KnownNames(frozenset({"Anna", "Anna Lee", "@Bob", "Işıl"}))
    known = KnownWords(names, Replacements([document(text)], []), lambda _: True)
    seen = known.added(document(text), ())
    assert [one.text for one in seen] == ["ANNA\nlee", "anna", "@bob", "IŞIL"]


def test_the_next_free_name_runs_on() -> None:
    """Each other name gets the next number; the same name its own again."""
    naming = Naming([], Replacements([], []))
    told = [naming.suggest(one, "name") for one in ("Anna", "Bob", "ANNA", "Carl")]
    assert told == ["[name 1]", "[name 2]", "[name 1]", "[name 3]"]
