"""What rose, fell, did not change or cannot be told from wave to wave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.codebook import Codebook
from themekit.decisions import versioned
from themekit.events import Coding, Draw, DrawnItem, Look, Override
from themekit.matrix import build_matrix, what_to_read
from themekit.matrix.change import NextReading, Part
from themekit.matrix.change.compare import _estimated
from themekit.records import WITHHELD, ChangeRow, MatrixRow
from themekit.study import ClosedItem, Strand, Watched
from whole_drawn import hand

if TYPE_CHECKING:
    from conftest import Building

ITEM = ClosedItem("rating", "How it is", "T", "number", positive=("7", "8"))


@pytest.fixture
def waves(empty: Building) -> Building:
    """Return a study of one survey with a code a and a closed question, and nobody in it."""
    empty.strand("S", kind="survey", closed=(ITEM,))
    empty.code("a", direction="better")
    return empty


def told(
    study: Building,
    wave: str,
    people: Sequence[int],
    yes: Sequence[int] = (),
    *,
    coder: str = "ann",
    read: bool = True,
    mode: str = "assisted",
    **about: Any,
) -> None:
    """Let people tell something in a wave; those in `yes` raise code a."""
    for number in people:
        name = f"p{number}"
        study.person(name)
        document = study.document(f"{name}-{wave}", "S", (name,), wave=wave, **about)
        segment = study.says(document, name)
        if number in yes:
            study.word(coder, segment, mode=mode)
        if read:
            study.look(coder, segment, mode=mode)


def rows(study: Building, *watch: Watched, public: bool = False, **more: Any) -> list[ChangeRow]:
    """Return what changed."""
    coded = study.coded(**more)
    object.__setattr__(coded.study, "watch", watch)
    return list(build_matrix(coded, public=public).changes)


def of_code(study: Building, **more: Any) -> ChangeRow:
    """Return the one change of code a."""
    (row,) = (row for row in rows(study, **more) if row.code_id == "a")
    return row


def test_more_who_began_than_chance_makes_is_a_rise(waves: Building) -> None:
    """Thirteen of 29 began and nobody stopped: also 11 left."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(29), range(15))
    row = of_code(waves)
    assert (row.both, row.began, row.stopped, row.left, row.joined) == (29, 11, 0, 11, 0)
    assert row.verdict == "rose"
    assert row.before == pytest.approx(0.1)
    assert row.change == pytest.approx(15 / 29 - 0.1)
    assert "11 left" in row.stated
    assert "among these tellers" in row.because


def test_few_who_began_may_be_chance(waves: Building) -> None:
    """Five began and one stopped."""
    told(waves, "1", range(33), [0, 1, 2, 3])
    told(waves, "2", range(33), [1, 2, 3, 10, 11, 12, 13, 14])
    row = of_code(waves)
    assert (row.began, row.stopped, row.verdict) == (5, 1, "cannot tell")


def test_a_change_that_would_matter_and_does_not_fit_is_no_change(waves: Building) -> None:
    """Where the interval lies within what matters."""
    told(waves, "1", range(200), range(100))
    told(waves, "2", range(200), range(1, 101))
    row = of_code(waves)
    assert row.verdict == "no change seen"
    assert row.change_low is not None
    assert -0.15 < row.change_low < 0


def test_fewer_is_a_fall(waves: Building) -> None:
    """As a rise, the other way."""
    told(waves, "1", range(40), range(20))
    told(waves, "2", range(40), range(3))
    assert of_code(waves).verdict == "fell"


def test_who_left_makes_no_rise(waves: Building) -> None:
    """The share rises because those without it left: nobody began."""
    told(waves, "1", range(40), range(10))
    told(waves, "2", range(14), range(10))
    row = of_code(waves)
    assert row.change is not None
    assert row.change > 0.4
    assert (row.began, row.verdict) == (0, "cannot tell")


def test_other_people_are_compared_as_two_samples(waves: Building) -> None:
    """Nobody returns: the interval of two independent shares decides."""
    told(waves, "1", range(100), range(20))
    told(waves, "2", range(100, 200), range(100, 160))
    row = of_code(waves)
    assert (row.both, row.left, row.joined, row.verdict) == (0, 100, 100, "rose")


