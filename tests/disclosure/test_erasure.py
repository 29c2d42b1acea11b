"""What is to be erased when somebody takes their words back, and what stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from themekit.codebook import Codebook
from themekit.decisions import CodedStudy
from themekit.disclosure import Erasure, Request, erasure_of, mask_document
from themekit.disclosure.erased_events import rewritten
from themekit.disclosure.erasure import begins, ends
from themekit.errors import UsageError
from themekit.events import (
    Action,
    Anchor,
    CausalLink,
    Coding,
    Draw,
    DrawnItem,
    HarvestedOutcome,
    Look,
    Memo,
    Note,
    Selection,
    Summary,
)
from themekit.records import ERASED, Case, Document, Segment, Turn
from themekit.spans import text_hash
from themekit.study import Study

GROUP = "Ash: We never had enough money.\nBay: The van broke down on the hill road in the snow.\n"
SAID = "The van broke down on the hill road in the snow."
ANSWER = "Nobody answers the telephone any more these days"


def document(id_: str, text: str, *turns: Turn, wave: str = "") -> Document:
    """Make a document of the strand that its id begins with."""
    strand, name = id_.split("/")
    source = f"{strand}.csv" if strand == "survey" else f"{strand}/{name}.txt"
    return Document(id_, name, strand, source, text, text_hash(text), turns, wave)


def coded(*documents: Document, withdrawn: str = "") -> CodedStudy:
    """Make a study: each turn is a unit; in 'group' each speaker is a case, else each document."""
    segments, case_of, present = [], {}, {}
    for one in documents:
        for number, turn in enumerate(one.turns, 1):
            id_ = f"{one.id}/{number:04d}"
            case = f"{one.name}/{turn.speaker}" if one.strand == "group" else one.name
            said = one.text[turn.start : turn.end]
            segments.append(
                Segment(id_, one.id, one.text_hash, turn.start, turn.end, said, turn.speaker)
            )
            case_of[id_] = case
            present.setdefault(one.id, {})[case] = None
    cases = {case: Case(case, withdrawn=case == withdrawn) for case in case_of.values()}
    return CodedStudy(
        STUDY, Codebook("Small"), documents, tuple(segments), cases, case_of,
        {id_: tuple(people) for id_, people in present.items()},
    )  # fmt: skip


def said_by(text: str, *whose: tuple[str, str]) -> tuple[Turn, ...]:
    """Return the turns of a text: who said which words."""
    return tuple(
        Turn(text.index(words), text.index(words) + len(words), speaker) for speaker, words in whose
    )


STUDY = Study(Path("study"), "Small", Path("codebook.yaml"))
TALK = document("group/talk", GROUP, *said_by(GROUP, ("Ash", GROUP[5:31]), ("Bay", SAID)))
R1 = document("survey/R1", ANSWER, Turn(0, len(ANSWER), item="worry"), wave="2021-Q3")
R2 = document("survey/R2", ANSWER, Turn(0, len(ANSWER), item="worry"), wave="2021-Q4")


def test_a_document_of_one_person_goes_whole() -> None:
    """Its units and its source go with it."""
    own = document("interview/V3", SAID, Turn(0, len(SAID), "V3"))
    found = erasure_of(coded(own, R2), Request("V3"))
    assert (found.documents, found.segments) == (("interview/V3",), ("interview/V3/0001",))
    assert found.sources == ("interview/V3.txt",)
    assert not found.masked


def test_an_answer_that_others_gave_word_for_word_is_not_theirs_alone() -> None:
    """The respondent goes; the words are not known again as theirs, and the table stays."""
    found = erasure_of(coded(R1, R2), Request("R1"))
    assert found.documents == ("survey/R1",)
    assert (found.texts, found.phrases, found.sources) == ((), frozenset(), ())


def test_in_a_group_each_character_and_the_label_is_masked_and_offsets_stay() -> None:
    """What the others said stands where it stood."""
    (row,) = erasure_of(coded(TALK), Request("talk/Bay")).masked
    assert len(row.text) == len(GROUP)
    assert row.text[:31] == GROUP[:31]
    assert row.text[32:35] == ERASED * 3
    assert "van" not in row.text
    assert row.turns[1] == replace(TALK.turns[1], speaker=ERASED)
    assert row.text_hash == text_hash(row.text)


def test_a_group_in_which_everybody_else_has_withdrawn_goes_whole() -> None:
    """Nobody is left whose words it would be kept for."""
    found = erasure_of(coded(TALK, withdrawn="talk/Ash"), Request("talk/Bay"))
    assert found.documents == ("group/talk",)


def test_masking_twice_gives_the_same() -> None:
    """What was masked when it was erased is masked alike when the file is read again."""
    once = mask_document(TALK, {"bay"})
    assert mask_document(TALK, {"bay"}) == once


def test_six_words_in_a_row_are_known_wherever_they_are_repeated() -> None:
    """Fewer anybody might say."""
    found = erasure_of(coded(TALK), Request("talk/Bay"))
    text, number = found.mask("Note: 'broke down on the hill road', she said of the van.")
    assert number == 1
    assert "hill" not in text
    assert text.startswith("Note: '")
    assert found.mask("the hill road was closed") == ("the hill road was closed", 0)


def test_names_are_masked_as_whole_words() -> None:
    """However they are cased; never inside others."""
    found = erasure_of(coded(TALK), Request("talk/Bay"))
    assert found.mask("BAY told us at bayside")[0] == f"{ERASED * 3} told us at bayside"


def test_only_what_was_collected_from_a_date_on_goes() -> None:
    """A wave counts from its last day."""
    both = replace(R2, id="survey/R2", name="R1", text=SAID, text_hash=text_hash(SAID))
    found = erasure_of(coded(R1, both), Request("R1", since="2021-10-01"))
    assert found.documents == ("survey/R2",)


def test_a_wave_that_is_no_date_is_refused_with_the_way_out() -> None:
    """The sentence names --strand."""
    with pytest.raises(UsageError, match="--strand 'survey'"):
        erasure_of(coded(replace(R1, wave="after the storm")), Request("R1", since="2021"))


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021-Q3", "2021-07-01", "2021-09-30"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-06-30", "2021-06-30", "2021-06-30"),
        ("2021-13", "None", "None"),
        ("spring", "None", "None"),
    ],
)
def test_waves_are_read_as_dates(when: str, first: str, last: str) -> None:
    """Years, quarters, months and days."""
    assert (str(begins(when)), str(ends(when))) == (first, last)


def test_an_erasure_comes_back_from_text_as_it_was() -> None:
    """Whoever finishes it after a kill has all of it."""
    found = erasure_of(coded(TALK, R1), Request("talk/Bay"))
    assert Erasure.from_json(found.as_json()) == found


# -- the record of decisions --------------------------------------------------------------------

BAY = TALK.turns[1]
AT_ASH = {"document": TALK.id, "text_hash": TALK.text_hash, "start": 5, "end": 31}
AT_BAY = AT_ASH | {"start": BAY.start, "end": BAY.end}


def gone(*events: object) -> tuple[frozenset[int], tuple[object, ...]]:
    """Return what goes and what changes as Bay withdraws; events are numbered from 1."""
    numbered = [
        replace(one, number=at, event_id=one.event_id or f"event-{at}")  # type: ignore[type-var]
        for at, one in enumerate(events, 1)
    ]
    found = erasure_of(coded(TALK), Request("talk/Bay"))
    done = rewritten(numbered, {TALK.text_hash: TALK.text}, found, ())
    return done.gone, done.changed


def test_events_on_their_words_go_and_others_follow_the_text() -> None:
    """A coding of others is the same but for the hash of its text."""
    other = Coding(**AT_ASH, coder="Ada", code_id="money")
    went, changed = gone(Coding(**AT_BAY, coder="Ada"), other, Look(**AT_BAY, coder="Ada"))
    assert went == {1, 3}
    hashed = mask_document(TALK, {"bay"}).text_hash
    assert changed == (replace(other, number=2, event_id="event-2", text_hash=hashed),)


def test_a_coding_that_reaches_into_others_words_stays() -> None:
    """It is the others' as much as theirs."""
    wide = AT_ASH | {"end": BAY.end}
    assert gone(Coding(**wide, coder="Ada"))[0] == frozenset()


