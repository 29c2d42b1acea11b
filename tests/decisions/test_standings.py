"""When a code holds, is in dispute, or is only suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Building


@pytest.fixture
def segment(study: Building) -> str:
    """Return the only segment of the study."""
    return study.says(study.document("d"))


def counts(study: Building, code: str = "a") -> tuple[int | None, int | None]:
    """Return the segments in which a code holds and is disputed."""
    row = study.row(code)
    return row.segments, row.disputed


HOLDS, NOT, DISPUTED = (1, 0), (0, 0), (0, 1)


def test_suggestion_decides_where_nobody_looked(study: Building, segment: str) -> None:
    """Without a person the machine's suggestion counts."""
    study.suggest(segment)
    assert counts(study) == HOLDS


def test_uncertain_suggestion_never_counts(study: Building, segment: str) -> None:
    """A suggestion marked uncertain is no holding."""
    study.suggest(segment, status="uncertain")
    assert counts(study) == NOT


def test_repeated_suggestion_counts_once(study: Building, segment: str) -> None:
    """Two suggestions of one code in one segment are one holding."""
    study.suggest(segment)
    study.suggest(segment)
    assert counts(study) == HOLDS


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("accept", HOLDS),
        ("add", HOLDS),
        ("reject", NOT),
        ("unsure", DISPUTED),
        ("adjudicate", HOLDS),
    ],
)
def test_one_coder_decides(
    study: Building, segment: str, decision: str, expected: tuple[int, int]
) -> None:
    """A single coder's word replaces the suggestion; their doubt is a dispute."""
    study.suggest(segment)
    study.word("ann", segment, decision)
    assert counts(study) == expected


def test_look_without_coding_replaces_suggestion(study: Building, segment: str) -> None:
    """Who looked and added nothing has said no."""
    study.suggest(segment)
    study.look("ann", segment, outcome="nothing applies")
    assert counts(study) == NOT


@pytest.mark.parametrize("outcome", ["skipped", "upsetting"])
def test_broken_off_look_covers_nothing(study: Building, segment: str, outcome: str) -> None:
    """A passage that was skipped or upset the reader has not been judged."""
    study.suggest(segment)
    study.look("ann", segment, outcome=outcome)
    assert counts(study) == HOLDS


def test_look_at_other_codes_covers_nothing(study: Building, segment: str) -> None:
    """A look that lists only another code, even a deleted one, leaves the suggestion standing."""
    study.code("b")
    study.suggest(segment)
    study.look("ann", segment, codes=("b", "deleted"))
    study.look("ben", segment, codes=("deleted",))
    assert counts(study) == HOLDS


def test_look_at_the_code_covers_it(study: Building, segment: str) -> None:
    """A look that lists the code covers it."""
    study.suggest(segment)
    study.look("ann", segment, codes=("a",))
    assert counts(study) == NOT


def test_coders_who_agree(study: Building, segment: str) -> None:
    """Two coders who both say yes make it hold."""
    study.word("ann", segment)
    study.word("ben", segment, "add")
    assert counts(study) == HOLDS


def test_coders_who_differ(study: Building, segment: str) -> None:
    """A yes and a no are a dispute and count nowhere else."""
    study.suggest(segment)
    study.word("ann", segment)
    study.word("ben", segment, "reject")
    assert counts(study) == DISPUTED


@pytest.mark.parametrize("codes", [(), ("a",)])
def test_look_of_another_coder_disputes_a_yes(
    study: Building, segment: str, codes: tuple[str, ...]
) -> None:
    """Who looked for the code and did not add it contradicts who did."""
    study.word("ann", segment)
    study.look("ann", segment)
    study.look("ben", segment, codes=codes, outcome="nothing applies")
    assert counts(study) == DISPUTED


def test_adjudication_settles_a_dispute(study: Building, segment: str) -> None:
    """An adjudication holds against everybody's word."""
    study.word("ann", segment)
    study.word("ben", segment, "reject")
    study.word("cat", segment, "adjudicate")
    assert counts(study) == HOLDS


def test_rejecting_adjudication_replaces_the_dispute(study: Building, segment: str) -> None:
    """A reject that replaces the disputed events settles them as no."""
    first, second = study.word("ann", segment), study.word("ben", segment, "reject")
    study.look("ann", segment)
    study.word("cat", segment, "reject", replaces=f"{first} {second}")
    assert counts(study) == NOT


def test_last_word_counts(study: Building, segment: str) -> None:
    """A coder's later event stands for the earlier one, in whatever order they are listed."""
    study.word("ann", segment)
    study.word("ann", segment, "reject")
    study.codings.reverse()
    assert counts(study) == NOT


