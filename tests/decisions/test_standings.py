"""How a code stands on a segment: by people, by the machine, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Record

HOLDS, NOT, DISPUTED, BOTH = "holds", "does not hold", "disputed", "both stand"


def test_nothing_said_is_open(record: Record) -> None:
    """Neither people nor the machine have said anything."""
    assert record.state() == "open"


@pytest.mark.parametrize("status", ["suggested", "uncertain"])
def test_suggestion_decides_where_nobody_looked(record: Record, status: str) -> None:
    """Without a person the machine's status is all there is."""
    record.suggest(status=status)
    assert record.state() == status


def test_only_suggested_counts_of_the_machines(record: Record) -> None:
    """What the machine is unsure of is counted nowhere."""
    record.suggest(status="uncertain")
    assert not record.standing().counts


def test_repeated_suggestion_counts_once(record: Record) -> None:
    """Two suggestions of one code on one segment are one pair, with the better score."""
    record.suggest(score=0.4, period="before")
    record.suggest(score=0.6, period="after")
    held = record.decided.resolved.held
    assert (held.pair.tolist(), held.score.tolist(), held.period.tolist()) == ([0], [0.6], [5])


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("accept", HOLDS),
        ("add", HOLDS),
        ("reject", NOT),
        ("adjudicate", HOLDS),
        ("unsure", "suggested"),
        ("code_problem", "suggested"),
    ],
)
def test_one_coder_decides(record: Record, decision: str, expected: str) -> None:
    """A single coder's yes or no replaces the suggestion; their doubt leaves it standing."""
    record.suggest()
    record.word("ann", decision)
    assert record.state() == expected


@pytest.mark.parametrize("decision", ["unsure", "code_problem"])
def test_doubt_alone_needs_another_reader(record: Record, decision: str) -> None:
    """Until somebody else speaks."""
    record.word("ann", decision)
    assert record.standing().needs_reader
    record.word("ben", "reject")
    assert not record.standing().needs_reader


def test_unsure_votes_nothing(record: Record) -> None:
    """Beside a yes, and with a look of their own, who is unsure neither agrees nor disagrees."""
    record.word("ann")
    record.look("ben")
    record.word("ben", "unsure")
    assert record.state() == HOLDS


def test_look_without_coding_replaces_suggestion(record: Record) -> None:
    """Who looked and added nothing has not applied it, and that is no word of theirs."""
    record.suggest()
    record.look("ann", outcome="nothing applies")
    one = record.standing()
    assert (record.state(), one.silent, one.no) == (NOT, ("ann",), ())


@pytest.mark.parametrize("outcome", ["skipped", "upsetting", "compared"])
def test_broken_off_look_covers_nothing(record: Record, outcome: str) -> None:
    """A passage that was skipped, or looked at to compare, has not been judged."""
    record.suggest()
    record.look("ann", outcome=outcome)
    assert record.state() == "suggested"


def test_coders_who_agree(record: Record) -> None:
    """Two coders who both say yes make it hold, and both are credited."""
    record.word("ann")
    record.word("ben", "add")
    assert (record.state(), record.standing().credited) == (HOLDS, ("ann", "ben"))


def test_coders_who_differ(record: Record) -> None:
    """A yes and a no are a dispute."""
    record.suggest()
    record.word("ann")
    record.word("ben", "reject")
    assert record.state() == DISPUTED


@pytest.mark.parametrize("codes", [(), ("a",)])
def test_look_of_another_coder_disputes_a_yes(record: Record, codes: tuple[str, ...]) -> None:
    """Who looked for the code and did not add it contradicts who did."""
    record.word("ann")
    record.look("ann")
    record.look("ben", codes=codes, outcome="nothing applies")
    assert record.state() == DISPUTED


def test_anybodys_yes_stands_in_a_reflexive_study(record: Record) -> None:
    """Other readings stand beside it and are named; a no alone is a no."""
    record.reflexive = True
    record.word("ann", "reject")
    assert record.state() == NOT
    record.word("ben")
    assert record.state() == HOLDS
    assert [word.coder for word in record.standing().no] == ["ann"]