def test_suggestions_alone_tell_nothing(waves: Building) -> None:
    """A machine that improves finds more in the same lives."""
    told(waves, "1", range(40), read=False)
    told(waves, "2", range(40), range(20))
    for segment in list(waves.segments)[:3]:
        waves.suggest(segment)
    row = of_code(waves)
    assert (row.verdict, row.before, row.change) == ("cannot tell", None, None)
    assert row.because.startswith("Noticed afterwards. Nobody has read 1, and what is suggested")
    assert row.unread == ("1",)


def test_who_is_unread_has_not_stopped(waves: Building) -> None:
    """They are in no count of the same people, and the verdict waits for them where it hangs."""
    told(waves, "1", range(30), range(20))
    told(waves, "2", range(15), range(15))
    told(waves, "2", range(15, 30), read=False)
    row = of_code(waves)
    assert (row.both, row.stopped, row.verdict) == (15, 0, "cannot tell")
    assert "15 people of 2 are not read to the end." in row.because


def drawn(study: Building, cases: int, yes: Sequence[int], coder: str = "ann") -> None:
    """Let chance choose people, and a coder read them whole, without suggestions."""
    draw = hand(study, coder, cases)
    how = {"mode": "blind", "draw": draw.draw}
    for segment in [s for s in study.segments.values() if s.document in documents_of(draw)]:
        if int(segment.document[1:].split("-", maxsplit=1)[0]) in yes:
            study.word(coder, segment.id, "add", **how)
        study.look(coder, segment.id, outcome="coded", **how)


def documents_of(draw: Draw) -> set[str]:
    """Return of which documents passages were drawn."""
    return {item.document for item in draw.items}


def test_a_part_that_chance_chose_stands_for_its_wave(waves: Building) -> None:
    """Some 20 of 40 are read in each wave, and nothing waits for the others."""
    told(waves, "1", range(40), read=False)
    told(waves, "2", range(40, 80), read=False)
    drawn(waves, 40, range(40, 80))
    row = of_code(waves)
    assert (row.before, row.after, row.verdict) == (0.0, 1.0, "rose")
    assert "whom chance chose from 40" in row.because
    assert "not read to the end" not in row.because


def test_a_part_under_fifteen_stands_for_nobody(waves: Building) -> None:
    """It waits for the rest."""
    told(waves, "1", range(40), read=False)
    told(waves, "2", range(40, 80), read=False)
    drawn(waves, 20, range(40, 80))
    row = of_code(waves)
    assert row.verdict == "cannot tell"
    assert "not read to the end" in row.because
    assert "whom chance chose are read: from 15 on they stand for all." in row.because


def test_a_part_that_somebody_chose_stands_for_nobody(waves: Building) -> None:
    """Twenty were read of each wave, the first ones."""
    told(waves, "1", range(20))
    told(waves, "1", range(20, 40), read=False)
    told(waves, "2", range(40, 60), range(40, 60))
    told(waves, "2", range(60, 80), read=False)
    assert of_code(waves).verdict == "cannot tell"


def test_a_part_is_as_wide_as_its_people_are_many(waves: Building) -> None:
    """Twenty of 40 tell of people like these as twenty do."""
    told(waves, "1", range(40), read=False)
    told(waves, "2", range(40, 80), read=False)
    drawn(waves, 40, [*range(0, 40, 2), *range(40, 80, 2)])
    row = of_code(waves)
    assert row.change_low is not None
    assert row.change_high is not None
    assert 0.5 < row.change_high - row.change_low < 0.65


def test_a_part_drawn_of_one_wave_outlasts_the_next(waves: Building) -> None:
    """Other people came in later, and all of them were read: they could not be drawn before."""
    told(waves, "1", range(40), read=False)
    drawn(waves, 20, ())
    told(waves, "2", range(40, 80), range(40, 80))
    row = of_code(waves)
    assert (row.before, row.after, row.verdict) == (0.0, 1.0, "rose")


