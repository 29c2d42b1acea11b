"""Reasons are said in the words that stand in the study when they are shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from themekit.codebook import Code, Codebook, TokenPattern, words_at
from themekit.decisions import CodedStudy
from themekit.records import Reason, ReasonKind, Segment, Suggestion
from themekit.report.reasons import Told
from themekit.spans import text_hash
from themekit.study import Study

SAID = "The landlord [laughs] put it up."
MONEY = Code(
    "money",
    "Money_worries/debt",
    definition="Money is short.",
    exclude=("gifts of money",),
    examples=("I cannot pay.", "We have no money."),
    near_misses=("I found money.",),
    patterns=("pay bill", "rent"),
)
CHECKED: tuple[ReasonKind, ...] = (
    "checked segment",
    "checked segment and others",
    "deeper reading",
)


def study(*segments: Segment, code: Code = MONEY) -> CodedStudy:
    """Return a study of one code and some segments."""
    made = Study(Path("study"), "S", Path("codebook.yaml"))
    return CodedStudy(made, Codebook("C", codes=(code,)), segments=segments)


def to(words: str, kind: ReasonKind, source: str = "money", place: int = 0) -> Reason:
    """Return a reason that points to some words."""
    return Reason(kind, source, place, 0, len(words), text_hash(words))


def because(coded: CodedStudy, *reasons: Reason) -> str:
    """Say why a suggestion was made."""
    return Told(coded).because(Suggestion("a/1", "money", 0.5, "suggested", because=reasons))


@pytest.fixture
def said(make_segment: Callable[..., Segment]) -> Segment:
    """Return a segment that somebody checked."""
    return make_segment("a/2", SAID)


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (Reason("name", "money"), "its meaning is close to the name 'Money worries / debt'"),
        (
            Reason("definition", "money"),
            "its meaning is close to the definition of 'Money worries / debt'",
        ),
        (
            Reason("key words", "money"),
            "uses words close in meaning to the name 'Money worries / debt'",
        ),
        (
            Reason("surroundings", "money"),
            "what was asked or said around it is close to what 'Money worries / debt' means",
        ),
        (Reason("concept", "Debt"), "sounds like talk about 'Debt', a subject close to this code"),
        (
            to("We have no money.", "example", place=1),
            "like the codebook's example 'We have no money.'",
        ),
        (to("gifts of money", "exclude"), "like what the codebook leaves out: 'gifts of money'"),
        (
            to("I found money.", "near miss"),
            "like 'I found money.', which the codebook says is not this code but looks like it",
        ),
        (to("rent", "pattern", place=1), "uses 'rent', a phrase of this code"),
        (
            to("rent", "negated pattern", place=1),
            "uses 'rent', a phrase of this code, but denies it",
        ),
        (Reason("other checked segments"), "like other passages to which people gave this code"),
        (
            Reason("checked surroundings"),
            (
                "what was asked or said around it is like what stands around passages to which people "
                "gave this code"
            ),
        ),
        (
            Reason("earlier version"),
            "told by an earlier version: run the study again to see it",
        ),
    ],
)
def test_a_reason_of_the_codebook_is_said_in_the_codebooks_words(reason: Reason, line: str) -> None:
    """Each kind has its sentence."""
    assert because(study(), reason) == line


def test_what_was_said_in_a_checked_segment_is_quoted_from_the_segment(said: Segment) -> None:
    """Without the marks of who wrote it down."""
    assert because(study(said), to(SAID, "checked segment", "a/2")) == (
        "like 'The landlord put it up.', a passage to which people gave this code"
    )


@pytest.mark.parametrize("kind", CHECKED)
@pytest.mark.parametrize(
    "now",
    [
        {"text": "", "skip_reason": "withdrawn"},
        {"text": "Quite other words now."},
        {"text": SAID[:-1]},
    ],
    ids=["withdrawn", "changed", "shorter"],
)
def test_words_that_no_longer_stand_there_are_not_quoted(
    said: Segment, kind: ReasonKind, now: dict[str, str]
) -> None:
    """The reason stays, and nobody's words are in it."""
    line = because(study(replace(said, **now)), to(SAID, kind, "a/2"))  # type: ignore[arg-type]
    assert "a checked passage that is no longer here" in line
    assert "words" not in line
    assert "landlord" not in line