def test_what_only_took_back_what_went_goes_too() -> None:
    """And nothing names an event that is no more."""
    first = Coding(**AT_BAY, coder="Ada", event_id="a")
    back = Coding(coder="Ada", decision="retract", replaces=("a",))
    both = Look(**AT_ASH, coder="Ada", replaces=("a",))
    went, changed = gone(first, back, both)
    assert went == {1, 2}
    assert [one.replaces for one in changed] == [()]  # type: ignore[attr-defined]


def test_moves_of_events_that_lie_on_their_words_take_those_along() -> None:
    """A coding that was moved onto them from a former text goes, whatever its own place."""
    former = Coding(document="group/old", text_hash="x", start=0, end=9, coder="Ada", event_id="a")
    assert gone(former, Anchor(**AT_BAY, moves=("a",)))[0] == {1, 2}


def test_a_draw_loses_their_passages_alone() -> None:
    """The places of the others in it stay."""
    items = tuple(
        DrawnItem(position=at, document=TALK.id, text_hash=TALK.text_hash, start=start, end=end)
        for at, (start, end) in enumerate([(BAY.start, BAY.end), (5, 31)])
    )
    (draw,) = gone(Draw(draw="d", coder="Ada", items=items))[1]
    assert [one.position for one in draw.items] == [1]  # type: ignore[attr-defined]


