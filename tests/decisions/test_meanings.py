"""Which codes a look covers, and what a word is worth once the code means something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.events import VersionedCode

if TYPE_CHECKING:
    from conftest import Record


def covered(record: Record, *, now: bool = False) -> dict[str, bool]:
    """Return by code whether the only segment was looked at, or in the present meaning."""
    found = record.decided.checked if now else record.decided.looked
    return {code: bool(found.of(number)[0]) for number, code in enumerate(record.codes)}


def test_look_covers_the_codes_that_it_lists(record: Record) -> None:
    """Others, deleted ones among them, are not covered."""
    record.codes["b"] = "meaning"
    record.look("ann", codes=("b", "deleted"))
    assert covered(record) == {"a": False, "b": True}


def test_look_covers_the_whole_of_its_version(record: Record) -> None:
    """A code made later is not covered by a look at an older codebook."""
    record.older.append(VersionedCode("old", "a", "A", "", "meaning"))
    record.codes["b"] = "meaning"
    record.look("ann", codebook_hash="old")
    assert covered(record) == {"a": True, "b": False}


def test_unknown_version_covers_nothing_and_is_listed(record: Record) -> None:
    """What was shown is not known: the suggestion stands."""
    record.suggest()
    event = record.look("ann", codebook_hash="lost", outcome="nothing applies")
    assert record.state() == "suggested"
    assert [one.event_id for one in record.decided.unknown] == [event]


@pytest.mark.parametrize("decision", ["accept", "reject", "adjudicate"])
def test_older_meaning_stands_and_is_not_checked(record: Record, decision: str) -> None:
    """Once the meaning changed, what was said counts and does not make the code checked."""
    record.suggest()
    record.word("ann", decision, meaning_hash="older")
    assert record.standing().by_people
    assert not record.standing().checked
    assert (covered(record), covered(record, now=True)) == ({"a": True}, {"a": False})


def test_look_at_an_older_meaning_is_not_checked(record: Record) -> None:
    """Silence then still says that it was not applied."""
    record.older.append(VersionedCode("old", "a", "A", "", "older"))
    record.look("ann", codebook_hash="old")
    assert record.state() == "does not hold"
    assert (covered(record), covered(record, now=True)) == ({"a": True}, {"a": False})


def test_looking_again_checks(record: Record) -> None:
    """Anybody's look in the present meaning is enough."""
    record.word("ann", meaning_hash="older")
    record.word("ben")
    assert (record.state(), record.standing().checked) == ("holds", True)


def test_editorial_changes_leave_the_meaning(record: Record) -> None:
    """Also one after the other, and not those of another code."""
    record.word("ann", meaning_hash="oldest")
    record.override("editorial", target="a", before="older", now="meaning")
    assert not record.standing().checked
    record.override("editorial", target="b", before="oldest", now="older")
    assert not record.standing().checked
    record.override("editorial", target="a", before="oldest", now="older")
    assert record.standing().checked


def test_hash_of_the_code_tells_the_meaning_of_a_known_version(record: Record) -> None:
    """Older tables name no meaning: the version that holds such a code does."""
    record.older.append(VersionedCode("old", "a", "A", "code then", "meaning"))
    record.word("ann", meaning_hash="", code_hash="code then")
    assert record.standing().checked
    record.events.clear()
    record.word("ann", meaning_hash="", code_hash="never kept")
    assert not record.standing().checked


def test_the_version_of_the_codebook_tells_the_meaning_too(record: Record) -> None:
    """A table from elsewhere may name nothing else; else its words would count as of no meaning."""
    record.older.append(VersionedCode("old", "a", "A", "code then", "meaning"))
    record.word("ann", meaning_hash="", code_hash="x", codebook_hash="old")
    assert record.standing().checked
    record.events.clear()
    record.word("ann", meaning_hash="", code_hash="x", codebook_hash="never kept")
    assert not record.standing().checked


def test_changing_a_code_looks_at_what_it_means_now(record: Record) -> None:
    """Who takes back a word of an older meaning, with the present codebook, looked again."""
    record.codes["b"] = "meaning"
    old = record.word("ann", "add", "a", meaning_hash="before")
    assert not record.standing("a").checked
    record.word("ann", "change_code", "b", replaces=(old,), codebook_hash="book")
    assert (record.state("a"), record.standing("a").checked) == ("does not hold", True)