@pytest.mark.parametrize("kind", CHECKED)
def test_a_segment_that_is_gone_is_not_quoted(kind: ReasonKind) -> None:
    """A transcript may have been taken out since."""
    assert "a checked passage that is no longer here" in because(study(), to(SAID, kind, "a/2"))


@pytest.mark.parametrize("examples", [("I cannot pay.",), ("I cannot pay.", "Another.")])
def test_an_example_that_is_no_longer_in_the_codebook_is_not_quoted(
    examples: tuple[str, ...],
) -> None:
    """Nor is what stands in its place now."""
    coded = study(code=replace(MONEY, examples=examples))
    assert because(coded, to("We have no money.", "example", place=1)) == (
        "like an example that is no longer in the codebook"
    )


def test_a_code_that_is_no_longer_there_is_told_by_its_id() -> None:
    """Until the study is run again."""
    assert (
        because(study(), Reason("definition", "gone"))
        == "its meaning is close to the definition of 'gone'"
    )


def test_two_reasons_stand_in_one_line_and_none_is_said_too() -> None:
    """The strongest comes first."""
    assert because(study(), Reason("name", "money"), Reason("concept", "Debt")) == (
        "its meaning is close to the name 'Money worries / debt'; sounds like talk about 'Debt', a "
        "subject close to this code"
    )
    assert because(study()) == "no single reason: several weak ones together"


def test_long_words_are_cut_in_a_reason_and_whole_as_the_nearest_example(
    make_segment: Callable[..., Segment],
) -> None:
    """A reason is one line; what a passage is compared with is read as a whole."""
    long = "word " * 60 + "end"
    coded = study(make_segment("a/2", long))
    reason = to(long, "checked segment", "a/2")
    line = because(coded, reason)
    assert "word ...'" in line
    assert len(line) < 150
    found = Suggestion("a/1", "money", 0.5, "suggested", nearest_example=reason)
    assert Told(coded).nearest_example(found) == long


def test_what_is_nearest_and_what_speaks_against_may_be_nothing() -> None:
    """Then their cells are empty."""
    found = Suggestion("a/1", "money", 0.5, "suggested")
    assert (Told(study()).nearest_example(found), Told(study()).against(found)) == ("", "")


def test_the_nearest_example_says_so_where_it_is_gone() -> None:
    """In the words of what it was."""
    told = Told(study())
    found = Suggestion("a/1", "money", 0.5, "suggested")
    for reason, line in (
        (to(SAID, "checked segment", "a/2"), "a checked passage that is no longer here"),
        (to("Gone.", "example"), "an example that is no longer in the codebook"),
    ):
        assert told.nearest_example(replace(found, nearest_example=reason)) == line


def test_a_pattern_of_tokens_is_said_in_its_words() -> None:
    """What a token has to be, such as a determiner, is no word and stands as three dots."""
    any_word = (("POS", "DET"), ("OP", "?"))
    wait = TokenPattern(((("LEMMA", ("wait", "queue")),), any_word, any_word, (("LOWER", "list"),)))
    coded = study(code=replace(MONEY, patterns=(wait,)))
    words = words_at(coded.codebook.codes[0], "pattern", 0)
    assert because(coded, to(words, "pattern")) == (
        "uses words like 'wait or queue ... list', a phrase of this code"
    )


def test_a_passage_that_was_learned_from_is_not_likened_to_itself(said: Segment) -> None:
    """It is most like itself, and its own words would tell nobody anything."""
    found = Suggestion("a/2", "money", 0.5, "suggested", because=(to(SAID, CHECKED[0], "a/2"),))
    assert Told(study(said)).because(found) == (
        "people gave this passage the code, and the machine learned from it"
    )
