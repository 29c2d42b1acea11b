"""Which segments a cell quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Building


def test_one_of_each_case_before_seconds(study: Building) -> None:
    """Four places go to four cases, however well one of them speaks."""
    for name in ("d", "e", "f", "g", "h"):
        study.document(name)
    for score in (0.9, 0.8):
        study.suggest(study.says("d"), score=score)
    for name, score in (("e", 0.3), ("f", 0.5), ("g", 0.4), ("h", 0.2)):
        study.suggest(study.says(name), score=score)
    assert study.row().quotes == ("d/0", "f/0", "g/0", "e/0")


def test_seconds_fill_the_places(study: Building) -> None:
    """With two cases each is quoted twice, in turn."""
    for name, scores in (("d", (0.9, 0.8, 0.7)), ("e", (0.2, 0.3))):
        study.document(name)
        for score in scores:
            study.suggest(study.says(name), score=score)
    assert study.row().quotes == ("d/0", "e/1", "d/1", "e/0")


LONG = "we counted four hundred people who came with that letter and nobody paid us a penny for it"


def test_what_is_understood_alone_comes_before_what_is_not(study: Building) -> None:
    """However sure the machine is; among those it is surest of first, then by id."""
    texts = {"z": "waiting lists", "y": "Yes, definitely.", "x": LONG, "w": LONG + " or so"}
    for name, text in texts.items():
        score = 0.9 if name in "zy" else 0.5
        study.suggest(study.says(study.document(name), text=text), score=score)
    assert study.row().quotes == ("w/0", "x/0", "y/0", "z/0")


def test_what_people_coded_comes_first_the_most_telling_of_it_before_all(study: Building) -> None:
    """What the machine scored high is no better for it once a person has read it."""
    texts = {"x": LONG, "y": "the list is long and nobody here knows what to do", "z": LONG}
    for name, text in texts.items():
        study.suggest(study.says(study.document(name), text=text), score=0.5)
    study.word("ann", "x/0")
    study.suggestions[1] = type(study.suggestions[1])("y/0", "a", 0.9, "suggested")
    study.word("ann", "y/0")
    assert study.row().quotes == ("x/0", "y/0", "z/0")


def test_all_quotes_different_organisations(study: Building) -> None:
    """In `all` one organisation does not speak twice before the others."""
    for name, organisation, score in (("d", "O", 0.9), ("e", "O", 0.8), ("f", "P", 0.1)):
        study.person(name, organisation=organisation)
        study.suggest(study.says(study.document(name)), score=score)
    assert study.row().quotes == ("d/0", "e/0", "f/0")
    assert study.row(strand="all").quotes == ("d/0", "f/0", "e/0")


def test_public_quotes_need_consent(study: Building) -> None:
    """Only words of those who agreed to be quoted verbatim are shown outside; inside all are."""
    consents = ("verbatim", "paraphrase", "none", "verbatim", "none")
    for number, consent in enumerate(consents):
        study.person(f"d{number}", consent_quote=consent)
        study.suggest(study.says(study.document(f"d{number}")))
        study.mark(f"d{number}")
    study.suggest(study.says(study.document("unknown")))
    study.mark("unknown")
    assert study.row(public=True).quotes == ("d0/0", "d3/0")
    assert len(study.row().quotes) == 4


def test_public_quotes_need_a_mark(study: Building) -> None:
    """Consent opens no text that nobody has read for details by which a person is known."""
    for name in ("d", "e", "f", "g", "h"):
        study.person(name, consent_quote="verbatim")
        study.suggest(study.says(study.document(name)))
    study.mark("e")
    assert study.row(public=True).quotes == ("e/0",)


def test_disputed_segments_are_not_quoted(study: Building) -> None:
    """What coders do not agree on is no quotation."""
    segment = study.says(study.document("d"))
    study.suggest(segment)
    study.word("ann", segment)
    study.word("ben", segment, "reject")
    assert study.row().quotes == ()


def test_what_is_affirmed_comes_before_what_is_opposed(study: Building) -> None:
    """Of what people coded, words for it are shown first, then words against, then the machine's."""
    for name in ("d", "e", "f"):
        study.suggest(study.says(study.document(name)), score=0.9 if name == "f" else 0.5)
    study.word("ann", "d/0", stance="against")
    study.word("ann", "e/0", stance="mixed")
    assert study.row().quotes == ("e/0", "d/0", "f/0")
