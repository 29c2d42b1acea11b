"""Which passages coders are given, with which chances and in which mode."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tasks.kit import Place, passages
from themekit.records import Suggestion


def test_the_same_record_and_seed_make_the_same_draw(place: Place) -> None:
    """Nothing else has a say in it; another seed makes another."""
    one = place.table().hand_out
    first, again, other = Place().draw("ada"), Place().draw("ada"), Place().draw("ada", seed=1)
    assert first == again
    assert passages(first[0]) != passages(other[0])
    assert one is not None


def test_the_chances_of_a_frame_add_up_to_what_is_drawn(place: Place) -> None:
    """Each passage has the same chance, and all are in the frame."""
    draws = place.draw("ada", passages=12, blind=0)[0].draws
    assert [(one.frame_size, len(one.items)) for one in draws] == [(60, 12)]
    assert {item.probability for item in draws[0].items} == {12 / 60}


def test_each_passage_is_drawn_as_often_as_its_chance_says() -> None:
    """Over many seeds, in either mode, in the small strand as in the large one."""
    rounds, seen, chances = 400, Counter[str](), Counter[str]()
    for seed in range(rounds):
        for draw in Place(documents=3, passages=4).draw("ada", passages=5, seed=seed)[0].draws:
            for item in draw.items:
                seen[draw.mode, item.stratum] += 1  # type: ignore[index]
                chances[draw.mode] += item.probability or 0  # type: ignore[assignment]
    # 12 passages, 5 of them drawn, 1.5 of these without suggestions; a third in the strand t.
    assert seen["blind", "t"] / rounds == pytest.approx(0.5, abs=0.12)  # type: ignore[index]
    assert seen["blind", "s"] / rounds == pytest.approx(1.0, abs=0.12)  # type: ignore[index]
    assert seen["assisted", "t"] / rounds == pytest.approx(5 / 3 - 0.5, abs=0.12)  # type: ignore[index]


@pytest.mark.parametrize("plan", [{"blind": 0.3}, {"overlap": 0.5}, {"blind": 1.0}, {"arms": True}])
def test_weighted_totals_are_right_over_several_hand_outs(plan: dict[str, object]) -> None:
    """What chance left over from earlier hand-outs is no frame of its own: it is still of 30."""
    rounds, sums = 80, Counter[tuple[int, str]]()
    for seed in range(rounds):
        place = Place(documents=10, passages=3)
        for hand in range(3):
            for draw in place.draw("ada", passages=6, seed=seed, **plan)[0].draws:
                if draw.purpose == "count" and draw.frame_size == 30:
                    told = sum(1 / (item.probability or 1) for item in draw.items)
                    sums[hand, draw.mode] += told / rounds  # type: ignore[assignment]
    modes = {"blind"} if plan == {"blind": 1.0} else {"assisted"}
    found = [
        sums[hand, mode]
        for hand in range(3)
        for mode in (modes if "arms" not in plan else ("blind", "assisted"))
    ]
    assert found == pytest.approx([30.0] * len(found), rel=0.1)


def test_every_stratum_gets_its_share(place: Place) -> None:
    """A third of the passages is in the strand t: 4 of 12, give or take less than one."""
    for seed in range(20):
        draw = Place().draw("ada", passages=12, blind=0, seed=seed)[0].draws[0]
        assert sum(item.stratum == "t" for item in draw.items) == 4


def test_what_a_coder_was_given_is_not_drawn_for_them_again(place: Place) -> None:
    """Until nothing is left, which is said."""
    found = [passages(place.draw("ada", passages=25)[0]) for _ in range(3)]
    assert [len(one) for one in found] == [25, 25, 10]
    assert len({one for some in found for one in some}) == 60
    assert "only 0 of 25" in place.draw("ada", passages=25)[0].remarks[0]


def test_a_peer_may_be_asked_of_a_passage_about_another_section(place: Place) -> None:
    """What they were asked about is one section of the list, not the passage."""
    place.draw("bo", codes=("d0", "d1"), passages=60)
    assert place.draw("bo", codes=("d0",), passages=60)[0].passages == 0
    assert place.draw("bo", codes=("m0",), passages=60)[0].passages == 60


def test_no_document_that_is_shut_is_drawn_from(place: Place) -> None:
    """Neither is it in the frame, whose words say how many are not."""
    place.shut = {"d0", "d1"}
    draw = place.draw("bo", passages=60, blind=0)[0].draws[0]
    assert not {"d0", "d1"} & {item.document for item in draw.items}
    assert draw.frame_size == 40
    assert "may not come to this coder (20)" in draw.frame


def test_a_case_that_a_coder_may_know_never_comes_again(place: Place) -> None:
    """Not for count, not for several, not from what others skipped, not once more."""
    place.note("bo", "may know", ("case", "case d3"), ("document", "d3"))
    for plan in ({"overlap": 1.0}, {"arms": True}, {"purpose": "overlap"}, {}):
        found = replace(place, events=[*place.events]).draw("bo", passages=60, **plan)[0]
        assert found.passages == 50
        assert "d3" not in {document for document, _ in passages(found)}


def test_topics_that_somebody_chose_not_to_see_do_not_come(place: Place) -> None:
    """The last choice counts, and the frame does not say which topics."""
    place.words = {"d0/1": "My husband died in March.", "d1/1": "We ran out of heroin."}
    place.note("bo", "not to see", ("topic", "death"))
    place.note("bo", "not to see", ("topic", "death"), ("topic", "drugs and alcohol"))
    draw = place.draw("bo", passages=60, blind=0)[0].draws[0]
    assert {("d0", 100), ("d1", 100)}.isdisjoint(passages([draw]))
    assert "chose not to see (2)" in draw.frame
    assert "death" not in draw.frame


# -- without and with suggestions ---------------------------------------------------------------


def test_a_share_is_blind_and_comes_first(place: Place) -> None:
    """Of twenty passages six, then the rest."""
    found = place.draw("ada", passages=20, blind=0.3)[0]
    blind, assisted = passages(found, "blind"), passages(found, "assisted")
    assert (len(blind), len(assisted)) == (6, 14)
    assert passages(found) == [*blind, *assisted]


def test_no_document_is_blind_after_a_suggestion_of_it_was_given(place: Place) -> None:
    """Also across draws: what was seen of a document cannot be unseen."""
    seen: set[str] = set()
    for seed in range(6):
        found = place.draw("ada", passages=6, blind=0.5, seed=seed)[0]
        assert seen.isdisjoint(document for document, _ in passages(found, "blind"))
        seen |= {document for document, _ in passages(found, "assisted")}
    assert seen


def test_it_is_said_when_nothing_can_be_blind_any_more(place: Place) -> None:
    """Whoever hands out learns why."""
    place.draw("ada", passages=30, blind=0)
    assert "has seen suggestions" in place.draw("ada", passages=5)[0].remarks[0]


def test_all_is_blind_where_it_is_wanted(place: Place) -> None:
    """Documents whose suggestions were seen are left out of the frame."""
    place.draw("ada", passages=3, blind=0)
    found = place.draw("ada", passages=10, blind=1)[0]
    assert {one.mode for one in found.draws} == {"blind"}
    assert found.draws[0].frame_size < 57


def test_what_was_looked_at_freely_with_suggestions_is_not_blind(place: Place) -> None:
    """A researcher who opened a passage has seen what was suggested in the document."""
    draw = place.draw("ada", passages=1, blind=0)[0].draws[0]
    place.events.clear()
    place.look("ada", replace(draw, draw="", mode="assisted"))
    found = place.draw("ada", passages=30, blind=1)[0]
    assert draw.items[0].document not in {document for document, _ in passages(found)}


def test_every_document_is_in_one_arm_for_a_coder(place: Place) -> None:
    """In one draw and in those that follow; the arms are even in number."""
    modes: dict[str, set[str]] = {}
    for seed in range(3):
        for draw in place.draw("ada", passages=15, arms=True, seed=seed)[0].draws:
            for item in draw.items:
                modes.setdefault(item.document, set()).add(draw.mode)
    assert all(len(found) == 1 for found in modes.values())
    assert Counter(next(iter(found)) for found in modes.values()) == {"blind": 3, "assisted": 3}


def test_the_two_arms_are_mixed_in_order(place: Place) -> None:
    """So that neither has the more tired reader: their places are of one order."""
    draws = place.draw("ada", passages=40, arms=True)[0].draws
    places = {one.mode: [item.position for item in one.items] for one in draws}
    assert sorted([*places["blind"], *places["assisted"]]) == list(range(40))
    assert max(places["blind"]) > min(places["assisted"])
    assert max(places["assisted"]) > min(places["blind"])


def test_arms_differ_between_coders_and_seeds(place: Place) -> None:
    """They are random, each with the same chance."""
    arms = Counter[str]()
    for seed in range(60):
        for draw in Place().draw("ada", passages=60, arms=True, seed=seed)[0].draws:
            arms[draw.mode] += len({item.document for item in draw.items if item.document == "d0"})
    assert 15 < arms["blind"] < 45


def test_arms_leave_out_documents_met_in_another_manner(place: Place) -> None:
    """Their arm would not be random."""
    met = {document for document, _ in passages(place.draw("ada", passages=2, blind=0)[0])}
    found = place.draw("ada", passages=60, arms=True)[0]
    assert met.isdisjoint(document for document, _ in passages(found))


def test_an_arm_without_suggestions_stays_without(place: Place) -> None:
    """Also in what is drawn later in another manner."""
    arms = place.draw("ada", passages=12, arms=True)[0]
    without = {document for document, _ in passages(arms, "blind")}
    later = place.draw("ada", passages=48, blind=0)[0]
    assert without.isdisjoint(document for document, _ in passages(later, "assisted"))


# -- suggestions have no say --------------------------------------------------------------------


def test_copies_that_differ_in_suggestions_alone_give_the_same_blind_passages(place: Place) -> None:
    """Items, order, notes and the draw's id; only what is frozen in them differs."""
    suggested = [Suggestion(f"d{n}/1", "d0", 0.9, "suggested") for n in range(6)]
    tagger = ({"order": ("d0/1", "d1/1")}, {"order": ("d2/1", "d4/5", "d1/7")})
    for one, other in (
        tagger,
        *(({**plan}, {**plan}) for plan in ({}, {"arms": True}, {"overlap": 0.5})),
    ):
        mine = Place().draw("ada", **one)[0].draws
        theirs = Place(suggestions=suggested).draw("ada", **other)[0].draws
        blind = [
            replace(draw, items=tuple(replace(item, suggested=()) for item in draw.items))
            for draw in theirs
            if draw.mode == "blind"
        ]
        assert [draw for draw in mine if draw.mode == "blind"] == blind
        assert blind