@pytest.mark.parametrize(("holds", "expected"), [("yes", HOLDS), ("no", NOT), ("both", BOTH)])
def test_adjudication_settles_a_dispute(record: Record, holds: str, expected: str) -> None:
    """It decides against everybody's word, and voids nobody's."""
    record.word("ann")
    record.word("ben", "reject")
    record.word("cat", "adjudicate", holds=holds)
    one = record.standing()
    assert record.state() == expected
    assert ([word.coder for word in one.yes], [word.coder for word in one.no]) == (["ann"], ["ben"])


def test_last_adjudication_decides(record: Record) -> None:
    """A later one stands for the earlier one, whoever settled it."""
    record.word("cat", "adjudicate", holds="yes")
    record.word("dan", "adjudicate", holds="no")
    assert record.state() == NOT


def test_later_word_only_reopens(record: Record) -> None:
    """Who speaks after an adjudication changes nothing but that it is listed."""
    record.word("cat", "adjudicate", holds="no")
    assert not record.standing().reopened
    record.word("ann")
    assert (record.state(), record.standing().reopened) == (NOT, True)


def test_adjudicator_is_credited_only_for_what_holds(record: Record) -> None:
    """Who settled that it does not hold is no author of it."""
    record.word("cat", "adjudicate", holds="no")
    assert record.standing().credited == ()
    record.word("cat", "adjudicate", holds="both")
    assert record.standing().credited == ("cat",)


def test_last_word_goes_by_number_not_by_clock(record: Record) -> None:
    """A coder's later event stands for the earlier one, whatever their devices say of the time."""
    record.word("ann", time="2021-05-01T10:00:00Z")
    record.word("ann", "reject", time="2020-05-01T10:00:00Z")
    assert record.state() == NOT


def test_none_of_these_takes_own_words_back(record: Record) -> None:
    """It covers the codes shown and replaces that coder's words on them, nobody else's."""
    record.codes["b"] = "meaning"
    record.word("ann")
    record.word("ann", code="b")
    record.look("ann", codes=("a",), outcome="nothing applies")
    assert (record.state("a"), record.state("b")) == (NOT, HOLDS)
    record.word("ben")
    record.look("ann", codes=("a",), outcome="nothing applies")
    assert record.state("a") == DISPUTED


def test_change_code_moves_a_coding(record: Record) -> None:
    """The new code holds; the old one does not, though the machine still suggests it."""
    record.codes["b"] = "meaning"
    record.suggest()
    event = record.word("ann")
    record.word("ann", "change_code", "b", replaces=(event,))
    assert (record.state("a"), record.state("b")) == (NOT, HOLDS)


def test_change_code_rejects_where_the_old_code_lay(record: Record) -> None:
    """Also where that is another segment than the new code's."""
    record.codes["b"] = "meaning"
    other = record.says()
    event = record.word("ann", segment=other)
    record.word("ann", "change_code", "b", replaces=(event,))
    assert record.state("a", other) == NOT
    assert record.state("a") == "open"


def test_unknown_codes_count_nowhere_and_are_listed(record: Record) -> None:
    """Codings and suggestions of codes that were deleted decide nothing."""
    event = record.word("ann", code="deleted")
    record.suggest(code="deleted")
    found = record.decided
    assert [one.event_id for one in found.unknown] == [event]
    assert list(found.standings()) == []
    assert not found.looked.anywhere


def test_skipped_segments_never_hold(record: Record) -> None:
    """Neither machine nor people can code what is not to be coded; events on it are listed."""
    segment = record.says("e", skip_reason="no answer")
    record.suggest(segment)
    record.word("ann", segment=segment)
    record.look("ann", segment)
    found = record.decided
    assert list(found.standings()) == []
    assert len(found.unplaced) == 2
    assert not found.looked.anywhere


@pytest.mark.parametrize(("of", "seen"), [("reject", True), ("unsure", False)])
def test_yes_and_no_are_looks_at_their_code(record: Record, of: str, seen: bool) -> None:
    """Unsure alone is none."""
    record.codes["b"] = "meaning"
    record.word("ann", of)
    looked = record.decided.looked
    assert looked.anywhere is seen
    assert (looked.of(0).tolist(), looked.of(1).tolist()) == ([seen], [False])


@pytest.mark.parametrize("outcome", ["coded", "nothing applies"])
def test_whole_look_covers_every_code_but_the_unsure_one(record: Record, outcome: str) -> None:
    """Who is unsure of one code has looked for the others."""
    record.codes.update(dict.fromkeys("bcdefghij", "meaning"))
    record.look("ann", outcome=outcome)
    record.word("ann", "unsure", "b")
    looked = record.decided.looked
    assert [bool(looked.of(code)[0]) for code in range(3)] == [True, False, True]


