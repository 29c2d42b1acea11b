"""What nobody had put on the list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.events import Coder, Coding, Event, Look, Memo
from themekit.records import Document, Segment, Topic, TopicMap
from themekit.study import ClosedItem, Strand, Study
from themekit.workflows.unexpected import Unexpected, direction_of, in_turns, unexpected

WAVES = ("2025-Q1", "2025-Q2", "2025-Q3")
TEXT = "we have a flat now and nobody asked about the damp"
ITEM = ClosedItem("things_are", "Things are", order=("Better", "About the same", "Worse"))


@dataclass
class Stories:
    """A story a wave and person, and what readers say of them."""

    codes: tuple[Code, ...] = (
        Code("better", "Things better", direction="better"),
        Code("worse", "Things worse", direction="worse"),
    )
    events: list[Event] = field(default_factory=list)
    ticked: dict[str, str] = field(default_factory=dict)
    people: int = 2
    skipped: str = ""

    def name(self, wave: int, person: int = 0) -> str:
        """Return a segment's id."""
        return f"stories/S{wave}-{person}/said"

    def look(self, segment: str, coder: str = "ada", outcome: str = "nothing applies") -> str:
        """Let somebody go through the whole list."""
        return self._add(segment, coder, Look, outcome=outcome, codebook_hash="list")

    def yes(self, segment: str, code: str, coder: str = "ada", **about: str) -> str:
        """Let somebody say that a code holds."""
        return self._add(segment, coder, Coding, code_id=code, decision="add", **about)

    def note(self, target: str, text: str, coder: str = "ada") -> None:
        """Let somebody say in their own words what is going on."""
        number = len(self.events) + 1
        memo = Memo(number=number, event_id=f"e{number}", coder=coder, about="coding",
                    target=target, text=text, after=number - 1)  # fmt: skip
        self.events.append(memo)

    def found(self, topics: TopicMap | None = None) -> list[Unexpected]:
        """Return what nobody expected."""
        return unexpected(self.coded(), topics or TopicMap())

    def coded(self) -> CodedStudy:
        """Return the study."""
        codebook = Codebook("codes", "", (), self.codes)
        places = [(wave, who) for wave in range(len(WAVES)) for who in range(self.people)]
        documents = tuple(
            Document(
                f"stories/S{wave}-{who}", f"S{wave}-{who}", "Stories", "s.csv", TEXT, "hash",
                wave=WAVES[wave],
                closed=(("things_are", self.ticked.get(self.name(wave, who), "")),),
            )
            for wave, who in places
        )  # fmt: skip
        segments = tuple(
            Segment(
                self.name(wave, who), f"stories/S{wave}-{who}", "hash", 0, len(TEXT), text=TEXT,
                skip_reason="withdrawn" if self.name(wave, who) == self.skipped else "",
            )
            for wave, who in places
        )  # fmt: skip
        strand = Strand("Stories", "stories", "survey", ("s.csv",), closed=(ITEM,))
        events = tuple(
            replace(one, codebook_hash=codebook.hash) if isinstance(one, Look) else one
            for one in self.events
        )
        return CodedStudy(
            Study(Path("/study"), "T", Path("/study/codebook.yaml"), (strand,)),
            codebook,
            documents,
            segments,
            events=events,
            coders=(Coder("ada", "Ada", "researcher"), Coder("bo", "Bo", "peer")),
            versions=versioned(codebook),
        )

    def _add(self, segment: str, coder: str, kind: type, **about: str) -> str:
        number = len(self.events) + 1
        more = {"meaning_hash": self.codes[0].meaning_hash} if kind is Coding else {}
        event = kind(
            number=number, event_id=f"e{number}", coder=coder, after=number - 1,
            document=segment.rpartition("/")[0], text_hash="hash", start=0, end=len(TEXT),
            **{**more, **about},
        )  # fmt: skip
        self.events.append(event)
        return f"e{number}"


@pytest.fixture
def stories() -> Stories:
    """Return a study in which nobody has said anything."""
    return Stories()


def test_nothing_unexpected_in_a_study_that_nobody_read(stories: Stories) -> None:
    """The machine alone expects nothing."""
    assert stories.found() == []


def test_nothing_on_the_whole_list_is_told(stories: Stories) -> None:
    """With the wave and the passage."""
    stories.look(stories.name(1))
    (found,) = stories.found()
    assert (found.wave, found.segment_id, found.why) == (
        WAVES[1], stories.name(1), "nothing on this list",
    )  # fmt: skip
    assert (found.own_words, found.became) == ("", ())