def test_suggestions_are_frozen_in_both_modes(place: Place) -> None:
    """The likeliest first."""
    place.suggestions = [
        Suggestion(f"d{n}/{at}", code, score, "suggested")
        for n in range(6)
        for at in range(10)
        for code, score in (("d1", 0.2), ("d0", 0.7))
    ]
    draws = place.draw("ada")[0].draws
    assert {one.mode for one in draws} == {"blind", "assisted"}
    frozen = {item.suggested for one in draws for item in one.items}
    assert frozen == {(("d0", 0.7), ("d1", 0.2))}


def test_the_tagger_orders_what_is_shown_with_suggestions_alone(place: Place) -> None:
    """Its passages have no chance that is known; when it has no more, the rest is random."""
    order = ("d5/9", "d0/0", "d3/3")
    draws = place.draw("ada", passages=10, blind=0.3, order=order)[0].draws
    chosen = next(one for one in draws if one.method == "chosen")
    assert (chosen.mode, [item.probability for item in chosen.items]) == ("assisted", [None] * 3)
    assert passages([chosen]) == [("d5", 900), ("d0", 0), ("d3", 300)]
    assert {one.mode for one in draws if one.method == "random"} == {"blind", "assisted"}


# -- several coders -----------------------------------------------------------------------------


def test_two_coders_meet_at_the_share_that_is_for_several(place: Place) -> None:
    """With one draw id, and at nothing else."""
    place.coders["cy"] = "peer"
    bo, cy = place.draw("bo", "cy", codes=("d0",), passages=20, overlap=0.25, blind=0.5)
    shared = [one for one in bo.draws if one.purpose == "overlap"]
    assert [one.draw for one in shared] == [
        one.draw for one in cy.draws if one.purpose == "overlap"
    ]
    assert set(passages(bo)) & set(passages(cy)) == set(passages(shared))
    assert len(passages(shared)) == 5
    assert {one.mode for one in shared} == {"blind"}
    assert {item.probability for one in shared for item in one.items} == {5 / 60}


