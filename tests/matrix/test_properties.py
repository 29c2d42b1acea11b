"""Laws that hold for every study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from themekit.matrix import Asked, CodeInfo, DocumentInfo, MatrixInputs, StrandInfo, build_matrix
from themekit.records import Case, Coding, Look, Segment, Suggestion, ThemeMatrix

CODES = (
    CodeInfo("a", "A", "T"),
    CodeInfo("b", "B", "T", parent="a"),
    CodeInfo("c", "C", "U", ("T",)),
)
STRANDS = (StrandInfo("S"), StrandInfo("R", unit="answer"), StrandInfo("V", role="validation"))
DOCUMENTS = 5
SEGMENTS = [f"d{document}/{number}" for document in range(DOCUMENTS) for number in range(2)]

laws = settings(max_examples=40, deadline=None)
segment_ids = st.sampled_from(SEGMENTS)
code_ids = st.sampled_from(["a", "b", "c", "deleted"])
coders = st.sampled_from(["ann", "ben", "cat"])
decisions = st.sampled_from(
    ["accept", "reject", "add", "unsure", "change_code", "retract", "adjudicate"]
)


@st.composite
def events(draw: st.DrawFn) -> tuple[Coding, ...]:
    """Draw events of different times, some of which replace earlier ones."""
    made: list[Coding] = []
    for number in range(draw(st.integers(0, 8))):
        name, replaces = draw(segment_ids), ""
        if made and draw(st.booleans()):
            replaces = draw(st.sampled_from(made)).event_id
        start = 100 * int(name[-1])
        made.append(
            Coding(
                f"e{number}",
                name.split("/", maxsplit=1)[0],
                name,
                draw(st.sampled_from(["h", "h", "h", "old"])),
                start,
                start + draw(st.sampled_from([40, 100, 190])),
                draw(code_ids),
                draw(coders),
                draw(decisions),
                stance=draw(st.sampled_from(["for", "against"])),
                replaces=replaces,
                time=f"2021-01-01T00:00:{number:02}Z",
            )
        )
    return tuple(made)


@st.composite
def studies(draw: st.DrawFn) -> MatrixInputs:
    """Draw a study of five documents of two segments each."""
    people = [f"p{number}" for number in range(4)]
    cases = {
        name: Case(
            name, draw(st.sampled_from(["", "O", "P"])), withdrawn=draw(st.integers(0, 9)) == 0
        )
        for name in people
    }
    documents = tuple(
        DocumentInfo(
            f"d{number}",
            draw(st.sampled_from(STRANDS)).name,
            cases=(draw(st.sampled_from(people)),),
        )
        for number in range(DOCUMENTS)
    )
    segments = [
        Segment(
            name,
            name[:2],
            "h",
            100 * int(name[-1]),
            100 * int(name[-1]) + 100,
            "x",
            skip_reason=draw(st.sampled_from(["", "", "empty"])),
            item=draw(st.sampled_from(["", "q"])),
        )
        for name in SEGMENTS
    ]
    case_of = draw(st.dictionaries(segment_ids, st.sampled_from(people), max_size=4))
    suggestion = st.builds(
        Suggestion,
        segment_ids,
        code_ids,
        st.floats(0, 1),
        st.sampled_from(["suggested", "uncertain"]),
    )
    look = st.builds(
        Look,
        segment_ids,
        st.sampled_from(["h", "old"]),
        coders,
        st.lists(code_ids, max_size=2).map(tuple),
        st.sampled_from(["coded", "nothing applies", "skipped"]),
    )
    asked = st.builds(
        Asked,
        st.sampled_from(["S", "R"]),
        st.sampled_from(["", "d0", "d1", "d2"]),
        st.lists(code_ids, min_size=1, max_size=3).map(tuple),
        st.booleans(),
    )
    return MatrixInputs(
        strands=STRANDS,
        documents=documents,
        segments=segments,
        case_of=case_of,
        cases=cases,
        codes=CODES,
        suggestions=draw(st.lists(suggestion, max_size=12)),
        codings=draw(events()),
        looks=draw(st.lists(look, max_size=6)),
        questions=tuple(draw(st.lists(asked, max_size=3))),
    )


def cells(matrix: ThemeMatrix) -> dict[tuple[str, str, str], Any]:
    """Return the rows of the report by section, code and strand."""
    return {(row.section, row.code_id, row.strand): row for row in matrix.rows}


@laws
@given(studies())
def test_no_more_cases_than_asked(inputs: MatrixInputs) -> None:
    """In every cell 0 <= cases <= asked, and no more cases than segments."""
    matrix = build_matrix(inputs)
    for row in matrix.rows:
        assert row.asked is not None
        assert row.cases is not None
        assert 0 <= row.cases <= row.asked
        assert row.segments is None or row.cases <= row.segments
        assert row.checked_share is None or 0 <= row.checked_share <= 1
    assert all(row.cases <= row.answered <= row.asked for row in matrix.by_question)


@laws
@given(studies())
def test_every_unit_has_one_status(inputs: MatrixInputs) -> None:
    """The units are those read, and the coded ones are those that hold something."""
    matrix = build_matrix(inputs)
    assert [name for name, _ in matrix.status] == SEGMENTS
    held = {name for row in matrix.rows for name in row.holding if row.strand != "all"}
    assert held == {name for name, status in matrix.status if status == "coded"}


@laws
@given(studies(), st.randoms(use_true_random=False))
def test_order_of_what_people_did_does_not_matter(inputs: MatrixInputs, random: Any) -> None:
    """Shuffled events (of different times), looks and suggestions count the same."""
    shuffled = {}
    for name in ("codings", "looks", "suggestions"):
        items = list(getattr(inputs, name))
        random.shuffle(items)
        shuffled[name] = items
    assert build_matrix(replace(inputs, **shuffled)) == build_matrix(inputs)


@laws
@given(studies(), st.permutations(["ann", "ben", "cat"]))
def test_names_of_coders_and_events_do_not_matter(inputs: MatrixInputs, names: list[str]) -> None:
    """Coders and events under other names count the same."""
    other = dict(zip(["ann", "ben", "cat"], names, strict=True))
    codings = [
        replace(
            event,
            event_id=f"x-{event.event_id}",
            coder=other[event.coder],
            replaces=" ".join(f"x-{name}" for name in event.replaces.split()),
        )
        for event in inputs.codings
    ]
    looks = [replace(look, coder=other[look.coder]) for look in inputs.looks]
    assert build_matrix(replace(inputs, codings=codings, looks=looks)) == build_matrix(inputs)


@laws
@given(studies())
def test_theme_is_between_its_largest_code_and_their_sum(inputs: MatrixInputs) -> None:
    """A theme's cases are distinct cases of its codes."""
    table = cells(build_matrix(inputs))
    for strand in ("S", "R", "V", "all"):
        theme = table["T", "", strand]
        parts = [table["T", code, strand] for code in ("a", "b", "c")]
        assert max(part.cases for part in parts) <= theme.cases <= sum(part.cases for part in parts)
        assert set(theme.holding) == {name for part in parts for name in part.holding}


