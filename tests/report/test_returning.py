"""The account of one wave that is given back: what it says, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from building import Building
from themekit.events import Action, CausalLink, Effort, Mark
from themekit.matrix import build_matrix
from themekit.matrix.change import AFTERWARDS
from themekit.matrix.change.outside import WITHHELD
from themekit.report.inputs import About, ReportInputs
from themekit.report.methods_blocks import AgreementTable
from themekit.report.returning import Beside, ReturnModel, build_return, changed, is_account
from themekit.report.returning.layout import HEARD, Paragraph, Subheading, sections_of
from themekit.report.returning.occasion import FEW_BEHIND, Occasion
from themekit.study import ClosedItem, Watched

SAID = "They have closed the group and I sit at home, it is worse than it was in the spring."
ITEM = ClosedItem("rating", "How it is", "T", "number", positive=("7", "8"))
WATCH = (Watched("worse", "", 0.15), Watched("better", "", 0.15), Watched("", "rating", 0.15))


@pytest.fixture
def study() -> Building:
    """Return a survey with a code of each direction, a closed question, and nobody in it."""
    made = Building()
    made.strand("S", kind="survey", closed=(ITEM,), attribution="story")
    for direction in ("worse", "same", "better"):
        made.code(direction, direction=direction, plain_name=f"It is {direction}")
    return made


def told(
    study: Building,
    wave: str,
    people: Iterable[int],
    yes: Iterable[int] = (),
    code: str = "worse",
    *,
    read: bool = True,
    **about: Any,
) -> None:
    """Let people tell something in a wave; those in `yes` raise a code, by one reader's word."""
    raised = set(yes)
    for number in people:
        name = f"p{number}"
        if name not in study.cases:
            study.person(name, consent_quote="verbatim")
        document = study.document(f"{name}-{wave}", "S", (name,), wave=wave, **about)
        segment = study.says(document, name, text=f"{SAID} That was my number {number} in {wave}.")
        study.mark(document)
        if number in raised:
            study.word("ann", segment, code=code)
        if read:
            study.look("ann", segment)


def account(
    study: Building,
    wave: str,
    *more: Any,
    watch: Sequence[Watched] = WATCH,
    public: bool = False,
    agreed: Sequence[AgreementTable] = (),
    **about: Any,
) -> ReturnModel:
    """Build the account of a wave, with events beside what was coded."""
    coded = study.coded(**about)
    start = len(coded.events)
    events = (
        replace(one, number=start + at, event_id=f"more{at}", coder="ann")
        for at, one in enumerate(more, start=1)
    )
    coded = replace(coded, events=(*coded.events, *events))
    object.__setattr__(coded.study, "watch", tuple(watch))
    matrix = build_matrix(coded, public=public)
    inputs = ReportInputs(coded, matrix, About(public=public))
    waves = sorted({one.wave for one in coded.documents})
    return build_return(inputs, wave, waves, Beside(agreed, "1"))


def words_of(model: ReturnModel) -> str:
    """Return all that stands below the heading, block by block."""
    return "\n".join(map(repr, sections_of(model)))


def under(model: ReturnModel, heading: str) -> str:
    """Return all that stands under a heading of the comparisons."""
    return " ".join(repr(one) for one in model.outcomes if one.heading == heading)


def about(model: ReturnModel, label: str) -> str:
    """Return the line of a label."""
    lines = (*model.heard, *model.trust)
    return next((one.text for one in lines if one.label == label), "")


# -- what is said first -----------------------------------------------------------------------------


def test_no_story_of_worse_or_unchanged_is_said_before_all_else(study: Building) -> None:
    """Each that is missing, and whether it may be among what is unread."""
    told(study, "1", range(8), range(3), "better")
    told(study, "1", range(8, 10), read=False)
    (said,) = account(study, "1").first
    assert "No story of things getting worse or of things staying as they were" in said
    assert "2 of 10 passages nobody has read" in said


def test_only_the_direction_that_is_missing_is_named(study: Building) -> None:
    """Where worse was read, it is not said to be missing."""
    told(study, "1", range(8), range(3), "worse")
    (said,) = account(study, "1").first
    assert said.startswith("No story of things staying as they were has been read in 1.")


