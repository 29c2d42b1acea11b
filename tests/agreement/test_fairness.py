"""Whether the machine, or a role, finds what every group of people says."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from themekit.agreement.fairness import FEW, Groups, fairness
from themekit.agreement.given import Given, GivenOut, Suggests
from themekit.agreement.said import Kind, Said
from themekit.agreement.tables import Frame
from themekit.events import Draw, DrawnItem
from themekit.records import Fairness, GroupRates

CODE = "being-heard"


class Room:
    """Passages of people of two groups, each read blind and drawn by chance."""

    def __init__(self) -> None:
        self.words: list[Said] = []
        self.places: dict[tuple[str, str, str], Given] = {}
        self.groups: dict[str, dict[str, str]] = {}
        self.roles: dict[str, str] = {"ana": "researcher"}
        self._number = count()

    def say(
        self, group: str, number: int, *, found: int, applies: bool = True, kind: Kind = "blind"
    ) -> None:
        """Let so many people of a group say it, of whom the machine finds some."""
        for at in range(number):
            segment = f"s{next(self._number)}"
            suggested = ((CODE, 0.9),) if at < found else (("other", 0.1),)
            item = DrawnItem(
                position=0, document=segment, text_hash="h", start=0, end=9,
                probability=0.5, suggested=suggested,
            )  # fmt: skip
            draw = Draw(draw="d", coder="ana", mode="blind", method="random", items=(item,))
            self.words.append(Said(segment, CODE, "ana", applies, kind, "", "d"))
            self.places["d", "ana", segment] = Given(draw, item)
            self.groups[segment] = {"asked by": group}

    def rows(self) -> dict[tuple[str, str], GroupRates]:
        """Return the rows of the code, by who and group."""
        return {(one.who, one.group): one for one in self.fair().rows if one.code_id == CODE}

    def fair(self, suggests: Suggests | None = None) -> Fairness:
        """Return all that is told."""
        frame = Frame({}, {}, {CODE: "Being heard"}, {}, {}, self.roles)
        out = GivenOut(self.places, frozenset({"d"}))
        return fairness(self.words, out, frame, Groups(self.groups), suggests=suggests)


def test_a_group_of_which_half_as_much_is_found_is_named() -> None:
    """Of what people asked by staff say, the machine finds 18 of 60; of others' 36 of 60."""
    room = Room()
    room.say("staff", 60, found=18)
    room.say("peers", 60, found=36)
    rows = room.rows()
    assert rows["machine", "staff"].recall[0] == pytest.approx(0.3)
    assert rows["machine", "staff"].verdict.startswith("less of what they say is found")
    assert rows["machine", "peers"].verdict.startswith("more of what they say is found")


def test_none_seen_says_the_smallest_difference_that_would_be() -> None:
    """Equal recall of 60 each says that a difference under some .25 would not be named."""
    room = Room()
    room.say("staff", 60, found=36)
    room.say("peers", 60, found=36)
    row = room.rows()["machine", "staff"]
    assert row.verdict.startswith("none seen; a difference under 0.2")
    assert row.smallest_difference == pytest.approx(0.25, abs=0.04)


def test_a_group_of_fewer_than_twenty_is_withheld() -> None:
    """Of 19 people there is no number, and nobody is compared with them."""
    room = Room()
    room.say("staff", 19, found=1)
    room.say("peers", 60, found=36)
    rows = room.rows()
    assert rows["machine", "staff"] == GroupRates(
        CODE, "machine", "asked by", "staff", None, (None,) * 3, (None,) * 3, None, FEW
    )
    assert rows["machine", "peers"].verdict == "no other group of 20"


def test_what_was_read_with_suggestions_says_nothing_of_fairness() -> None:
    """Words said beside suggestions are no measure of what the machine misses."""
    room = Room()
    room.say("staff", 60, found=18, kind="assisted")
    assert room.rows() == {}


def test_a_role_of_fewer_than_three_people_is_not_scored() -> None:
    """One reader of a role would be scored by name."""
    room = Room()
    room.say("staff", 30, found=18)
    room.say("peers", 30, found=18)
    assert {who for who, _ in room.rows()} == {"machine"}


def test_a_role_that_misses_what_one_group_says_is_named() -> None:
    """Three peers say yes to 18 of 60 of what researchers find with staff, and to 36 with peers."""
    room = Room()
    room.say("staff", 60, found=30)
    room.say("peers", 60, found=30)
    room.roles |= dict.fromkeys(("p1", "p2", "p3"), "peer")
    for at, word in enumerate(list(room.words)):
        coder = f"p{at % 3 + 1}"
        found = at < 18 or 60 <= at < 96
        room.words.append(replace(word, coder=coder, applies=found))
        given = room.places["d", "ana", word.segment_id]
        room.places["d", coder, word.segment_id] = given
    rows = room.rows()
    assert rows["peer", "staff"].recall[0] == pytest.approx(0.3)
    assert rows["peer", "staff"].verdict.startswith("less of what they say is found")
    assert ("researcher", "staff") not in rows


def test_a_rate_of_fewer_than_ten_passages_is_not_told() -> None:
    """Of sixty people nine say it: that all of it is found is no recall of one."""
    room = Room()
    room.say("staff", 51, found=0, applies=False)
    room.say("staff", 9, found=9)
    room.say("peers", 60, found=36)
    row = room.rows()["machine", "staff"]
    assert (row.cases, row.recall, row.smallest_difference) == (60, (None,) * 3, None)
    assert row.verdict.startswith("cannot be told")


def test_many_values_make_no_groups_and_are_told() -> None:
    """Of thirteen ages nothing is compared, and neither is what everybody has in common."""
    room = Room()
    room.say("staff", 60, found=18)
    room.say("peers", 60, found=36)
    for at, of in enumerate(room.groups.values()):
        of |= {"age": str(at % 13), "town": "York"}
    fair = room.fair()
    assert {one.attribute for one in fair.rows} == {"asked by"}
    assert fair.left_out == (("age", "13 groups, more than 12"), ("town", "one group alone"))


def test_the_machine_as_it_suggests_now_may_be_asked() -> None:
    """It finds everything by now, whatever the draws kept of what it suggested then."""
    room = Room()
    room.say("staff", 60, found=18)
    room.say("peers", 60, found=36)
    rows = room.fair(lambda segment, code: code == CODE).rows
    assert [one.recall[0] for one in rows if one.code_id == CODE] == [1.0, 1.0]


def test_the_others_rate_stands_beside_a_groups_own() -> None:
    """A sentence says both: 18 of 60, and of all others 54 of 80."""
    room = Room()
    room.say("staff", 60, found=18)
    room.say("peers", 60, found=36)
    room.say("nurses", 20, found=18)
    gap = room.rows()["machine", "staff"].found
    assert gap is not None
    assert gap.others == pytest.approx(54 / 80)
    assert gap.named


def test_the_same_seed_gives_the_same_rows() -> None:
    """Deals and resamples are drawn alike each time."""
    room = Room()
    room.say("staff", 40, found=18)
    room.say("peers", 60, found=36)
    assert room.fair() == room.fair()


def test_what_two_people_read_is_one_passage_still() -> None:
    """Nine passages of which two people each say the same are nine: too few for a rate."""
    room = Room()
    room.say("staff", 51, found=0, applies=False)
    room.say("staff", 9, found=9)
    room.say("peers", 60, found=36)
    room.roles["ben"] = "researcher"
    for word in list(room.words):
        room.words.append(replace(word, coder="ben"))
        room.places["d", "ben", word.segment_id] = room.places["d", "ana", word.segment_id]
    assert room.rows()["machine", "staff"].recall == (None,) * 3