@laws
@given(studies())
def test_public_shows_no_small_number(inputs: MatrixInputs) -> None:
    """Every cell shown is of none or of five and more, and says what the private one says."""
    private = cells(build_matrix(inputs))
    for key, row in cells(build_matrix(replace(inputs, public=True))).items():
        if row.suppressed:
            assert (row.asked, row.cases, row.segments, row.quotes) == (None, None, None, ())
        else:
            assert row.cases not in range(1, 5)
            assert row.asked not in range(1, 5)
            assert (row.asked, row.cases) == (private[key].asked, private[key].cases)


@laws
@given(studies())
def test_people_agree_with_the_coding_matrix(inputs: MatrixInputs) -> None:
    """Without suggestions, the ones in a column are the cases of its row over all strands."""
    inputs = replace(
        inputs, suggestions=(), strands=tuple(replace(item, role="primary") for item in STRANDS)
    )
    inputs = replace(
        inputs, cases={name: replace(case, organisation="") for name, case in inputs.cases.items()}
    )
    matrix = build_matrix(inputs)
    table = cells(matrix)
    for number, (section, code) in enumerate((("T", "a"), ("T", "b"), ("U", "c"))):
        assert (
            sum(row.codes[number] == 1 for row in matrix.by_case)
            == table[section, code, "all"].cases
        )


def spoken(inputs: MatrixInputs, segment: Segment) -> list[Coding]:
    """Return the events that count for a segment, one by one."""
    void = {name for event in inputs.codings for name in event.replaces.split()}
    bounds = {item.id: (item.start, item.end) for item in inputs.segments}

    def most(event: Coding, name: str) -> bool:
        start, end = bounds[name]
        overlap = max(0, min(event.end, end) - max(event.start, start))
        return 2 * overlap > min(event.end - event.start, end - start)

    return [
        event
        for event in inputs.codings
        if event.event_id not in void
        and event.decision != "retract"
        and event.text_hash == segment.text_hash
        and event.document == segment.document
        and (
            event.segment_id == segment.id
            if most(event, event.segment_id)
            else most(event, segment.id)
        )
    ]


def verdict(inputs: MatrixInputs, segment: Segment, code: str) -> str:
    """Decide one code on one segment as a person would, from the written rules."""
    events = {event.event_id: event for event in inputs.codings}
    state: dict[str, str] = {}
    for event in spoken(inputs, segment):
        old = {events[name].code_id for name in event.replaces.split()}
        if event.code_id == code:
            state[event.coder] = event.decision
        elif event.decision == "change_code" and code in old:
            state[event.coder] = "reject"
    for look in inputs.looks:
        covers = look.outcome in ("coded", "nothing applies") and (
            not look.codes or code in look.codes
        )
        if covers and (look.segment_id, look.text_hash) == (segment.id, "h"):
            state.setdefault(look.coder, "reject")
    if not state:
        found = [
            item.status
            for item in inputs.suggestions
            if (item.segment_id, item.code_id) == (segment.id, code)
        ]
        return "holds" if "suggested" in found else "no"
    if "adjudicate" in state.values():
        return "holds"
    if all(decision in ("accept", "add", "change_code") for decision in state.values()):
        return "holds"
    return "no" if set(state.values()) == {"reject"} else "disputed"


@laws
@given(studies())
def test_holding_is_what_the_rules_say(inputs: MatrixInputs) -> None:
    """The fast columns decide every segment and code as the plain rules do, one by one."""
    table = cells(
        build_matrix(replace(inputs, codes=tuple(replace(code, parent="") for code in CODES)))
    )
    strand = {item.id: item.strand for item in inputs.documents}
    document = {item.id: item for item in inputs.documents}
    for section, code in (("T", "a"), ("T", "b"), ("U", "c")):
        expected: dict[str, list[str]] = {"holds": [], "disputed": []}
        for segment in inputs.segments:
            case = inputs.case_of.get(segment.id, document[segment.document].cases[0])
            if segment.codable and not inputs.cases[case].withdrawn:
                expected.setdefault(verdict(inputs, segment, code), []).append(segment.id)
        rows = [table[section, code, item.name] for item in STRANDS]
        assert sorted(name for row in rows for name in row.holding) == sorted(expected["holds"])
        for row in rows:
            here = [name for name in expected["disputed"] if strand[name[:2]] == row.strand]
            assert row.disputed == len(here)
