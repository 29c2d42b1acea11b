"""What must be true of any sequence of decisions, whoever took them, in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from themekit.decisions import CodeState, Decisions, Passages
from themekit.events import Anchored, Coding, Event, Look, VersionedCode
from themekit.records import Segment, Suggestion

CODES = ("a", "b", "c")
CODERS = ("ann", "bea", "cy")
DOCUMENTS = ("d1", "d2")
SEGMENTS = 3
LENGTH = 100
NOW = {code: f"meaning of {code}" for code in CODES}


def version(name: str, meanings: dict[str, str]) -> list[VersionedCode]:
    """Return a version of the codebook."""
    return [VersionedCode(name, code, code, "", hash_) for code, hash_ in meanings.items()]


def study(cut: int = LENGTH) -> list[Segment]:
    """Return the segments of two documents, cut to pieces of some length."""
    whole = SEGMENTS * LENGTH
    return [
        Segment(f"{name}/{start}", name, f"hash of {name}", start, min(start + cut, whole), "words")
        for name in DOCUMENTS
        for start in range(0, whole, cut)
    ]


SUGGESTED = [
    Suggestion(f"{name}/{start}", code, 0.7, status)
    for name in DOCUMENTS
    for start in range(0, SEGMENTS * LENGTH, LENGTH)
    for code, status in (("a", "suggested"), ("b", "uncertain"))
]


def decided(
    events: Sequence[Event],
    segments: Sequence[Segment] | None = None,
    codes: dict[str, str] | None = None,
    suggestions: Sequence[Suggestion] = SUGGESTED,
) -> Decisions:
    """Return what events come to."""
    meanings = NOW if codes is None else codes
    known = [*version("v", NOW), *(version("later", meanings) if codes else ())]
    return Decisions(
        Passages.of(study() if segments is None else segments),
        [CodeState(code, meaning) for code, meaning in meanings.items()],
        events,
        suggestions,
        versions=known,
    )


def stands(found: Decisions, document: str = "") -> dict[tuple[str, str], Any]:
    """Return how everything stands, without the numbers of the events."""
    return {
        (one.segment_id, one.code_id): (
            one.state, one.credited, one.silent, one.stances, one.periods, one.checked,
            sorted(word.coder for word in (*one.no, *one.unsure)),
        )
        for one in found.standings()
        if one.segment_id.startswith(document)
    }  # fmt: skip


def checked(found: Decisions) -> dict[str, list[bool]]:
    """Return what was looked at in its present meaning, code by code."""
    names = [code.id for code in found._meanings.codes]
    return {name: found.checked.of(at).tolist() for at, name in enumerate(names)}


@st.composite
def sequences(draw: st.DrawFn, least: int = 0, most: int = 14) -> list[Event]:
    """Draw a sequence of events that a store would take."""
    events: list[Event] = []
    for number in range(1, draw(st.integers(least, most)) + 1):
        coder = draw(st.sampled_from(CODERS))
        document = draw(st.sampled_from(DOCUMENTS))
        start = draw(st.integers(0, SEGMENTS - 1)) * LENGTH
        own = [one for one in events if one.coder == coder]
        common: dict[str, Any] = {
            "number": number,
            "event_id": f"e{number}",
            "act": f"act {draw(st.integers(max(1, number - 1), number))} of {coder}",
            "coder": coder,
            "after": draw(st.sampled_from([number - 1, number - 1, max(0, number - 3)])),
            "document": document,
            "text_hash": f"hash of {document}",
            "start": start,
            "end": start + LENGTH,
            "codebook_hash": "v",
            "time": draw(st.sampled_from(["", "2026-01-02T03:04:05Z", "1999-01-01T00:00:00Z"])),
        }
        if draw(st.integers(0, 3)) == 0:
            codes = draw(st.sampled_from([(), ("a",), ("a", "b")]))
            outcome = draw(st.sampled_from(["coded", "nothing applies", "skipped", "compared"]))
            events.append(Look(**common, codes=codes, outcome=outcome))
            continue
        kinds = ["accept", "reject", "add", "unsure", "code_problem", "adjudicate"]
        decision = draw(st.sampled_from([*kinds, *(["retract", "change_code"] if own else [])]))
        code = draw(st.sampled_from(CODES))
        replaces = ()
        if decision in ("retract", "change_code") or (own and draw(st.integers(0, 5)) == 0):
            replaces = (draw(st.sampled_from(own)).event_id,)
        events.append(
            Coding(
                **common, code_id=code, decision=decision, replaces=replaces,
                holds=draw(st.sampled_from(["yes", "no", "both"]))
                if decision == "adjudicate" else "",
                stance=draw(st.sampled_from(["", "for", "against", "mixed"])),
                period=draw(st.sampled_from(["", "before"])), meaning_hash=NOW[code],
            )
        )  # fmt: skip
    return events


def undo(events: Sequence[Event], event: Event) -> Coding:
    """Return the event by which a coder takes an act back."""
    number = len(events) + 1
    return Coding(
        number=number, event_id=f"e{number}", act=f"undo {number}", coder=event.coder,
        after=number - 1, decision="retract", replaces=(event.event_id,), document="d1",
        text_hash="hash of d1", start=0, end=LENGTH,
    )  # fmt: skip


@given(sequences(), st.sampled_from(["", "2030-01-01T00:00:00Z", "nonsense"]))
def test_clocks_change_nothing(events: list[Event], time: str) -> None:
    """Whatever a device says of the time, everything stands as it did."""
    moved = [replace(one, time=time, received=time) for one in events]
    assert stands(decided(events)) == stands(decided(moved))
    assert set(decided(events).independent()) == set(decided(moved).independent())


@given(sequences())
def test_the_order_of_receipt_decides(events: list[Event]) -> None:
    """A coder's last word on a code and a segment is the one with the highest number."""
    found = decided(events)
    in_force = {one.event_id: one for one in found.record.said}
    for one in found.standings():
        for word in (*one.yes, *one.no, *one.unsure):
            later = [
                other
                for other in in_force.values()
                if isinstance(other, Coding)
                and other.coder == word.coder
                and other.code_id == one.code_id
                and other.decision not in ("retract", "adjudicate")
                and found.segments_of(other) == (one.segment_id,)
                and other.number > word.number
            ]
            assert not later