def test_how_a_part_is_read_otherwise_stands_for_all_too(waves: Building) -> None:
    """All 20 who were read of the earlier wave are found to say it today: so would the others."""
    told(waves, "1", range(40), read=False)
    drawn(waves, 20, ())
    told(waves, "2", range(40, 80), range(40, 80))
    read = sorted({int(e.document[1:].split("-")[0]) for e in waves.events
                   if isinstance(e, Look) and e.document.endswith("-1")})  # fmt: skip
    bridge(waves, read, read, coder="ann")
    row = of_code(waves)
    assert row.drift == pytest.approx(1.0)
    assert row.change == pytest.approx(0.0)
    assert row.verdict == "cannot tell"


def test_few_of_a_part_are_not_shown_to_readers_outside(waves: Building) -> None:
    """Four of some 20 are four people, although they stand for more."""
    told(waves, "1", range(40), read=False)
    told(waves, "2", range(40, 80), read=False)
    drawn(waves, 40, range(40, 46))
    inside, outside = of_code(waves), of_code(waves, public=True)
    assert inside.before is not None
    assert inside.after is not None
    assert "0 of 22 whom chance chose from 40, then 4 of 18 whom" in inside.because
    assert (outside.before, outside.after, outside.change) == (None, None, None)


def test_few_unread_do_not_hold_up_what_they_cannot_turn(waves: Building) -> None:
    """Whichever way the one turns out, it rose."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(39), range(30))
    told(waves, "2", [39], read=False)
    assert of_code(waves).verdict == "rose"


def test_waves_that_other_people_read_cannot_be_told_apart_from_their_readers(
    waves: Building,
) -> None:
    """Until one of them reads a part of the other anew."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(30), coder="bo")
    row = of_code(waves)
    assert row.verdict == "cannot tell"
    assert "themekit waves --bridge 1" in row.because


def bridge(
    study: Building,
    people: Sequence[int],
    yes: Sequence[int],
    coder: str = "bo",
    draw: str = "B",
    version: Codebook | None = None,
) -> None:
    """Let a coder read people of the first wave anew beside the second."""
    about = {"draw": draw, **({"codebook_hash": version.hash} if version else {})}
    meant = {"meaning_hash": version.codes[0].meaning_hash} if version else {}
    segments = [next(s for s in study.segments.values() if s.id == f"p{n}-1/0") for n in people]
    items = tuple(
        DrawnItem(position=at, document=s.document, text_hash=s.text_hash, start=s.start,
                  end=s.end, probability=0.5)
        for at, s in enumerate(segments)
    )  # fmt: skip
    number = len(study.events) + 1
    study.events.append(
        Draw(number=number, event_id=f"e{number}", coder=coder, draw=draw, purpose="bridge",
             method="random", mode="blind", round=2, items=items)
    )  # fmt: skip
    for at, segment in zip(people, segments, strict=True):
        if at in yes:
            study.word(coder, segment.id, **about, **meant)
        study.look(coder, segment.id, **about)


def test_what_was_read_anew_tells_drift_and_changes_nothing_else(waves: Building) -> None:
    """The second reader finds what the first missed: no rise is left of it."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(20), coder="bo")
    bridge(waves, range(30), [*range(3), *range(10, 22)])
    row = of_code(waves)
    assert row.before == pytest.approx(0.1)
    assert row.drift is not None
    assert row.drift == pytest.approx((12 - 1) / 30)
    assert row.change == pytest.approx(0.5 - 0.1 - row.drift)
    assert row.verdict == "cannot tell"
    assert "30 of 40 were read anew" in row.because


def test_an_adopted_bridge_moves_what_stands_and_not_the_change(waves: Building) -> None:
    """What counts now is taken off the drift."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(20))
    bridge(waves, range(40), range(8), coder="ann")
    before = of_code(waves)
    number = len(waves.events) + 1
    waves.events.append(
        Override(number=number, event_id=f"e{number}", coder="ann", what="adopt", target="B")
    )
    after = of_code(waves)
    assert after.before == pytest.approx(0.2)
    assert after.drift == pytest.approx(0.0)
    assert after.change == pytest.approx(before.change)