def test_nothing_is_said_first_where_both_were_read(study: Building) -> None:
    """One story of each is enough."""
    told(study, "1", range(8), range(3), "worse")
    told(study, "1", range(8, 12), range(8, 9), "same")
    assert account(study, "1").first == ()


def test_a_story_on_which_readers_disagree_counts_as_read(study: Building) -> None:
    """That none was read is only said where nobody found any."""
    told(study, "1", range(2), [0], "worse")
    told(study, "1", range(2, 4), [2], "same")
    study.look("bo", "p0-1/0")
    assert account(study, "1").first == ()


def test_a_list_without_directions_cannot_tell_worse(study: Building) -> None:
    """Then the page says that it cannot say it."""
    study.codes[:] = [replace(one, direction="") for one in study.codes]
    told(study, "1", range(8))
    assert "cannot say whether such stories were read" in account(study, "1").first[0]


# -- whom we heard ----------------------------------------------------------------------------------


def test_who_left_joined_and_came_back_is_counted(study: Building) -> None:
    """Against the wave before; back is who told earlier and not then."""
    told(study, "1", range(10))
    told(study, "2", range(2, 10))
    told(study, "3", [0, *range(4, 10), 20])
    said = about(account(study, "3"), "Who")
    assert said.startswith("8 people.")
    assert (
        "Since 2 (8 people) 2 left, 1 joined, 1 came back after a pause; 6 told both times" in said
    )


def test_others_than_before_have_not_left(study: Building) -> None:
    """Where nobody is known to be the same, ids may be new each time."""
    told(study, "1", range(10))
    told(study, "2", range(10, 18))
    said = about(account(study, "2"), "Who")
    assert said == "8 people. None of them is known to be one of the 10 of 1."


def test_few_who_left_are_not_counted_outside(study: Building) -> None:
    """Nor anything from which they could be reckoned."""
    told(study, "1", range(20))
    told(study, "2", range(2, 20))
    said = about(account(study, "2", public=True), "Who")
    assert "How many told both times, left, joined or came back is not told here" in said
    assert "18 told" not in said


def test_many_who_left_are_counted_outside_too(study: Building) -> None:
    """Five and more, or none, tell of nobody."""
    told(study, "1", range(20))
    told(study, "2", range(6, 20))
    assert "6 left, 0 joined; 14 told both times" in about(account(study, "2", public=True), "Who")


def test_who_asked_is_told_where_the_data_says_it(study: Building) -> None:
    """By any of the usual names of such a column; outside without small numbers."""
    told(study, "1", range(8), attributes=(("collected_by", "staff"),))
    told(study, "1", range(8, 10), attributes=(("collected_by", "peer"),))
    assert "Asked by: staff 8, peer 2." in about(account(study, "1"), "How")
    assert "Asked by: staff and peer." in about(account(study, "1", public=True), "How")


def test_how_much_of_it_people_have_read_is_said(study: Building) -> None:
    """Whole accounts, parts, and those that nobody has read."""
    told(study, "1", range(4))
    told(study, "1", range(4, 7), read=False)
    study.says("p0-1", "p0", text="More of it.")
    said = about(account(study, "1"), "Read so far")
    assert (
        said
        == "People have read 3 of 7 accounts to the end, and a part of 1 more; 3 nobody has read."
    )


# -- what changed -----------------------------------------------------------------------------------


def test_a_comparison_has_the_numbers_of_its_row(study: Building) -> None:
    """Before, after, interval, who began and who stopped, as changes.csv has them."""
    told(study, "1", range(40), range(4))
    told(study, "2", range(29), range(15))
    said = under(account(study, "2"), changed.WORSE)
    (row,) = (one for one in study.build().changes if one.code_id == "worse")
    assert row.change_low
    assert row.change_high
    low, high = (f"{round(100 * one)} more" for one in (row.change_low, row.change_high))
    span = f"42 in 100 more; from {low} to {high} fits"
    assert f"rose, 4 of 40 in 1, 15 of 29 in 2: {span}." in said
    assert f"Of {row.both} who told both times {row.began} began and {row.stopped} stopped." in said