@given(sequences(least=1))
def test_an_undo_restores_exactly(events: list[Event]) -> None:
    """Taking back the last act of all leaves everything as it was before that act."""
    last = events[-1]
    act = [one for one in events if (one.coder, one.act) == (last.coder, last.act)]
    before = [one for one in events if one not in act]
    after = [*events, undo(events, last)]
    assert stands(decided(after)) == stands(decided(before))


@given(sequences(least=1), st.data())
def test_an_undo_of_an_undo_restores_exactly(events: list[Event], data: st.DataObject) -> None:
    """Taking back a taking back leaves everything as it was, whatever it was: a whole act too."""
    event = data.draw(st.sampled_from(events))
    undone = [*events, undo(events, event)]
    again = [*undone, undo(undone, undone[-1])]
    assert stands(decided(again)) == stands(decided(events))


@given(sequences())
def test_who_rejects_or_takes_back_is_never_credited(events: list[Event]) -> None:
    """A quotation is credited to people whose last word is yes, or who settled that it holds."""
    found = decided(events)
    for one in found.standings():
        for coder in one.credited:
            said = [word for word in (*one.no, *one.unsure) if word.coder == coder]
            settled = one.settled is not None and one.settled.coder == coder
            assert not said or settled
            assert coder not in one.silent or settled


@given(sequences(), st.sampled_from(CODERS), st.sampled_from(["yes", "no", "both"]), st.data())
def test_an_adjudication_changes_no_independent_word(
    events: list[Event], coder: str, holds: Any, data: st.DataObject
) -> None:
    """Whoever settles a difference, and whatever they settle, agreement stays what it was."""
    number = len(events) + 1
    settled = Coding(
        number=number, event_id="settled", act="settled", coder=coder, after=number - 1,
        document="d1", text_hash="hash of d1", start=0, end=LENGTH, decision="adjudicate",
        holds=holds, code_id=data.draw(st.sampled_from(CODES)), meaning_hash="",
        settles=tuple(one.event_id for one in events),
    )  # fmt: skip
    before = set(decided(events).independent())
    assert set(decided([*events, settled]).independent()) == before