def test_an_adopted_bridge_whose_words_wait_still_tells_of_drift(waves: Building) -> None:
    """A table of it did not know what its reader had said before: that makes it no less read."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(20))
    said = len(waves.events)
    bridge(waves, range(40), range(8), coder="ann")
    waves.events[said:] = [
        replace(one, after=0) if isinstance(one, (Coding, Look)) else one
        for one in waves.events[said:]
    ]
    before = of_code(waves)
    number = len(waves.events) + 1
    waves.events.append(
        Override(number=number, event_id=f"e{number}", coder="ann", what="adopt", target="B")
    )
    assert before.drift == of_code(waves).drift == pytest.approx(0.1)


def test_a_bridge_beside_another_wave_says_nothing_of_this_one(waves: Building) -> None:
    """How people read beside the second wave is not how they read the third."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(20))
    told(waves, "3", range(40), range(20))
    bridge(waves, range(30), range(12), coder="ann")
    drifts = {(row.start, row.end): row.drift for row in rows(waves) if row.code_id == "a"}
    assert drifts["1", "2"] is not None
    assert (drifts["2", "3"], drifts["1", "3"]) == (None, None)


def test_answers_need_no_reading_and_have_no_drift(waves: Building) -> None:
    """Who answered is the base; a blank is no answer."""
    for wave, numbers in (("1", ["7", "3", "3", ""]), ("2", ["7", "8", "3", "9"])):
        for at, cell in enumerate(numbers):
            told(waves, wave, [at], read=False, closed=(("rating", cell),))
    (row,) = (row for row in rows(waves) if row.item)
    assert (row.item, row.code_id, row.name) == ("rating", "", "How it is")
    assert (row.before, row.after) == (pytest.approx(1 / 3), pytest.approx(0.5))
    assert (row.both, row.began, row.stopped, row.drift) == (3, 1, 0, None)


def test_waves_are_compared_one_by_one_and_first_with_last(waves: Building) -> None:
    """What is watched stands first; the rest was noticed afterwards."""
    for wave in "123":
        told(waves, wave, range(3), closed=(("rating", "7"),))
    found = rows(waves, Watched(item="rating", matters=0.3))
    assert [(row.item, row.code_id, row.start, row.end) for row in found] == [
        ("rating", "", "1", "2"), ("rating", "", "2", "3"), ("rating", "", "1", "3"),
        ("", "a", "1", "2"), ("", "a", "2", "3"), ("", "a", "1", "3"),
    ]  # fmt: skip
    assert [row.watched for row in found] == [True] * 3 + [False] * 3
    assert [row.matters for row in found[:1]] == [0.3]
    assert not found[0].because.startswith("Noticed afterwards.")


def test_what_no_reading_mends_is_stated(waves: Building) -> None:
    """Another asker."""
    for at in range(20):
        told(waves, "1", [at], attributes=(("collected_by", "peer" if at < 10 else "staff"),))
        told(waves, "2", [at], attributes=(("collected_by", "peer"),))
    assert of_code(waves).stated == (
        "asked by: peer 10 of 20, then 20 of 20",
        "10 who came back: asked by other people",
    )


def test_a_small_last_wave_may_not_be_finished(waves: Building) -> None:
    """Far fewer told in it than in the one before."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(10), range(4))
    assert "2 may not be finished: far fewer people than in 1" in of_code(waves).stated


def test_a_reflexive_study_has_no_verdicts(waves: Building) -> None:
    """Its stories are read side by side."""
    told(waves, "1", range(20), range(4))
    told(waves, "2", range(20), range(15))
    row = of_code(waves, method="reflexive")
    assert (row.verdict, row.before, row.change) == ("", None, None)


def test_a_group_has_no_shares_to_compare(waves: Building) -> None:
    """People in it hear each other."""
    waves.strands[0] = type(waves.strands[0])("S", "s", "group", ())
    told(waves, "1", range(20), range(4))
    told(waves, "2", range(20), range(15))
    assert of_code(waves).verdict == "cannot tell"


def test_readers_outside_see_neither_who_began_nor_small_cells(waves: Building) -> None:
    """Four of 40 are withheld, and what follows from them."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(20))
    told(waves, "3", range(40), range(10, 40))
    found = {(r.start, r.end): r for r in rows(waves, public=True) if r.code_id == "a"}
    hidden, shown = found["1", "2"], found["2", "3"]
    assert (hidden.before, hidden.after, hidden.change, hidden.verdict) == (
        None, None, None, "cannot tell",
    )  # fmt: skip
    assert hidden.because == WITHHELD
    assert shown.after == pytest.approx(0.75)
    for row in found.values():
        assert (row.both, row.began, row.stopped, row.left, row.joined) == (None,) * 5
        assert not any(word.isdigit() for word in row.because.split())