@pytest.mark.parametrize(
    ("code", "then", "now", "heading"),
    [
        ("worse", 4, 24, changed.WORSE),
        ("better", 24, 4, changed.WORSE),
        ("better", 4, 24, changed.BETTER),
        ("worse", 24, 4, changed.BETTER),
        ("same", 4, 24, changed.OTHERWISE),
    ],
)
def test_direction_and_verdict_tell_what_got_worse(
    study: Building, code: str, then: int, now: int, heading: str
) -> None:
    """Fewer who tell of better is no gain."""
    told(study, "1", range(40), range(then), code)
    told(study, "2", range(40), range(now), code)
    model = account(study, "2", watch=[Watched(code, "", 0.15)])
    moved = [one.heading for one in model.outcomes if "of 40 in 2" in repr(one)]
    assert moved == [heading]


def test_worse_keeps_its_place_where_nothing_got_worse(study: Building) -> None:
    """It stands first, and does not say that nobody was worse off."""
    told(study, "1", range(20), range(4))
    told(study, "2", range(20), range(5))
    first = account(study, "2").outcomes[0]
    assert first.heading == changed.WORSE
    assert "does not mean that nobody told us of worse" in first.nothing


def test_cannot_tell_stands_with_its_reason(study: Building) -> None:
    """Nobody read the second wave: it is said of the code by the name that tellers know."""
    told(study, "1", range(20), range(4))
    told(study, "2", range(20), read=False)
    said = under(account(study, "2"), changed.UNKNOWN)
    assert "Nobody has read 2" in said or changed.UNREAD in said
    assert "It is worse" in said


def test_a_partly_read_wave_counts_what_was_found_so_far(study: Building) -> None:
    """Outside too, where nobody is told how many are unread."""
    told(study, "1", range(40), range(6))
    told(study, "2", range(30), range(6))
    told(study, "2", range(30, 40), read=False)
    for public in (False, True):
        model = account(study, "2", public=public)
        assert "6 of 40 in 1, 6 of 40 found so far in 2" in words_of(model)
        assert "Those who are unread may have told it too" in " ".join(model.afterwards)


def test_withheld_comparisons_are_named_and_have_no_number(study: Building) -> None:
    """Outside: that they cannot be told is not said of them, for they can."""
    told(study, "1", range(40), range(2))
    told(study, "2", range(40), range(20))
    model = account(study, "2", public=True)
    said = under(model, changed.UNSHOWN)
    assert FEW_BEHIND in said
    assert "It is worse" in said
    assert "20 of 40" not in words_of(model)


def test_a_closed_question_says_which_answers_are_counted(study: Building) -> None:
    """Its label alone does not."""
    for wave, many in (("1", 6), ("2", 20)):
        for at in range(40):
            told(study, wave, [at], closed=(("rating", "7" if at < many else "3"),))
    said = under(account(study, "2"), changed.OTHERWISE)
    assert "How it is (answered 7 or 8)" in said
    assert "rose, 6 of 40 in 1, 20 of 40 in 2" in said


def test_what_nobody_named_beforehand_is_apart(study: Building) -> None:
    """What moved of it stands as noticed afterwards; the rest is counted."""
    told(study, "1", range(40), range(4), "better")
    told(study, "2", range(40), range(24), "better")
    model = account(study, "2", watch=[Watched("worse", "", 0.15)])
    assert AFTERWARDS in under(model, changed.BETTER)
    assert "2 other comparisons nobody had named beforehand: 1 rose" in " ".join(model.afterwards)


def test_sentences_of_the_matrix_are_known_by_their_words() -> None:
    """What rows bring along is taken off by the same words."""
    assert (changed.AFTERWARDS, changed.WITHHELD) == (AFTERWARDS, WITHHELD)


def test_nothing_stands_twice_in_a_comparison(study: Building) -> None:
    """What the numbers say is not said by the reason again."""
    told(study, "1", range(30), range(8))
    told(study, "2", range(30), range(9))
    said = words_of(account(study, "2"))
    assert said.count("8 of 30") == 1
    assert "Anything from" not in said