def test_coders_meet_who_are_handed_out_to_one_after_the_other(place: Place) -> None:
    """The order of what is for several is the same whenever, and whatever is asked."""
    place.coders["cy"] = "peer"
    met = []
    for coder, codes in (("bo", ("d0",)), ("cy", ("m1",)), ("ada", ())):
        found = place.draw(coder, codes=codes, passages=8, overlap=0.5)[0]
        met.append(passages([one for one in found.draws if one.purpose == "overlap"]))
    assert met[0] == met[1] == met[2]


def test_what_one_coder_may_not_see_is_for_nobody_else_as_shared(place: Place) -> None:
    """It could not be compared."""
    place.coders["cy"] = "peer"
    place.note("bo", "may know", ("case", "case d1"), ("document", "d1"))
    bo, cy = place.draw("bo", "cy", codes=("d0",), passages=50, overlap=1.0)
    assert set(passages(bo)) == set(passages(cy))


def test_once_all_is_given_out_more_people_read_the_same(place: Place) -> None:
    """What is left over is for several, and says so."""
    place.draw("ada", passages=55)
    found = place.draw("bo", codes=("d0",), passages=20)[0]
    assert found.passages == 20
    assert Counter({one.purpose: len(one.items) for one in found.draws})["overlap"] >= 14


