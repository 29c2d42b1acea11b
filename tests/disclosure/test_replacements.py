"""What stands for the words by which somebody is known."""

from __future__ import annotations

from typing import Any

import pytest

from themekit.disclosure import Replacements
from themekit.events import Mark
from themekit.records import Document
from themekit.spans import Span, text_hash

TEXT = "I told Anna Smith, my manager. Anna smiled; the Mayor of Barnet did not."
DOCUMENT = Document("s/d", "d", "s", "d.txt", TEXT, text_hash(TEXT))


def on(words: str, shown: str, *, nth: int = 0, **about: Any) -> Mark:
    """Return a replacement of words, where they stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    place = {
        "document": "s/d",
        "text_hash": DOCUMENT.text_hash,
        "start": start,
        "end": start + len(words),
    }
    return Mark(
        **{
            "event_id": f"{words}{nth}",
            "coder": "ada",
            "marking": "replace",
            "replacement": shown,
            **place,
            **about,
        }
    )


def of(*marks: Mark, void: tuple[str, ...] = ()) -> Replacements:
    """Return the replacements of the one document."""
    return Replacements([DOCUMENT], marks, void)


def test_text_is_shown_with_what_stands_for_its_words() -> None:
    """Nothing else of it changes."""
    found = of(on("Anna Smith", "[name 1]"), on("Mayor of Barnet", "[official]"))
    assert found.text("s/d") == "I told [name 1], my manager. Anna smiled; the [official] did not."


def test_a_range_that_cuts_a_replacement_takes_all_of_it() -> None:
    """Half a name is a name."""
    found = of(on("Anna Smith", "[name 1]"))
    start = TEXT.index("Smith")
    assert found.snap("s/d", start, start + 5) == Span(start - 5, start + 5)
    assert found.text("s/d", 0, start) == "I told [name 1]"


def test_a_later_replacement_takes_the_place_of_those_it_touches() -> None:
    """The last word on the same words holds."""
    found = of(on("Anna", "[A]"), on("Anna Smith", "[name 1]"))
    assert [one.shown for one in found.of("s/d")] == ["[name 1]"]


def test_words_that_are_to_stay_are_shown_again() -> None:
    """Keep takes a replacement away; so does taking it back."""
    assert not of(on("Anna", "[A]"), on("Anna", "", marking="keep", event_id="k")).of("s/d")
    assert not of(on("Anna", "[A]"), void=("Anna0",)).of("s/d")


def test_a_replacement_of_a_former_text_holds_no_more() -> None:
    """Its place may be anybody's words by now."""
    assert not of(on("Anna", "[A]", text_hash="former")).of("s/d")


def test_words_keep_the_numbers_of_the_original() -> None:
    """What was replaced is one word that stands for several, with the comma behind it."""
    found = of(on("Anna Smith", "[name 1]"))
    words = found.words("s/d", 0, len("I told Anna Smith, my"))
    assert [(one.first, one.last, one.text) for one in words] == [
        (1, 1, "I"),
        (2, 2, "told"),
        (3, 4, "[name 1],"),
        (5, 5, "my"),
    ]


def test_words_without_a_place_are_replaced_by_what_is_known_of_the_study() -> None:
    """A question repeats the name, in capitals and over a line's end; other words stay."""
    found = of(on("Anna Smith", "[name 1]"), on("Anna", "[name 1]", nth=1))
    assert found.anywhere("And ANNA\nSMITH? Hannah? anna's") == "And [name 1]? Hannah? [name 1]'s"


def test_what_stands_most_often_for_words_stands_everywhere() -> None:
    """One slip does not win."""
    found = of(on("m", "[x]", nth=0), on("m", "[y]", nth=1), on("m", "[y]", nth=2))
    assert found.known == {"m": "[y]"}


def in_a_document(text: str, words: str) -> Replacements:
    """Return the replacement of words by [n], where they stand first in a document."""
    one = Document("s/e", "e", "s", "e.txt", text, text_hash(text))
    start = text.index(words)
    mark = Mark(
        event_id="m", coder="ada", document=one.id, text_hash=one.text_hash, start=start,
        end=start + len(words), marking="replace", replacement="[n]",
    )  # fmt: skip
    return Replacements([one], [mark])


@pytest.mark.parametrize(
    ("written", "elsewhere"),
    [
        ("O\u2019Brien", "O\u2019Brien"),
        ("O\u2019Brien", "O'BRIEN"),
        ("O'Brien", "O\u2019Brien"),
        ("Jose\u0301", "Jose\u0301"),
        ("Jose\u0301", "JOS\u00c9"),
        ("Jos\u00e9", "Jose\u0301"),
        ("Wei\u00df", "Wei\u00df"),
        ("Wei\u00df", "WEISS"),
        ("\ufb01ona", "\ufb01ona"),
        ("\u0130pek", "\u0130pek"),
        ("Ann\u2013Marie", "Ann-Marie"),
        ("Jo\u00a0Bloggs", "Jo\n Bloggs"),
        ("Ze\u00adbedee", "Zebedee"),
        ("Zebedee", "Ze\u00adbedee"),
    ],
)
def test_a_name_is_known_in_whichever_signs_it_is_written(written: str, elsewhere: str) -> None:
    """Other apostrophes, accents, capitals and dashes: nothing else of the text changes."""
    found = in_a_document(f"I told {written}.", written)
    assert found.anywhere(f"\u201cWe\u0301\u201d: {elsewhere}, na\u00efve\u00ad") == (
        "\u201cWe\u0301\u201d: [n], na\u00efve\u00ad"
    )


def test_a_word_that_was_replaced_in_part_is_known_whole() -> None:
    """A name that runs into another word stands in a question as it does in the text."""
    found = in_a_document("Then Zebedeesaid so.", "Zebedee")
    assert found.anywhere("Zebedeesaid what? Zebedee.") == "[n]said what? [n]."
    assert found.anywhere("Zebedees") == "Zebedees"
    assert in_a_document("x", "x").anywhere("axe") == "axe"


def test_another_name_with_the_same_beginning_is_not_known() -> None:
    """An accent more is another letter."""
    assert in_a_document("Jose left.", "Jose").anywhere("Jose\u0301") == "Jose\u0301"
