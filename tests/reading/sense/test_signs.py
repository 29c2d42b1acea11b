"""What is kept of a source: small, and the same when it comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sensing import across, answers, row, signs, talk, talks, within
from themekit.doubts import DOUBTS
from themekit.reading.sense import Signs, doubts_in, signs_of
from themekit.reading.sense.gathering import MOST_PEOPLE

SAID = st.tuples(st.text(max_size=12), st.text(max_size=60))


@given(st.lists(SAID, max_size=12), st.sampled_from(["interview", "group", "notes", "case-study"]))
def test_any_talk_is_judged_without_failing(said: list[tuple[str, str]], kind: str) -> None:
    """Whatever a reader makes of a file."""
    strand = talks(kind=kind, interviewer=("INT",))
    document = talk(*said)
    found = doubts_in([document], strand, document.source)
    assert all(one.doubt in DOUBTS and one.file == document.source for one in found)
    kept = signs_of([document], strand, document.source)
    assert Signs.from_json(kept.as_json()) == kept
    across(strand, document, talk(*said, source="talks/P2.txt"))


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=8)), max_size=12))
def test_any_survey_is_judged_without_failing(cells: list[tuple[str, str]]) -> None:
    """Whatever stands in its cells."""
    strand = answers(case="case", attributes=("a",))
    rows = [
        row(f"R{at}", said, case=value, wave=value, attributes={"a": value}, closed={"c": said})
        for at, (said, value) in enumerate(cells)
    ]
    across(strand, *rows)
    if rows:
        within(strand, *rows)


def test_the_order_of_sources_decides_nothing_but_which_comes_first() -> None:
    """One more document costs one document; the others' signs stay."""
    strand = talks()
    documents = [talk(("P1", f"Words {at} of mine."), source=f"talks/P{at}.txt") for at in range(4)]
    assert signs(strand, documents)[:3] == signs(strand, documents[:3])


def test_signs_of_short_answers_stay_small() -> None:
    """A survey without cases keeps a line for each of a few people, not for all."""
    rows = [row(f"R{at}", "Quite good.") for at in range(4_000)]
    assert len(signs_of(rows, answers(), "answers.csv").as_json()) < 80_000


def test_people_beyond_the_most_are_not_compared() -> None:
    """So that a survey of millions can be kept."""
    rows = [row(f"R{at}", "", case="one") for at in range(MOST_PEOPLE + 10)]
    assert len(signs_of(rows, answers(case="case"), "answers.csv").people) == MOST_PEOPLE