# -- what was skipped ---------------------------------------------------------------------------


def skipped(place: Place, *, coder: str = "bo", mode: float = 1.0) -> tuple[str, int]:
    """Let somebody skip their first passage; return where it lies."""
    draw = place.draw(coder, codes=("d0",), passages=5, blind=mode)[0].draws[0]
    place.look(coder, draw, outcome="skipped")
    return draw.items[0].document, draw.items[0].start


def test_what_somebody_skipped_goes_to_somebody_else_as_it_was_drawn(place: Place) -> None:
    """With the same draw, chance and questions; and to one person only."""
    place.coders |= {"cy": "peer", "di": "peer"}
    where = skipped(place)
    old = next(one for one in place.coded.draws)
    found = place.draw("cy", codes=("d0",), passages=5, blind=1)[0]
    offered = next(one for one in found.draws if one.draw == old.draw)
    assert passages([offered]) == [where]
    assert (offered.coder, offered.items[0].probability) == ("cy", old.items[0].probability)
    assert found.passages == 5
    again = place.draw("di", codes=("d0",), passages=5, blind=1)[0]
    assert old.draw not in {one.draw for one in again.draws}


def test_what_somebody_skipped_never_comes_back_to_them(place: Place) -> None:
    """Not even once nothing else is left."""
    where = skipped(place)
    assert where not in passages(place.draw("bo", codes=("d0",), passages=60, blind=1)[0])


def test_what_somebody_skipped_does_not_go_to_who_may_know_the_person(place: Place) -> None:
    """Nor to who chose not to see such, nor with suggestions where it was drawn without."""
    place.coders["cy"] = "peer"
    document, _ = skipped(place)
    place.note("cy", "may know", ("case", f"case {document}"), ("document", document))
    assert document not in {one for one, _ in passages(place.draw("cy", codes=("d0",))[0])}


def test_what_was_skipped_without_suggestions_goes_to_nobody_who_saw_some(place: Place) -> None:
    """It would not be blind for them."""
    place.coders["cy"] = "peer"
    where = skipped(place)
    old = place.coded.draws[0].draw
    place.draw("cy", codes=("m0",), passages=60, blind=0)
    found = place.draw("cy", codes=("d0",), passages=5)[0]
    assert old not in {one.draw for one in found.draws}
    assert where is not None


# -- once more ----------------------------------------------------------------------------------


def test_a_repeat_asks_the_same_again_after_fourteen_days(place: Place) -> None:
    """Without suggestions, with the same codes, and only what was answered by then."""
    from datetime import UTC, datetime

    draw = place.draw("bo", codes=("d0", "d1"), passages=4, blind=1)[0].draws[0]
    place.look("bo", draw, 0, received="2026-03-01T10:00:00Z")
    place.look("bo", draw, 1, received="2026-03-10T10:00:00Z")
    place.look("bo", draw, 2, received="2026-03-01T10:00:00Z", outcome="skipped")
    now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    (again,) = place.draw("bo", purpose="repeat", passages=5, now=now)[0].draws
    assert passages([again]) == [(draw.items[0].document, draw.items[0].start)]
    assert (again.purpose, again.mode, again.codes) == ("repeat", "blind", ("d0", "d1"))
    assert not place.draw("bo", purpose="repeat", passages=5, now=now)[0].draws


# -- calling back -------------------------------------------------------------------------------


def test_what_was_called_back_can_be_drawn_again(place: Place) -> None:
    """But not what was looked at by then."""
    draw = place.draw("bo", codes=("d0",), passages=60, blind=0)[0].draws[0]
    place.look("bo", draw)
    place.note("fay", "called back", ("coder", "bo"), ("draw", draw.draw))
    assert place.draw("bo", codes=("d0",), passages=60)[0].passages == 59


def test_what_comes_again_after_it_was_called_back_is_theirs(place: Place) -> None:
    """A skipped passage keeps its draw: that this was called back before takes nothing of it now."""
    place.coders |= {"cy": "peer", "di": "peer"}
    where = skipped(place)
    old = next(one for one in place.coded.draws)
    place.draw("cy", codes=("d0",), passages=5, blind=1)
    place.note("fay", "called back", ("coder", "cy"))
    again = place.draw("cy", codes=("d0",), passages=5, blind=1)[0]
    assert where in passages([one for one in again.draws if one.draw == old.draw])
    for other in ("di", "cy"):
        more = place.draw(other, codes=("d0",), passages=5, blind=1)[0]
        assert old.draw not in {one.draw for one in more.draws}
