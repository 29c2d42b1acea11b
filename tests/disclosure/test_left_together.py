"""What is left in a document once details were replaced, as a researcher reads it."""

from __future__ import annotations

from themekit.disclosure.finding import Kind
from themekit.disclosure.proposals import Proposal
from themekit.disclosure.replacements import Replacements
from themekit.disclosure.risks import ALWAYS, Left, kept_places, left_in
from themekit.events import Mark
from themekit.records import Document
from themekit.spans import text_hash

TEXT = "Anna Smith, head of Youth Services, left Barnet at 52; my son has sickle cell."
DOCUMENT = Document("s/d", "d", "s", "d.txt", TEXT, text_hash(TEXT))


def proposed(words: str, kind: Kind) -> Proposal:
    """Return a proposal of words of the text."""
    start = TEXT.index(words)
    return Proposal("s/d", start, start + len(words), kind, words, "")


NAME, POST = proposed("Anna Smith", "name"), proposed("head of Youth Services", "title")
PLACE, AGE = proposed("Barnet", "place"), proposed("52", "age")
RARE = proposed("sickle cell", "circumstance")


def left(*proposals: Proposal, words: str = "", marking: str = "replace") -> Left:
    """Return what is left of the one document, some words of it replaced or kept."""
    start = TEXT.index(words)
    mark = Mark(
        event_id="m",
        coder="ada",
        marking=marking,  # type: ignore[arg-type]
        replacement="[name 1]" if marking == "replace" else "",
        document="s/d",
        text_hash=DOCUMENT.text_hash,
        start=start,
        end=start + len(words),
    )
    marks = [mark] if words else []
    kept = kept_places([DOCUMENT], marks, ()).get("s/d", ())
    return left_in(proposals, Replacements([DOCUMENT], marks), kept, "s/d")


def test_of_a_name_replaced_in_part_the_rest_is_still_open() -> None:
    """A name is dealt with only where each of its words is."""
    assert [one.text for one in left(NAME, words="Anna").open] == ["Smith"]
    assert left(NAME, words="Anna Smith").open == ()


def test_which_words_of_a_post_give_it_away_is_for_a_person_to_say() -> None:
    """'head of [service 1]' is decided; half a post is not half a name."""
    assert left(POST, words="Youth Services").open == ()


def test_what_somebody_keeps_is_told_as_left() -> None:
    """A decision to keep words does not make them say less."""
    told = left(PLACE, words="Barnet", marking="keep").sentences()
    assert "Left as they stand: 1 place (“Barnet”)." in told


def test_details_that_together_leave_few_people_are_named_together() -> None:
    """Three kinds of them in one document, decided or not."""
    few = "Together they leave few people of whom all of it can be true: "
    told = left(PLACE, AGE, RARE, words="Barnet", marking="keep").sentences()
    assert f"{few}place, age and rare thing in a family." in told
    assert few not in " ".join(left(PLACE, AGE).sentences())


def test_nothing_found_is_no_promise() -> None:
    """The last sentence says what the tool cannot see, and none says 'anonymous'."""
    assert left().sentences()[-2:] == ("Nothing else is proposed here.", ALWAYS)
    assert "anonym" not in " ".join(left(NAME, POST, PLACE, AGE, RARE).sentences()).lower()
