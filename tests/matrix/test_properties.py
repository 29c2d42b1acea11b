"""Laws that hold for every study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.events import Coding, Event, Look
from themekit.matrix import build_matrix
from themekit.records import Case, Document, Segment, Suggestion, ThemeMatrix
from themekit.study import QuestionAsked, Strand, Study

MEANING = Code("", "").meaning_hash
CODES = (
    Code("a", "A", "T"),
    Code("b", "B", "T", "A", "a"),
    Code("c", "C", "U", also_in=("T",)),
)
CODEBOOK = Codebook("codes", codes=CODES)
STRANDS = (
    Strand("S", "s", "interview", ()),
    Strand("R", "r", "survey", (), unit="answer"),
    Strand("V", "v", "interview", (), role="validation"),
)
DOCUMENTS = 5
SEGMENTS = [f"d{document}/{number}" for document in range(DOCUMENTS) for number in range(2)]
CODERS = ("ann", "ben", "cat")
YES = ("accept", "add", "change_code")

laws = settings(max_examples=40, deadline=None)
segment_ids = st.sampled_from(SEGMENTS)
code_ids = st.sampled_from(["a", "b", "c", "deleted"])
decisions = st.sampled_from(
    ["accept", "reject", "add", "unsure", "code_problem", "change_code", "retract", "adjudicate"]
)


@st.composite
def sequences(draw: st.DrawFn) -> tuple[Event, ...]:
    """Draw events of coders who know everything before, some of which replace earlier ones."""
    made: list[Event] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        name, replaces = draw(segment_ids), ()
        if made and draw(st.booleans()):
            replaces = (draw(st.sampled_from(made)).event_id,)
        start = 100 * int(name[-1])
        common: dict[str, Any] = {
            "number": number,
            "event_id": f"e{number}",
            "coder": draw(st.sampled_from(CODERS)),
            "after": number - 1,
            "document": name[:2],
            "text_hash": draw(st.sampled_from([name[:2]] * 3 + ["old"])),
            "start": start,
            "end": start + 100,
            "codebook_hash": draw(st.sampled_from([CODEBOOK.hash] * 3 + ["unknown"])),
            "replaces": replaces,
        }
        if draw(st.integers(0, 2)) == 0:
            codes = tuple(draw(st.lists(code_ids, max_size=2)))
            outcome = draw(st.sampled_from(["coded", "nothing applies", "skipped"]))
            made.append(Look(**common, codes=codes, outcome=outcome))
            continue
        made.append(
            Coding(
                **common,
                code_id=draw(code_ids),
                decision=draw(decisions),
                holds=draw(st.sampled_from(["", "yes", "no", "both"])),
                stance=draw(st.sampled_from(["", "for", "against", "mixed"])),
                meaning_hash=draw(st.sampled_from([MEANING, "older"])),
            )
        )
    return tuple(made)


@st.composite
def studies(draw: st.DrawFn) -> CodedStudy:
    """Draw a study of five documents of two segments each."""
    people = [f"p{number}" for number in range(4)]
    cases = {
        name: Case(
            name, draw(st.sampled_from(["", "O", "P"])), withdrawn=draw(st.integers(0, 9)) == 0
        )
        for name in people
    }
    names = [f"d{number}" for number in range(DOCUMENTS)]
    documents = tuple(
        Document(name, name, draw(st.sampled_from(STRANDS)).name, "", "", name) for name in names
    )
    present = {name: (draw(st.sampled_from(people)),) for name in names}
    case_of = draw(st.dictionaries(segment_ids, st.sampled_from(people), max_size=4))
    case_of = {name: case_of.get(name, present[name[:2]][0]) for name in SEGMENTS}
    segments = tuple(
        Segment(
            name,
            name[:2],
            name[:2],
            100 * int(name[-1]),
            100 * int(name[-1]) + 100,
            "x",
            skip_reason="withdrawn"
            if cases[case_of[name]].withdrawn
            else draw(st.sampled_from(["", "", "empty"])),
            item=draw(st.sampled_from(["", "q"])),
        )
        for name in SEGMENTS
    )
    suggestion = st.builds(
        Suggestion,
        segment_ids,
        code_ids,
        st.floats(0, 1),
        st.sampled_from(["suggested", "uncertain"]),
    )
    asked = st.builds(
        QuestionAsked,
        st.just(2),
        st.sampled_from(["S", "R"]),
        st.sampled_from(["", "d0", "d1", "d2"]),
        st.just("Why?"),
        st.booleans(),
        st.lists(code_ids, min_size=1, max_size=3).map(tuple),
    )
    method = draw(st.sampled_from(["codebook", "reflexive"]))
    return CodedStudy(
        study=Study(Path(), "", Path(), STRANDS, method),  # type: ignore[arg-type]
        codebook=CODEBOOK,
        documents=documents,
        segments=segments,
        case_of=case_of,
        cases=cases,
        present=present,
        suggestions=tuple(draw(st.lists(suggestion, max_size=12))),
        events=draw(sequences()),
        versions=versioned(CODEBOOK),
        questions=tuple(draw(st.lists(asked, max_size=3))),
    )


def cells(matrix: ThemeMatrix) -> dict[tuple[str, str, str], Any]:
    """Return the rows of the report by section, code and strand."""
    return {(row.section, row.code_id, row.strand): row for row in matrix.rows}


@laws
@given(studies())
def test_no_more_cases_than_asked(coded: CodedStudy) -> None:
    """In every cell 0 <= cases <= cases_if <= asked, and no more cases than segments."""
    matrix = build_matrix(coded)
    for row in matrix.rows:
        assert row.asked is not None
        assert row.cases is not None
        assert row.cases_if is not None
        assert 0 <= row.cases <= row.cases_if <= row.asked
        assert (row.against or 0) <= row.asked
        assert row.segments is None or row.cases <= row.segments
        assert row.checked_share is None or 0 <= row.checked_share <= 1
        assert row.against is not None or row.basis != "checked" or not row.cases
    assert all(row.cases <= row.answered <= row.asked for row in matrix.by_question)


@laws
@given(studies())
def test_every_unit_has_one_status(coded: CodedStudy) -> None:
    """The units are those read, and the coded ones are those that hold something."""
    matrix = build_matrix(coded)
    assert [name for name, _ in matrix.status] == SEGMENTS
    held = {name for row in matrix.rows for name in row.holding if row.strand != "all"}
    assert held == {name for name, status in matrix.status if status == "coded"}


@laws
@given(studies(), st.randoms(use_true_random=False))
def test_order_of_suggestions_does_not_matter(coded: CodedStudy, random: Any) -> None:
    """Shuffled suggestions count the same."""
    shuffled = list(coded.suggestions)
    random.shuffle(shuffled)
    assert build_matrix(replace(coded, suggestions=tuple(shuffled))) == build_matrix(coded)


@laws
@given(studies(), st.permutations(CODERS))
def test_names_of_coders_and_events_do_not_matter(coded: CodedStudy, names: list[str]) -> None:
    """Coders and events under other names count the same."""
    other = dict(zip(CODERS, names, strict=True))
    events = tuple(
        replace(
            event,
            event_id=f"x-{event.event_id}",
            coder=other[event.coder],
            replaces=tuple(f"x-{name}" for name in event.replaces),
        )
        for event in coded.events
    )
    assert build_matrix(replace(coded, events=events)) == build_matrix(coded)


@laws
@given(studies())
def test_theme_is_between_its_largest_code_and_their_sum(coded: CodedStudy) -> None:
    """A theme's cases are distinct cases of its codes; so are those against."""
    table = cells(build_matrix(coded))
    for strand in ("S", "R", "V", "all"):
        theme = table["T", "", strand]
        parts = [table["T", code, strand] for code in ("a", "b", "c")]
        assert set(theme.holding) == {name for part in parts for name in part.holding}
        for column in ("cases", "cases_if", "against"):
            numbers = [getattr(part, column) or 0 for part in parts]
            assert max(numbers) <= (getattr(theme, column) or 0) <= sum(numbers)