def test_times_are_compared_as_moments(study: Building, segment: str) -> None:
    """A later moment in another notation is later, and an unreadable time is earliest."""
    study.word("ann", segment, "reject", time="2021-05-01T10:00:00.5+00:00")
    study.word("ann", segment, "accept", time="2021-05-01T10:00:00Z")
    study.word("ann", segment, "accept", time="yesterday")
    assert counts(study) == NOT


def test_equal_times_go_by_order(study: Building, segment: str) -> None:
    """Of two events of one moment the later listed counts."""
    study.word("ann", segment, "reject", time="2021-05-01T10:00:00Z")
    study.word("ann", segment, "accept", time="2021-05-01T10:00:00Z")
    assert counts(study) == HOLDS


def test_retract_brings_the_suggestion_back(study: Building, segment: str) -> None:
    """Who retracts has said nothing; the machine's suggestion decides again."""
    study.suggest(segment)
    event = study.word("ann", segment, "reject")
    study.word("ann", segment, "retract", replaces=event)
    assert counts(study) == HOLDS


def test_replaced_event_is_void_whoever_replaced_it(study: Building, segment: str) -> None:
    """An event that was replaced stays void, even if its replacement is retracted."""
    first = study.word("ann", segment)
    second = study.word("ann", segment, "reject", replaces=first)
    study.word("ann", segment, "retract", replaces=second)
    assert counts(study) == NOT


def test_change_code_moves_a_coding(study: Building, segment: str) -> None:
    """The new code holds; the old one does not, though the machine still suggests it."""
    study.code("b")
    study.suggest(segment, "a")
    event = study.word("ann", segment, "accept", "a")
    study.word("ann", segment, "change_code", "b", replaces=event)
    assert (counts(study, "a"), counts(study, "b")) == (NOT, HOLDS)


def test_unknown_codes_count_nowhere(study: Building, segment: str) -> None:
    """Codings and suggestions of codes that were deleted are ignored."""
    study.word("ann", segment, code="deleted")
    study.suggest(segment, "deleted")
    matrix = study.build()
    assert (matrix.status, matrix.anyone_checked) == ((("d/0", "uncoded"),), False)


def test_skipped_segments_never_hold(study: Building) -> None:
    """Neither machine nor people can code what is not to be coded."""
    segment = study.says(study.document("d"), skip_reason="no answer")
    study.suggest(segment)
    study.word("ann", segment)
    study.look("ann", segment)
    matrix = study.build()
    assert counts(study) == NOT
    assert (matrix.status, matrix.anyone_checked) == ((("d/0", "skipped"),), False)


def test_changed_text_counts_nowhere(study: Building, segment: str) -> None:
    """Codings and looks of another text leave the suggestion standing and nobody has checked."""
    study.suggest(segment)
    study.word("ann", segment, "reject", text_hash="old")
    study.look("ann", segment, text_hash="old")
    assert counts(study) == HOLDS
    assert not study.build().anyone_checked


@pytest.mark.parametrize("look", [True, False])
def test_anyone_checked(study: Building, segment: str, look: bool) -> None:
    """A look or a coding, even a doubtful one, means that a person has checked something."""
    assert not study.build().anyone_checked
    if look:
        study.look("ann", segment, outcome="nothing applies")
    else:
        study.word("ann", segment, "unsure")
    assert study.build().anyone_checked


def test_status_of_units(study: Building) -> None:
    """Every unit ends as coded, uncoded (also in dispute) or skipped, in the order read."""
    document = study.document("d")
    for text in ("yes", "no", "maybe"):
        study.says(document, text=text)
    study.says(document, skip_reason="interviewer", speaker_role="interviewer")
    study.suggest("d/0")
    study.word("ann", "d/2", "unsure")
    assert study.build().status == (
        ("d/0", "coded"),
        ("d/1", "uncoded"),
        ("d/2", "uncoded"),
        ("d/3", "skipped"),
    )


@pytest.mark.parametrize(
    ("stances", "against"),
    [(("for",), 0), (("against",), 1), (("mixed",), 1), (("for", "against"), 1)],
)
def test_against(study: Building, segment: str, stances: tuple[str, ...], against: int) -> None:
    """A segment is against if any coder who makes it hold meant it against or mixed."""
    for number, stance in enumerate(stances):
        study.word(f"coder {number}", segment, stance=stance)
    assert study.row().against == against


def test_stance_of_a_no_does_not_count(study: Building, segment: str) -> None:
    """Where an adjudication decides, only its own stance counts."""
    study.word("ann", segment, stance="against")
    study.word("ben", segment, "reject", stance="against")
    study.word("cat", segment, "adjudicate", stance="for")
    assert (study.row().segments, study.row().against) == (1, 0)