def test_the_change_shown_outside_tells_nothing_of_a_drift_that_is_not(waves: Building) -> None:
    """With all decimals the number of passages that were read otherwise would come out of it."""
    told(waves, "1", range(40), range(10))
    told(waves, "2", range(40), range(10, 40))
    bridge(waves, range(30), range(12), coder="ann")
    inside, outside = of_code(waves), of_code(waves, public=True)
    assert inside.drift is not None
    assert outside.drift is None
    assert outside.change is not None
    assert outside.change == round(inside.change or 0.0, 2) != inside.change


def test_one_wave_has_nothing_to_compare(waves: Building) -> None:
    """There are no rows at all."""
    told(waves, "1", range(5), range(2))
    matrix = waves.build()
    assert (matrix.by_wave, matrix.changes) == ((), ())


def test_each_wave_has_its_numbers_and_what_the_code_says_of_people(waves: Building) -> None:
    """As in the matrix, with who said anything at all."""
    told(waves, "1", range(5), range(2))
    told(waves, "2", range(4), range(2))
    waves.person("p9")
    waves.document("p9-2", "S", ("p9",), wave="2")
    found = [one for one in waves.build().by_wave if one.row.code_id == "a"]
    assert [(one.row.wave, one.row.cases, one.row.asked, one.answered) for one in found] == [
        ("1", 2, 5, 5), ("2", 2, 5, 4),
    ]  # fmt: skip
    assert {one.direction for one in found} == {"better"}


def next_of(study: Building, *watch: Watched) -> list[NextReading]:
    """Return what is to be read next."""
    coded = study.coded()
    object.__setattr__(coded.study, "watch", watch)
    return list(what_to_read(coded, build_matrix(coded)))


def test_a_wave_that_nobody_read_is_read_first(waves: Building) -> None:
    """What it will tell cannot be foreseen; what is not watched is not asked for."""
    told(waves, "1", range(20), range(4))
    told(waves, "2", range(18), read=False)
    assert next_of(waves) == []
    (found,) = next_of(waves, Watched("a"))
    assert (found.name, found.parts, found.foreseen) == ("A", (Part("S", "2", 18),), False)


def test_the_unread_are_read_where_they_settle_it(waves: Building) -> None:
    """If they are as those who were read."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(20), range(9))
    told(waves, "2", range(20, 40), read=False)
    (found,) = next_of(waves, Watched("a"))
    assert (found.parts, found.foreseen) == ((Part("S", "2", 20),), True)


def test_other_readers_need_a_bridge_first(waves: Building) -> None:
    """Sixty people of the earlier wave, or as many as there are."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(30), coder="bo")
    (found,) = next_of(waves, Watched("a"))
    assert (found.parts, found.foreseen) == ((Part("S", "1", 40, anew=True),), False)


def test_a_bridge_is_no_way_out_for_waves_that_others_have_followed(waves: Building) -> None:
    """It is read beside the last wave, and tells how that one is read."""
    for wave, coder in (("1", "ann"), ("2", "bo"), ("3", "bo")):
        told(waves, wave, range(40), range(int(wave) * 10), coder=coder)
    parts = {(one.start, one.end): one.parts for one in next_of(waves, Watched("a"))}
    assert parts["1", "2"] == ()
    assert parts["1", "3"] == (Part("S", "1", 40, anew=True),)
    changed = {(row.start, row.end): row.because for row in rows(waves) if row.code_id == "a"}
    assert "read anew beside 2." in changed["1", "2"]
    assert "themekit waves --bridge 1" in changed["1", "3"]