def test_the_first_wave_says_what_was_told(study: Building) -> None:
    """There is nothing to compare it with, and that is said."""
    told(study, "1", range(30), range(8))
    told(study, "2", range(30), range(9))
    model = account(study, "1")
    assert "8 of 30." in words_of(model)
    assert "nothing can be told of change" in model.afterwards[0]


def test_a_reflexive_study_has_no_number_of_change(study: Building) -> None:
    """What was told then and now stands side by side, each with its wave."""
    told(study, "1", range(6), range(3))
    told(study, "2", range(6, 12), range(6, 9))
    model = account(study, "2", method="reflexive")
    assert "counts nobody" in model.afterwards[0]
    assert model.outcomes == ()
    assert {one.wave for one in model.quotes} == {"1", "2"}


# -- causes -----------------------------------------------------------------------------------------


def link(number: int, cause: str, effect: str = "I stay in", valence: Any = "worse") -> CausalLink:
    """Return what a teller of wave 1 says led to what."""
    return CausalLink(
        document=f"p{number}-1", text_hash="hash", start=0, end=100, source=f"p{number}",
        cause=cause, effect=effect, valence=valence,
    )  # fmt: skip


def test_causes_are_those_that_tellers_give(study: Building) -> None:
    """People and passages are counted apart; worse and better take turns."""
    told(study, "1", range(12))
    links = [link(at, "The bus") for at in (0, 1, 2)] + [link(0, "The bus", valence="better")]
    model = account(study, "1", *links)
    assert [(one.label, one.text) for one in model.causes] == [
        ("3 people say", "“The bus” led to “I stay in”, which was worse for them."),
        ("1 person says", "“The bus” led to “I stay in”, which was better for them."),
    ]
    assert "no proof of what caused what" in model.causes_note


def test_without_claims_nothing_is_said_of_causes(study: Building) -> None:
    """Neither theirs nor ours."""
    told(study, "1", range(12))
    model = account(study, "1")
    assert model.causes == ()
    assert "Nothing on this page says what caused a change" in model.causes_note


def test_a_claim_of_few_people_does_not_leave(study: Building) -> None:
    """It is counted; one of somebody who did not agree to be quoted is not even that."""
    told(study, "1", range(12))
    study.person("p5", consent_quote="none")
    model = account(study, "1", link(1, "The bus"), link(5, "The lift"), public=True)
    assert model.causes == ()
    assert model.causes_note == (
        "What they say made the difference is not shown here. 1 claim of fewer than five people "
        "not shown here."
    )
    many = [link(at, "The bus") for at in range(5)]
    model = account(study, "1", *many, link(6, "The lift"), public=True)
    assert [one.label for one in model.causes] == ["5 people say"]
    assert "The lift" not in str(model)
    assert model.causes_note.endswith("1 claim of fewer than five people not shown here.")


def test_a_claim_without_a_direction_is_given_none(study: Building) -> None:
    """Neither better nor worse would be a word that nobody said."""
    told(study, "1", range(12))
    model = account(study, "1", link(1, "The bus", valence=""))
    assert model.causes[0].text.endswith("whether that was better or worse is not written down.")


def test_of_what_nobody_told_it_is_not_said_that_nobody_lives_with_it(study: Building) -> None:
    """On the line itself, where a reader takes the number from."""
    told(study, "1", range(40))
    told(study, "2", range(40))
    model = account(study, "2")
    lines = [at for one in model.outcomes for why in one.reasons for at in why.lines]
    (line,) = (one for one in lines if one.label.startswith("It is worse"))
    assert "0 of 40 in 1, 0 of 40 in 2" in line.text
    assert changed.NOBODY in line.text


# -- words ------------------------------------------------------------------------------------------


def test_several_people_are_quoted_and_worse_is_first(study: Building) -> None:
    """One passage a direction, each of somebody else."""
    told(study, "1", range(8), range(6), "worse")
    told(study, "1", range(8, 16), range(8, 14), "better")
    quotes = account(study, "1").quotes
    assert [one.codes for one in quotes] == [("It is worse",), ("It is better",)]
    assert quotes[0].case != quotes[1].case


def test_nobody_is_quoted_whose_words_no_person_confirmed(study: Building) -> None:
    """A machine's suggestion quotes nobody."""
    told(study, "1", range(8), read=False)
    study.suggest("p0-1/0", "worse")
    model = account(study, "1")
    assert model.quotes == ()
    assert "no person has read and confirmed" in model.unquoted[0]