@given(sequences())
def test_unsure_covers_and_votes_nothing(events: list[Event]) -> None:
    """Without everybody who is unsure of a pair, it stands as it does with them."""
    found = decided(events)
    for one in found.standings():
        if one.unsure and not (one.yes or one.no or one.silent or one.settled):
            assert not one.by_people
            assert not one.checked
            assert one.needs_reader
    columns = checked(found)
    for one in found.standings():
        at = found.passages.position[one.segment_id]
        assert columns[one.code_id][at] == one.checked


@given(sequences())
def test_a_code_made_later_is_not_covered(events: list[Event]) -> None:
    """A look at a whole codebook says nothing of a code that it did not hold."""
    found = decided(events, codes={**NOW, "later": "meaning of later"})
    assert not any(checked(found)["later"])
    assert not found.looked.of(len(CODES)).any()


@given(sequences(), st.sampled_from(CODES))
def test_a_changed_meaning_is_not_checked_and_stands(events: list[Event], code: str) -> None:
    """Once a code means something else, what was said of it stands and is not checked."""
    found = decided(events, codes={**NOW, code: "something else"})
    assert not any(checked(found)[code])
    with_meaning = {key: value[:5] for key, value in stands(decided(events)).items()}
    assert {key: value[:5] for key, value in stands(found).items()} == with_meaning


@given(sequences(), st.sampled_from([10, 50, 300]))
def test_a_new_cutting_loses_nothing(events: list[Event], cut: int) -> None:
    """However a text is cut anew, every event in force lies on some segment."""
    found = decided(events, study(cut))
    assert not found.unplaced
    before = {
        (one.code_id, one.segment_id.split("/")[0])
        for one in decided(events).standings()
        if one.yes or one.no or one.settled
    }
    now = {
        (one.code_id, one.segment_id.split("/")[0])
        for one in found.standings()
        if one.yes or one.no or one.settled
    }
    assert now <= before
    if cut <= LENGTH:
        assert now == before


def test_a_span_across_two_segments_attaches_to_one_of_them() -> None:
    """Half here and half there is more than half of neither: the first takes it."""
    event = Coding(
        number=1, event_id="e1", coder="ann", document="d1", text_hash="hash of d1", start=90,
        end=110, code_id="a", decision="add", meaning_hash=NOW["a"],
    )  # fmt: skip
    assert decided([event]).segments_of(event) == ("d1/0",)


def test_nobody_replaces_what_another_said() -> None:
    """An event that names another coder's voids nothing."""
    first = coding(1, "accept", after=0)
    events = [first, replace(coding(2, "retract", after=1, replaces=("e1",)), coder="bea")]
    assert decided(events).standing("d1/0", "a").state == "holds"


def test_an_event_replaces_only_what_lies_in_its_own_document() -> None:
    """Else one document would hang on whether an event of another waits; taking back reaches all."""
    first = coding(1, "accept", after=0)
    there = {"document": "d2", "text_hash": "hash of d2"}
    other = replace(coding(2, "reject", after=1, replaces=("e1",)), **there)
    assert decided([first, other]).standing("d1/0", "a").state == "holds"
    back = replace(coding(2, "retract", after=1, replaces=("e1",)), **there)
    assert decided([first, back]).standing("d1/0", "a").state == "suggested"


@given(sequences())
def test_a_machine_touches_no_persons_word(events: list[Event]) -> None:
    """Other suggestions, or none, change nothing where somebody has looked."""
    peoples = {one: said for one, said in stands(decided(events)).items() if said[0] in PEOPLES}
    without = stands(decided(events, suggestions=()))
    for pair, said in peoples.items():
        if pair in without:
            assert (without[pair][:4], without[pair][5:]) == (said[:4], said[5:])
        else:  # nobody spoke of it: a suggestion was passed over in silence
            assert said[0] == "does not hold"