@laws
@given(studies())
def test_public_shows_no_small_number(coded: CodedStudy) -> None:
    """Every cell shown is of none or of five and more, and says what the private one says."""
    private = cells(build_matrix(coded))
    for key, row in cells(build_matrix(coded, public=True)).items():
        few = range(1, 5)
        if row.suppressed:
            assert (row.asked, row.cases, row.segments, row.quotes) == (None, None, None, ())
            assert (row.cases_if, row.against, row.disputed, row.both_stand) == (None,) * 4
            continue
        assert not {row.cases, row.asked, row.against, row.disputed, row.both_stand} & {*few}
        assert row.cases_if is None or row.cases_if - row.cases not in few
        assert (row.asked, row.cases) == (private[key].asked, private[key].cases)


@laws
@given(studies())
def test_people_agree_with_the_coding_matrix(coded: CodedStudy) -> None:
    """Without suggestions, the ones in a column are the cases of what its rows hold."""
    coded = replace(coded, suggestions=())
    matrix = build_matrix(coded)
    table = cells(matrix)
    for number, (section, code) in enumerate((("T", "a"), ("T", "b"), ("U", "c"))):
        rows = [table[section, code, strand.name] for strand in STRANDS]
        held = {coded.case_of[name] for row in rows for name in row.holding}
        assert held == {row.case for row in matrix.by_case if row.codes[number] == 1}