def test_words_without_consent_are_not_quoted_outside(study: Building) -> None:
    """Of what none can be shown is said."""
    told(study, "1", range(8), range(6), "worse")
    told(study, "1", range(8, 16), range(8, 14), "better")
    for number in range(6):
        study.person(f"p{number}", consent_quote="paraphrase")
    model = account(study, "1", public=True)
    assert [one.codes for one in model.quotes] == [("It is better",)]
    assert "Everybody who is quoted here agreed" in model.unquoted[0]
    assert not any("agreed" in one for one in account(study, "1").unquoted)
    assert "No words of things getting worse" in model.unquoted[1]
    assert (model.quotes[0].case, model.quotes[0].segment_id) == ("", "")


# -- what was done, trust, cost ---------------------------------------------------------------------


def test_what_was_done_names_its_reason_and_who_does_not_know(study: Building) -> None:
    """The latest first; an id of a story is no name."""
    told(study, "1", range(8))
    model = account(
        study, "1",
        Action(what="Fixed the lift", because_of="p1-1", by="The team", date="2025-03"),
        Action(what="A second group", because_of="worse", date="2025-05-02", told_tellers="At tea"),
    )  # fmt: skip
    assert [one.label for one in model.done] == ["2 May 2025", "March 2025"]
    assert model.done[0].text == (
        "A second group. The reason given: It is worse. Those who told us heard of it: At tea."
    )
    assert "The reason given: a story." in model.done[1].text
    assert model.done_note.startswith(
        "Before this page, those who told us had not heard of 1 of the 2 things done."
    )


def test_nothing_done_is_said(study: Building) -> None:
    """No list is no silence."""
    told(study, "1", range(8))
    assert account(study, "1").done_note.startswith("Nothing is written down of what was done")


def test_unknown_cost_is_said_as_unknown(study: Building) -> None:
    """What nobody wrote down or measured is no nought."""
    told(study, "1", range(8))
    notes = " ".join(account(study, "1").spent_notes)
    assert "How long the work on this wave took is not known" in notes


def test_cost_is_told_by_who_and_doing_what(study: Building) -> None:
    """That of tellers apart from the work; other waves have their own account."""
    told(study, "1", range(8))
    told(study, "2", range(8))
    model = account(
        study, "1",
        Effort(wave="1", activity="collecting", role="peer", minutes=90, basis="written down"),
        Effort(wave="1", activity="telling", role="teller", minutes=45, basis="written down"),
        Effort(wave="2", activity="collecting", role="peer", minutes=600, basis="written down"),
    )  # fmt: skip
    assert [(one.who, one.doing, one.minutes) for one in model.spent] == [
        ("peer researchers", "collecting", 90),
        ("those who told", "telling", 45),
    ]
    notes = " ".join(model.spent_notes)
    assert "Work on this wave, as far as it is known: 1 hour 30 minutes." in notes
    assert "Time of those who told: 45 minutes." in notes
    assert "How long reading took is not known." in notes


def test_who_read_and_whether_readers_agree_is_said(study: Building) -> None:
    """Agreement is told of what is followed; where too little was read by two, that."""
    told(study, "1", range(8), range(4))
    study.look("bo", "p0-1/0")
    assert about(account(study, "1"), "Who read") == (
        "2 people read 8 of the 8 passages that these accounts are made of; 1 of them were read "
        "by more than one."
    )
    assert about(account(study, "1"), "Do readers agree").startswith("Not known")
    name = study.codes[0].shown_path
    rows = ((name, 0.8, 0.6), (study.codes[1].shown_path, 1.0, None))
    table = AgreementTable("agreement", "", ("code", "positive_agreement", "low"), rows)
    said = about(account(study, "1", agreed=[table]), "Do readers agree")
    assert said.endswith("100 cases: It is worse 80.")


def test_that_reading_may_have_changed_is_said(study: Building) -> None:
    """Where nothing of an earlier wave was read anew, nobody knows."""
    told(study, "1", range(8), range(4))
    told(study, "2", range(8), range(4))
    assert about(account(study, "2"), "Did reading change").startswith("Not known")


