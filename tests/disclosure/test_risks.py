"""What is left in a document once details were replaced."""

from __future__ import annotations

from themekit.disclosure.finding import Kind
from themekit.disclosure.proposals import Proposal
from themekit.disclosure.replacements import Replacements
from themekit.disclosure.risks import CAUTION, Remaining, remaining
from themekit.events import Mark
from themekit.records import Document
from themekit.spans import text_hash

TEXT = "Anna Smith, head of Youth Services, left Barnet at 52; my son has sickle cell. BARNET!"
DOCUMENT = Document("s/d", "d", "s", "d.txt", TEXT, text_hash(TEXT))


def proposed(words: str, kind: Kind) -> Proposal:
    """Return a proposal of words of the text."""
    start = TEXT.index(words)
    return Proposal("s/d", start, start + len(words), kind, words, "")


NAME = proposed("Anna Smith", "name")
POST = proposed("head of Youth Services", "title")
PLACE, AGAIN = proposed("Barnet", "place"), proposed("BARNET", "place")
AGE, RARE = proposed("52", "age"), proposed("sickle cell", "circumstance")


def left(*proposals: Proposal, replaced: str = "", marking: str = "replace") -> Remaining:
    """Return what is left of the one document, some words of it replaced."""
    start = TEXT.index(replaced)
    mark = Mark(
        event_id="m",
        coder="ada",
        marking=marking,  # type: ignore[arg-type]
        replacement="[name 1]" if marking == "replace" else "",
        document="s/d",
        text_hash=DOCUMENT.text_hash,
        start=start,
        end=start + len(replaced),
    )
    found = remaining(["s/d"], proposals, Replacements([DOCUMENT], [mark] if replaced else []))
    return found[0]


def test_what_is_left_is_counted_by_kind_in_one_sentence() -> None:
    """The same words count once, in whatever case; posts are told in their words."""
    first = left(NAME, POST, PLACE, AGAIN, replaced="Anna Smith").sentences[0]
    assert first == (
        "Left as they stand: 1 post or role of one person (“head of Youth Services”), 1 place."
    )


def test_half_a_name_is_left_as_a_name() -> None:
    """A replacement covers a detail only where it covers each of its letters."""
    assert left(NAME, replaced="Anna").counts == {"name": 1}
    assert left(NAME, replaced="Anna Smith").counts == {}


def test_what_somebody_keeps_is_still_a_risk() -> None:
    """A decision to keep words does not make them say less."""
    assert left(PLACE, replaced="Barnet", marking="keep").counts == {"place": 1}


def test_details_that_together_leave_few_people_are_named_together() -> None:
    """Three kinds of them in one document."""
    few = left(PLACE, AGE, RARE).sentences[1]
    assert few == (
        "Together they leave few people of whom all can be true: place, age or date of birth and "
        "rare circumstance in a family."
    )
    assert left(PLACE, AGE).sentences[1:] == (CAUTION,)


def test_nothing_found_is_no_promise() -> None:
    """The last sentence says what the tool cannot see, and none says 'anonymous'."""
    sentences = left().sentences
    assert sentences == ("Nothing else was found that may identify somebody.", CAUTION)
    assert "anonym" not in " ".join(left(NAME, POST, PLACE, AGE, RARE).sentences).lower()