@pytest.mark.parametrize(
    ("stances", "affirmed", "opposed"),
    [
        (("",), True, False),
        (("for",), True, False),
        (("against",), False, True),
        (("mixed",), True, True),
        (("for", "against"), True, True),
    ],
)
def test_stances(record: Record, stances: tuple[str, ...], affirmed: bool, opposed: bool) -> None:
    """It is affirmed, or opposed, if any coder who makes it hold meant it so."""
    for number, stance in enumerate(stances):
        record.word(f"coder {number}", stance=stance)
    held = record.decided.resolved.held
    assert (held.affirmed.tolist(), held.opposed.tolist()) == ([affirmed], [opposed])


def test_stance_of_a_no_does_not_count(record: Record) -> None:
    """Where an adjudication decides, its own stance counts, if it has one."""
    record.word("ann", stance="against")
    record.word("ben", "reject", stance="mixed")
    record.word("cat", "adjudicate", stance="for")
    held = record.decided.resolved.held
    assert (held.affirmed.tolist(), held.opposed.tolist()) == ([True], [False])
    assert set(record.standing().stances) == {"for"}


def test_machine_affirms_and_never_opposes(record: Record) -> None:
    """A suggestion counts as said, and it is nobody's."""
    record.suggest()
    held = record.decided.resolved.held
    assert (held.human.tolist(), held.affirmed.tolist(), held.opposed.tolist()) == (
        [False],
        [True],
        [False],
    )


def test_periods_of_all_who_say_yes_are_believed(record: Record) -> None:
    """And only where nobody names one the machine's guess."""
    record.suggest(period="after")
    record.word("ann")
    assert set(record.standing().periods) == {"after"}
    record.word("ben", period="before")
    record.word("cat", period="during")
    assert set(record.standing().periods) == {"before", "during"}
    assert record.decided.resolved.held.period.tolist() == [3]


def test_the_studys_time_counts_only_where_none_is_named(record: Record) -> None:
    """For people's decisions and the machine's alike; a named time is kept."""
    record.unnamed = "during"
    record.says()
    record.suggest()
    record.suggest(segment="d/1", period="after")
    record.word("ann")
    assert record.standing().period == "during"
    assert record.standing(segment="d/1").period == "after"
    assert record.decided.resolved.held.period.tolist() == [2, 4]


def test_decided_on_a_segment_is_what_people_decide_there(record: Record) -> None:
    """Every state that rests on people, silence under a look included, and no suggestion."""
    record.codes = dict.fromkeys("abcde", record.codes["a"])
    record.says()
    record.suggest(code="b")
    record.suggest(code="e", segment="d/1")
    record.word("ann", code="a")
    record.word("ben", "reject", code="c")
    record.word("ben", "unsure", code="d")
    record.look("ann", codes=("a", "b"))
    found = record.decided
    assert [(one.code_id, one.state) for one in found.decided_on("d/0")] == [
        ("a", HOLDS), ("b", NOT), ("c", NOT),
    ]  # fmt: skip
    assert found.decided_on("d/1") == ()
    people = [one for one in found.standings() if one.by_people]
    assert people == [*found.decided_on("d/0"), *found.decided_on("d/1")]


def test_lookers_are_those_who_judged_something(record: Record) -> None:
    """Neither a lone unsure, nor settling a difference, nor a look broken off is one."""
    record.word("ann", "reject")
    record.word("ben", "unsure")
    record.word("cy", "adjudicate", holds="yes")
    record.look("dee", outcome="skipped")
    record.look("eve")
    assert record.decided.lookers == {"ann": frozenset({0}), "eve": frozenset({0})}


def test_look_of_which_one_was_unsure_of_all_is_none(record: Record) -> None:
    """Unsure of every code that was shown is not a look; of some of them it is."""
    record.codes = dict.fromkeys("ab", record.codes["a"])
    record.look("ann", codes=("a",))
    record.word("ann", "unsure", code="a")
    record.look("ben")
    record.word("ben", "unsure", code="a")
    assert record.decided.lookers == {"ben": frozenset({0})}