def test_nothing_among_a_few_codes_is_not(stories: Stories) -> None:
    """The others were not asked about."""
    stories._add(stories.name(0), "ada", Look, outcome="nothing applies", codes=("better",))
    stories.look(stories.name(1), outcome="skipped")
    assert stories.found() == []


def test_what_it_became_is_what_is_said_of_it_since(stories: Stories) -> None:
    """A code that stood there before is no answer to it."""
    stories.yes(stories.name(0), "worse")
    seen = stories.look(stories.name(0), outcome="coded")
    stories.note(seen, "damp, and nobody asked")
    (before,) = stories.found()
    assert (before.why, before.own_words, before.became) == (
        "own words", "damp, and nobody asked", (),
    )  # fmt: skip
    stories.yes(stories.name(0), "better")
    (after,) = stories.found()
    assert after.became == ("Things better",)


def test_a_description_that_does_not_fit_is_in_somebodys_own_words(stories: Stories) -> None:
    """Without words it is nothing to read."""
    name = stories.name(2)
    stories._add(name, "bo", Coding, code_id="worse", decision="code_problem", memo="too hard")
    stories._add(name, "ada", Coding, code_id="worse", decision="code_problem")
    (found,) = stories.found()
    assert (found.wave, found.own_words) == (WAVES[2], "too hard")


def test_nothing_is_told_of_who_withdrew(stories: Stories) -> None:
    """Nor what a reader wrote of their words."""
    stories.note(stories.look(stories.name(1)), "damp")
    stories.ticked[stories.name(1)] = "Better"
    stories.yes(stories.name(1), "worse", "bo")
    assert stories.found()
    stories.skipped = stories.name(1)
    assert stories.found() == []


def test_a_topic_is_new_in_the_wave_in_which_it_first_comes(stories: Stories) -> None:
    """If it returns in resamples; its most typical passages are told."""
    name = stories.name
    topics = TopicMap(
        topics=(
            Topic(0, "flat", ("flat",), 3, 3, (name(0), name(1)), returns=0.9),
            Topic(1, "damp", ("damp",), 2, 2, (name(2, 1), name(1, 1)), returns=0.8),
            Topic(2, "odd", ("odd",), 1, 1, (name(2),), returns=0.2),
        ),
        members=(
            (name(0), 0), (name(1), 0), (name(1, 1), 1), (name(2, 1), 1), (name(2), 2),
        ),
    )  # fmt: skip
    found = stories.found(topics)
    assert [(one.wave, one.segment_id, one.why) for one in found] == [
        (WAVES[1], name(1, 1), "new topic")
    ]


@pytest.mark.parametrize(
    ("ticked", "codes", "told"),
    [
        ("Better", ("worse",), True),
        ("Worse", ("better",), True),
        ("About the same", ("worse",), True),
        ("Better", ("better",), False),
        ("Better", ("better", "worse"), False),
        ("", ("worse",), False),
    ],
)
def test_a_tick_against_which_all_words_point_is_told(
    stories: Stories, ticked: str, codes: tuple[str, ...], told: bool
) -> None:
    """What was ticked stands beside what people found; where words go both ways, neither lies."""
    stories.ticked[stories.name(1)] = ticked
    for code in codes:
        stories.yes(stories.name(1), code)
    found = [one for one in stories.found() if one.why == "tick contradicts words"]
    assert bool(found) is told
    if found:
        assert found[0].own_words == f"ticked: {ticked}"
        assert found[0].became == (f"Things {codes[0]}",)


def test_what_is_denied_contradicts_no_tick(stories: Stories) -> None:
    """The code is there, and its stance is against."""
    stories.ticked[stories.name(1)] = "Better"
    stories.yes(stories.name(1), "worse", stance="against")
    assert stories.found() == []


def test_directions_take_turns_in_a_list() -> None:
    """Who looks at the first few sees worse and unchanged among them."""
    ways = ("better", "better", "better", "worse", "same", "mixed", "")
    rows = [Unexpected("", str(at), "own words", direction=way) for at, way in enumerate(ways)]
    assert [one.direction for one in in_turns(rows)] == [
        "worse", "same", "mixed", "better", "", "better", "better",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("Better", "better"),
        ("Much worse", "worse"),
        ("About the same", "same"),
        ("Better in some ways, worse in others", "mixed"),
        ("No better", ""),
        ("Yes", ""),
    ],
)
def test_the_words_of_an_answer_point_one_way(answer: str, way: str) -> None:
    """Those that name none point nowhere."""
    assert direction_of(answer) == way