def void(events: tuple[Event, ...]) -> set[str]:
    """Return the ids of the events that are not in force, from the last one down."""
    found: set[str] = set()
    by_id = {event.event_id: event for event in events}
    for event in reversed(events):
        if event.event_id not in found:
            own = [by_id[name] for name in event.replaces if by_id[name].coder == event.coder]
            found |= {other.event_id for other in own if reaches(event, other)}
    return found


def reaches(event: Event, other: Event) -> bool:
    """Tell whether an event can replace another: in its own document, or by taking back."""
    if isinstance(event, Coding) and event.decision == "retract":
        return True
    return any(getattr(event, name) == getattr(other, name) for name in ("document", "text_hash"))


def at(event: Event, segment: Segment) -> bool:
    """Tell whether an event lies on a segment."""
    return (event.text_hash, event.start) == (segment.text_hash, segment.start)  # type: ignore[attr-defined]


def covers(look: Look, code: str) -> bool:
    """Tell whether a look says something of a code."""
    known = look.codebook_hash == CODEBOOK.hash
    return known and look.outcome != "skipped" and code in (look.codes or ("a", "b", "c"))


def says(event: Coding, segment: Segment, code: str, by_id: dict[str, Event]) -> str:
    """Return what a coding says of a code on a segment; empty for nothing."""
    if at(event, segment) and event.code_id == code:
        return "" if event.decision == "retract" else event.decision
    named = [by_id[name] for name in event.replaces if reaches(event, by_id[name])]
    old = named if event.decision == "change_code" else []
    moved = any(
        isinstance(one, Coding)
        and (one.coder, one.code_id) == (event.coder, code)
        and at(one, segment)
        for one in old
    )
    return "reject" if moved and event.code_id != code else ""


def verdict(coded: CodedStudy, segment: Segment, code: str) -> str:
    """Decide one code on one segment as a person would, from the written rules."""
    by_id = {event.event_id: event for event in coded.events}
    gone = void(coded.events)
    words: dict[str, str] = {}
    looked: set[str] = set()
    settled = ""
    for event in (one for one in coded.events if one.event_id not in gone):
        if isinstance(event, Coding):
            said = says(event, segment, code, by_id)
            if said == "adjudicate":
                settled = event.holds or "yes"
            elif said:
                words[event.coder] = said
        elif isinstance(event, Look) and at(event, segment) and covers(event, code):
            looked.add(event.coder)
            if event.outcome == "nothing applies":
                words.pop(event.coder, None)
    if settled:
        return {"yes": "holds", "no": "no", "both": "both"}[settled]
    return of_words(coded, words, looked) or of_machine(coded, segment.id, code)


def of_words(coded: CodedStudy, words: dict[str, str], looked: set[str]) -> str:
    """Return what people's words and silence come to; empty where nobody has looked."""
    others = "reject" in words.values() or bool(looked - words.keys())
    if any(word in YES for word in words.values()):
        return "disputed" if others and coded.study.method != "reflexive" else "holds"
    return "no" if others else ""


def of_machine(coded: CodedStudy, segment: str, code: str) -> str:
    """Return what the machine says."""
    found = {
        one.status for one in coded.suggestions if (one.segment_id, one.code_id) == (segment, code)
    }
    return "holds" if "suggested" in found else "no"


@settings(max_examples=80, deadline=None)
@given(studies())
def test_holding_is_what_the_rules_say(coded: CodedStudy) -> None:
    """The fast columns decide every segment and code as the plain rules do, one by one."""
    flat = Codebook("codes", codes=tuple(replace(code, parent="", parent_id="") for code in CODES))
    table = cells(build_matrix(replace(coded, codebook=flat)))
    for section, code in (("T", "a"), ("T", "b"), ("U", "c")):
        expected: dict[str, list[str]] = {"holds": [], "disputed": [], "both": [], "no": []}
        for segment in coded.segments:
            if segment.codable:
                expected[verdict(coded, segment, code)].append(segment.id)
        rows = [table[section, code, strand.name] for strand in STRANDS]
        assert sorted(name for row in rows for name in row.holding) == sorted(expected["holds"])
        for row in rows:
            numbers = [
                sum(coded.strand_of[name[:2]] == row.strand for name in expected[state])
                for state in ("disputed", "both")
            ]
            assert [row.disputed, row.both_stand] == numbers