def test_a_wave_read_before_the_description_changed_is_looked_at_again(waves: Building) -> None:
    """Reading the earlier one anew would not help."""
    old = waves.codes[0]
    was = Codebook("codes", "", (), (old,))
    for wave in "12":
        told(waves, wave, range(20), range(5))
    waves.events = [
        replace(one, codebook_hash=was.hash) if isinstance(one, Look) else one
        for one in waves.events
    ]
    waves.versions = versioned(was)
    waves.codes[0] = replace(old, definition="Now it means something else.")
    (found,) = next_of(waves, Watched("a"))
    assert found.parts == (Part("S", "2", 20, outdated=True),)


def test_more_is_read_anew_where_the_drift_leaves_it_open(waves: Building) -> None:
    """As many as settle it, were they to drift as those who were read."""
    told(waves, "1", range(100), range(20))
    told(waves, "2", range(100), range(51), coder="bo")
    bridge(waves, range(10, 30), range(10, 23))
    assert of_code(waves).verdict == "cannot tell"
    (found,) = next_of(waves, Watched("a"))
    assert [part.anew for part in found.parts] == [True]
    assert 5 <= found.parts[0].people <= 80
    assert found.foreseen


def test_a_small_change_is_settled_by_no_reading(waves: Building) -> None:
    """All was read, and few told it."""
    told(waves, "1", range(20), range(6))
    told(waves, "2", range(20), range(9))
    (found,) = next_of(waves, Watched("a"))
    assert found.parts == ()


def test_the_machines_part_is_told_exactly(waves: Building) -> None:
    """What it suggested when they were given out, and what it suggests now."""
    told(waves, "1", range(10), range(4), read=False)
    segments = list(waves.segments.values())
    items = tuple(
        DrawnItem(position=at, document=s.document, text_hash=s.text_hash, start=s.start, end=s.end,
                  suggested=(("a", 0.5),) if at < 2 else ())
        for at, s in enumerate(segments)
    )  # fmt: skip
    number = len(waves.events) + 1
    given = {"number": number, "event_id": f"e{number}", "coder": "ann", "draw": "A"}
    waves.events.append(Draw(**given, mode="assisted", items=items))
    for segment in segments:
        waves.look("ann", segment.id, draw="A")
    told(waves, "2", range(10), range(4))
    for segment in segments[:5]:
        waves.suggest(segment.id)
    bridge(waves, range(5), range(4), coder="ann")
    said = of_code(waves).because
    assert "the machine suggested it of 2 then, and suggests it of 5 now" in said


def test_the_coders_part_and_the_descriptions_part_are_told_apart(waves: Building) -> None:
    """Some were read anew under the former description."""
    told(waves, "1", range(20), range(10))
    told(waves, "2", range(20), range(10))
    bridge(waves, range(10), range(10), coder="ann")
    former = replace(waves.codes[0], definition="Something narrower.")
    old = Codebook("codes", "", (), (former,))
    waves.versions = versioned(old)
    bridge(waves, range(10, 20), range(12), coder="ann", draw="F", version=old)
    row = of_code(waves)
    assert row.drift == pytest.approx(0.0)
    assert "Under the former description it is +20 in 100" in row.because


