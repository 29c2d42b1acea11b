"""Tables that somebody wrote themselves, without the columns by which the tool tells versions."""

import pytest

from exchange.kit import BOOK, codings, events, imported, known, looks, table
from themekit.decisions import code_states, versioned
from themekit.decisions.meanings import Meanings
from themekit.events import VersionedCode

PLACE = {"document": "i/P1", "quote": "Money ran out in June.", "coder": "Rosa"}
CODING = {**PLACE, "code": BOOK.codes[0].name, "decision": "accept"}
LOOK = {**PLACE, "outcome": "nothing applies"}
MEANINGS = Meanings.of(code_states(BOOK), versioned(BOOK))


def test_a_word_that_names_no_version_is_of_what_its_code_means() -> None:
    """The codebook never changed: it is no word of an older meaning."""
    found = imported(table([CODING]))
    assert codings(found)[0].meaning_hash == BOOK.codes[0].meaning_hash
    assert MEANINGS.is_current(codings(found)[0])


def test_a_word_that_names_no_version_is_of_no_known_meaning_where_there_were_two() -> None:
    """Nobody can tell which of them its writer had read."""
    there = known()
    older = VersionedCode("old", BOOK.codes[0].id, "M", "1", "another meaning")
    there = type(there)(there.texts, there.codebook, (*there.versions, older))
    assert codings(imported(table([CODING]), into=there))[0].meaning_hash == ""


def test_the_same_table_after_the_codebook_changed_is_there_already() -> None:
    """What was taken as of then stays so, and is no contradiction."""
    found = imported(table([CODING]))
    older = VersionedCode("old", BOOK.codes[0].id, "M", "1", "another meaning")
    there = known(events(found))
    there = type(there)(
        there.texts, there.codebook, (*there.versions, older), there.coders, there.events
    )
    again = imported(table([CODING]), into=there)
    assert [one.event for one in again.taken] == list(there.events.values())


@pytest.mark.parametrize("between", ["; ", "|", " | "])
def test_a_look_names_codes_as_people_write_them(between: str) -> None:
    """By name or id, with a semicolon or a stroke between."""
    names = between.join(one.name for one in BOOK.codes)
    found = imported(table([{**LOOK, "codes": names}], "looks.csv"))
    assert (found.losses, looks(found)[0].codes) == ((), tuple(one.id for one in BOOK.codes))
    assert len(MEANINGS.cover(looks(found)[0]).current) == len(BOOK.codes)


def test_a_look_for_the_whole_codebook_says_so() -> None:
    """It covers all codes that there are today."""
    found = imported(table([{**LOOK, "codes": "whole codebook"}], "looks.csv"))
    assert (found.losses, looks(found)[0].codebook_hash) == ((), BOOK.hash)


def test_a_look_that_says_nothing_of_codes_is_told_what_to_write() -> None:
    """Whoever read a passage may have had one question in mind."""
    found = imported(table([LOOK], "looks.csv"))
    assert "whole codebook" in found.losses[0].hint