def test_what_no_reading_mends_is_said(study: Building) -> None:
    """Another asker is told beside the comparisons, as changes.csv has it."""
    told(study, "1", range(30), range(4), attributes=(("collected_by", "staff"),))
    told(study, "2", range(30), range(4), attributes=(("collected_by", "peer"),))
    said = about(account(study, "2"), "What else differs")
    assert said.startswith("Since 1: asked by:")


# -- the whole --------------------------------------------------------------------------------------


def test_an_account_says_for_whom_it_is(study: Building) -> None:
    """By that it is known again."""
    told(study, "1", range(8))
    for public in (True, False):
        assert is_account([account(study, "1", public=public).audience])
    assert not is_account(["What we heard"])


def test_sections_stand_in_one_order(study: Building) -> None:
    """Whom we heard first; worse before better; claims behind the changes."""
    told(study, "1", range(20), range(4))
    told(study, "2", range(20), range(5))
    sections = sections_of(account(study, "2"))
    assert sections[0].heading == HEARD
    heads = [one.text for one in sections[1].blocks if isinstance(one, Subheading)]
    assert heads.index(changed.WORSE) < heads.index(changed.BETTER) < heads.index(changed.UNKNOWN)
    assert all(isinstance(one, Paragraph) for one in sections[2].blocks)


def test_replaced_words_are_replaced_everywhere_outside(study: Building) -> None:
    """Also in what the team wrote, and before it is cut."""
    told(study, "1", range(8))
    name = "Rosamund Quill"
    study.documents[0] = replace(study.documents[0], text=f"{name} said so.")
    model = account(
        study,
        "1",
        Mark(
            document="p0-1", text_hash="hash", start=0, end=len(name), marking="replace",
            replacement="[a worker]",
        ),
        Action(what=f"{'Thanked for all of it ' * 5}{name}", by=name, date="2025"),
        public=True,
    )  # fmt: skip
    assert "Rosamund" not in repr(model)
    assert "[a worker]" in model.done[0].text


def test_the_waves_of_an_occasion_end_with_it(study: Building) -> None:
    """What came later is no part of an account."""
    for wave in ("1", "2", "3"):
        told(study, wave, range(3))
    coded = study.coded()
    inputs = ReportInputs(coded, build_matrix(coded), About())
    assert Occasion(inputs, "2", ("1", "2", "3")).waves_of("S") == ("1", "2")


def test_texts_that_nobody_told_are_no_people(study: Building) -> None:
    """Literature beside the stories was asked of nobody."""
    told(study, "1", range(8))
    study.strand("Papers", kind="literature")
    study.person("paper-1")
    study.says(study.document("paper-1", "Papers", wave="1"))
    lines = {one.label: one.text for one in account(study, "1").heard}
    assert lines["Papers"] == "1 text: nobody told it for this."
    assert lines["S"].startswith("8 people")


def test_what_was_found_of_the_first_wave_is_people_s_alone(study: Building) -> None:
    """Where a part is read: found so far; what a machine suggests is in no number."""
    told(study, "1", range(20), range(8))
    told(study, "1", range(20, 30), read=False)
    told(study, "2", range(30), range(8))
    for number in range(20, 30):
        study.suggest(f"p{number}-1/0", "worse")
    said = words_of(account(study, "1"))
    assert "8 of 30 found so far." in said
    assert "18 of 30" not in said


def test_what_reading_anew_showed_is_said(study: Building) -> None:
    """By the code that is found most otherwise today; what no row knows is not made up."""
    told(study, "1", range(8), range(4))
    told(study, "2", range(8), range(4))
    coded = study.coded()
    object.__setattr__(coded.study, "watch", WATCH)
    matrix = build_matrix(coded)
    drifted = tuple(
        replace(one, drift=-0.12) if one.code_id == "worse" else one for one in matrix.changes
    )
    inputs = ReportInputs(coded, replace(matrix, changes=drifted), About())
    said = about(build_return(inputs, "2", ["1", "2"]), "Did reading change")
    assert "was read anew" in said
    assert "most for It is worse: found 12 in 100 less often today" in said