def test_what_others_read_anew_tells_nothing_of_the_later_reading(waves: Building) -> None:
    """A third person's drift is not that of whoever read the second wave."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40), range(30), coder="bo")
    bridge(waves, range(30), range(4), coder="cy")
    row = of_code(waves)
    assert row.verdict == "cannot tell"
    assert "Nobody who read 2 has read a part of the earlier wave anew." in row.because


def returning(study: Building, began: int, stopped: int, never: int) -> None:
    """Let the same people tell both waves, read at their time; 20 tell it both times."""
    both, number = range(20), 20 + began + stopped + never
    after_stop = range(20 + began, 20 + began + stopped)
    told(study, "1", range(number), [*both, *after_stop])
    told(study, "2", range(number), [*both, *range(20, 20 + began)])


def test_who_began_is_weighed_with_drift_taken_off(waves: Building) -> None:
    """Reading lost a quarter of all: twelve began and nine stopped, yet as read today it rose."""
    returning(waves, began=12, stopped=9, never=59)
    before = [*range(20), *range(32, 41)]
    assert of_code(waves).verdict != "rose"
    bridge(waves, range(100), before[:4], coder="ann")
    row = of_code(waves)
    assert (row.began, row.stopped, row.drift) == (12, 9, pytest.approx(-0.25))
    assert row.verdict == "rose"
    assert (
        "Of 100 who told both times 12 began and 9 stopped. 100 of 100 were read anew: today it is "
        "found 25 in 100 less often there (-25 to -25). Who began and who stopped is counted as "
        "each wave was read at its time, and weighed with this taken off. That is more than chance "
        "in who tells and in how it was read, among these tellers."
    ) in row.because


def test_who_began_by_drift_alone_makes_no_rise(waves: Building) -> None:
    """Twenty began and nobody stopped, as many as are found today where nobody was then."""
    returning(waves, began=20, stopped=0, never=60)
    assert of_code(waves).verdict == "rose"
    bridge(waves, range(100), range(40), coder="ann")
    row = of_code(waves)
    assert (row.began, row.stopped, row.change) == (20, 0, pytest.approx(0.0))
    assert row.verdict != "rose"


def test_a_part_that_returns_is_asked_of_those_who_were_read(waves: Building) -> None:
    """Of 60 some 20 were read, the same both times: five began and none stopped, that is chance."""
    told(waves, "1", range(60), read=False)
    drawn(waves, 20, range(0))
    chosen = sorted({int(e.document[1:].split("-")[0]) for e in waves.events
                     if isinstance(e, Look)})  # fmt: skip
    told(waves, "2", range(60), read=False)
    drawn(waves, 20, chosen[:5])
    row = of_code(waves)
    assert (row.both, row.began, row.stopped) == (20, 5, 0)
    assert row.change_low is not None
    assert row.change_low > 0
    assert (row.verdict, "That can be chance in who tells." in row.because) == ("cannot tell", True)


def test_the_drift_of_a_part_is_as_open_as_all_it_stands_for(waves: Building) -> None:
    """All 20 of 60 were read anew: how the others would read is not known."""
    told(waves, "1", range(60), read=False)
    drawn(waves, 20, ())
    told(waves, "2", range(60, 120), range(60, 90))
    read = sorted({int(e.document[1:].split("-")[0]) for e in waves.events
                   if isinstance(e, Look) and e.document.endswith("-1")})  # fmt: skip
    bridge(waves, read, read[:5], coder="ann")
    row = of_code(waves)
    assert row.drift == pytest.approx(0.25)
    assert row.drift_low is not None
    assert row.drift_high is not None
    assert row.drift_high - row.drift_low > 0.2


def helped(study: Building, wave: str, coder: str = "ann") -> None:
    """Give a wave out with suggestions, as it was read then."""
    segments = [s for s in study.segments.values() if s.document.endswith(f"-{wave}")]
    items = tuple(
        DrawnItem(position=at, document=s.document, text_hash=s.text_hash, start=s.start, end=s.end,
                  suggested=(("a", 0.5),) if at % 2 else ())
        for at, s in enumerate(segments)
    )  # fmt: skip
    number = len(study.events) + 1
    study.events.append(
        Draw(number=number, event_id=f"e{number}", coder=coder, draw=wave, mode="assisted",
             items=items)
    )  # fmt: skip


def test_what_was_read_anew_blind_tells_nothing_of_a_wave_read_with_suggestions(
    waves: Building,
) -> None:
    """Neither a verdict nor a change nor a drift; and what to do."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40, 80), range(40, 70))
    helped(waves, "2")
    bridge(waves, range(40), range(4), coder="ann")
    row = of_code(waves)
    assert (row.verdict, row.drift, row.change) == ("cannot tell", None, None)
    assert (
        "40 of 40 people of 2 were read with suggestions, and the part of 1 that was read anew "
        "without: it does not tell how 2 was read. Let chance choose people of 2 to be read without"
    ) in row.because
    (found,) = next_of(waves, Watched("a"))
    assert (found.parts, found.foreseen) == ((Part("S", "2", 40, blind=True),), False)