def test_notes_about_them_go_and_words_that_repeat_them_are_masked() -> None:
    """A memo of another thing loses the stretch alone."""
    about = Memo(coder="Ada", about="case", target="talk/Bay", text="x")
    other = Memo(coder="Ada", about="method", text="Bay: 'broke down on the hill road in the snow'")
    concern = Note(
        coder="Ada", name="concern", fields=tuple((k, str(v)) for k, v in AT_BAY.items())
    )
    went, changed = gone(about, other, concern)
    assert went == {1, 3}
    (memo,) = changed
    assert "hill" not in memo.text  # type: ignore[attr-defined]
    assert "Bay" not in memo.text  # type: ignore[attr-defined]


def test_what_a_panel_chose_goes_with_its_teller_and_is_offered_no_more() -> None:
    """A choice of another's story stays, without theirs among what was offered."""
    offered = ("vcs/other", f"{TALK.id}/0001", f"{TALK.id}/0002")
    theirs = Selection(coder="Ada", offered=offered, chosen=f"{TALK.id}/0002", reasons="x")
    other = Selection(coder="Ada", offered=offered, chosen="vcs/other", reasons="Not Bay this time")
    went, changed = gone(theirs, other)
    assert went == {1}
    (left,) = changed
    # Units of the talk are numbered anew: what named one names the talk.
    assert left.offered == ("vcs/other", TALK.id)  # type: ignore[attr-defined]
    assert left.reasons == f"Not {ERASED * 3} this time"  # type: ignore[attr-defined]


def test_summaries_links_and_outcomes_of_theirs_go() -> None:
    """Each by what it rests on: the case, the passage, all of its units."""
    unit = f"{TALK.id}/0002"
    went, _ = gone(
        Summary(coder="Ada", case="talk/Bay", target="money", text="x"),
        Summary(coder="Ada", case="talk/Ash", target="money", text="x"),
        CausalLink(**AT_BAY, coder="Ada", cause="a", effect="b"),
        CausalLink(**AT_ASH, coder="Ada", cause="a", effect="b", source="talk/Bay"),
        HarvestedOutcome(coder="Ada", what="x", segments=(unit,)),
        HarvestedOutcome(coder="Ada", what="x", segments=(unit, "vcs/other/0001")),
    )
    assert went == {1, 3, 4, 5}


def test_what_was_done_stays_and_no_longer_names_what_went() -> None:
    """An action is the service's; why it was taken may be theirs."""
    theirs = Selection(
        coder="Ada", event_id="s", offered=(f"{TALK.id}/0002",), chosen=f"{TALK.id}/0002"
    )
    went, changed = gone(theirs, Action(coder="Ada", what="A new van for Bay", because_of="s"))
    assert went == {1}
    (action,) = changed
    assert (action.because_of, action.what) == ("", f"A new van for {ERASED * 3}")  # type: ignore[attr-defined]