PEOPLES = ("holds", "does not hold", "both stand", "disputed")


@given(sequences())
def test_documents_change_nothing_in_each_other(events: list[Event]) -> None:
    """Reckoned document by document, everything stands as it does in the whole study."""
    whole = decided(events)
    for name in DOCUMENTS:
        acts = {one.act for one in events if isinstance(one, Anchored) and one.document == name}
        own = [
            one
            for one in events
            if isinstance(one, Anchored)
            and (one.document == name or one.act in acts or one.replaces)
        ]
        own += [one for one in events if one not in own and _named(one, own)]
        own.sort(key=lambda one: one.number)
        part = decided(own, [one for one in study() if one.document == name])
        assert stands(part, name) == stands(whole, name)


def _named(event: Event, others: Sequence[Event]) -> bool:
    return any(event.event_id in one.replaces for one in others)


@given(sequences())
def test_what_waits_counts_nowhere(events: list[Event]) -> None:
    """Everything stands as if an event that waits had not come."""
    found = decided(events)
    waiting = {one.event_id for one in found.waiting}
    for one in found.standings():
        for word in (*one.yes, *one.no, *one.unsure):
            assert word.event_id not in waiting
        assert one.settled is None or one.settled.event_id not in waiting


def coding(number: int, decision: Any, *, after: int, act: str = "", **about: Any) -> Coding:
    """Return an event of Ann on the first segment."""
    return Coding(
        number=number, event_id=f"e{number}", act=act or f"act {number}", coder="ann", after=after,
        document="d1", text_hash="hash of d1", start=0, end=LENGTH, code_id="a",
        decision=decision, meaning_hash=NOW["a"], codebook_hash="v", **about,
    )  # fmt: skip


def test_a_word_that_did_not_know_an_earlier_one_waits() -> None:
    """Two devices that knew nothing of each other: the later word counts nowhere and is listed."""
    events = [coding(1, "accept", after=0), coding(2, "reject", after=0)]
    found = decided(events)
    assert found.standing("d1/0", "a").state == "holds"
    assert [one.event_id for one in found.waiting] == ["e2"]


def test_a_waiting_word_counts_once_its_coder_takes_the_earlier_one_back() -> None:
    """The person chooses: what stood before is taken back, and the other one holds."""
    events = [
        coding(1, "accept", after=0),
        coding(2, "reject", after=0),
        coding(3, "retract", after=2, replaces=("e1",)),
    ]
    found = decided(events)
    assert not found.waiting
    assert found.standing("d1/0", "a").state == "does not hold"


def test_a_word_that_knew_both_settles_what_waited() -> None:
    """A later word of the same person that knew of both is their choice."""
    events = [
        coding(1, "accept", after=0),
        coding(2, "reject", after=0),
        coding(3, "accept", after=2),
    ]
    found = decided(events)
    assert not found.waiting
    assert found.standing("d1/0", "a").state == "holds"


def test_events_of_one_act_know_each_other() -> None:
    """What one click wrote does not wait for itself."""
    events = [coding(1, "accept", after=0, act="x"), coding(2, "reject", after=0, act="x")]
    assert not decided(events).waiting


def test_a_row_of_a_file_does_not_know_what_was_there_before_the_file() -> None:
    """`since` is the lower bound of what a file knows."""
    events = [coding(1, "accept", after=0), coding(2, "reject", after=1, since=1)]
    assert [one.event_id for one in decided(events).waiting] == ["e2"]


@given(sequences())
def test_what_people_decide_on_a_segment_is_what_stands_there(events: list[Event]) -> None:
    """Asked segment by segment or all at once, people's standings are the same."""
    found = decided(events)
    whole = [one for one in found.standings() if one.by_people]
    assert [one for segment in found.passages.ids for one in found.decided_on(segment)] == whole