def test_a_wave_read_with_suggestions_is_read_anew_as_it_should_be(waves: Building) -> None:
    """Blind beside a later wave that was read blind: that is what drift is."""
    told(waves, "1", range(40), range(4))
    helped(waves, "1")
    told(waves, "2", range(40, 80), range(40, 70), mode="blind")
    bridge(waves, range(40), range(4), coder="ann")
    row = of_code(waves)
    assert (row.verdict, row.drift) == ("rose", pytest.approx(0.0))
    assert "read with suggestions: 40 of 40, then 0 of 40" in row.stated


def test_whom_chance_chose_to_be_read_blind_stand_for_a_wave_read_with_suggestions(
    waves: Building,
) -> None:
    """Where a part was read anew they are what is compared."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40, 80), read=False)
    drawn(waves, 20, range(40, 80))
    blind = {e.document for e in waves.events if isinstance(e, Look) and e.mode == "blind"}
    for segment in [s for s in waves.segments.values() if s.document.endswith("-2")]:
        if segment.document not in blind:
            waves.look("ann", segment.id)
    helped(waves, "2")
    bridge(waves, range(40), range(4), coder="ann")
    row = of_code(waves)
    assert (row.after, row.verdict) == (pytest.approx(1.0), "rose")
    assert "20 of 20 whom chance chose from 40" in row.because


def test_who_read_blind_is_who_has_to_read_the_earlier_wave_anew(waves: Building) -> None:
    """Ann read the bridge; of the later wave she read with suggestions, bo alone without."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40, 80), range(40, 70))
    helped(waves, "2")
    drawn(waves, 40, [*range(4), *range(40, 70)], coder="bo")
    bridge(waves, range(40), range(4), coder="ann")
    row = of_code(waves)
    assert row.verdict == "cannot tell"
    assert "Nobody who read 2 has read a part of the earlier wave anew." in row.because
    bridge(waves, range(40), range(4), coder="bo", draw="C")
    assert of_code(waves).verdict == "rose"


def test_one_wave_with_suggestions_and_one_without_cannot_be_compared(waves: Building) -> None:
    """Until the one that was read with them is read without."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40, 80), range(40, 70))
    helped(waves, "1")
    row = of_code(waves)
    assert row.verdict == "cannot tell"
    assert (
        "Most of 1 was read with suggestions, most of 2 without, and none of 1 was read anew "
        "(themekit waves --bridge 1)."
    ) in row.because
    helped(waves, "2")
    assert of_code(waves).verdict == "rose"


def test_two_waves_read_with_suggestions_say_so(waves: Building) -> None:
    """No bridge can tell whether the machine has changed what people saw."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40, 80), range(40, 70))
    helped(waves, "1")
    helped(waves, "2")
    said = (
        "read with suggestions: 40 of 40, then 40 of 40: what is suggested may have changed in "
        "between"
    )
    assert said in of_code(waves).stated
    assert "read with suggestions" in of_code(waves, public=True).stated


def test_suggestions_that_nobody_could_see_are_none(waves: Building) -> None:
    """Given out to be read with them before there was a machine."""
    told(waves, "1", range(40), range(4))
    told(waves, "2", range(40, 80), range(40, 70))
    helped(waves, "2")
    waves.events[-1] = replace(
        waves.events[-1],
        items=tuple(replace(one, suggested=()) for one in waves.events[-1].items),
    )
    assert of_code(waves).verdict == "rose"


def test_a_share_from_a_draw_counts_as_so_many_people_as_it_tells_of() -> None:
    """Of 400, .2 (.132 to .268): beside who was drawn, who tells is left open too."""
    row = MatrixRow(
        "report", "T", "T", "A", "a", "S", 400, 80, 80, 0.2, 0.132, 0.268, "", 1, (), None, 0, 0,
        0.3, "corrected",
    )  # fmt: skip
    side = _estimated(row, 400, Strand("S", "s", "survey", ()))
    variance = (0.068 / 1.96) ** 2 + 0.16 / 400
    assert side.size == pytest.approx(0.16 / variance, rel=1e-3)
    drawn = _estimated(row, 400, Strand("S", "s", "survey", (), sample="probability"))
    assert drawn.size > side.size
