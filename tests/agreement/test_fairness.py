"""Whether the machine, or a role, finds what every group of people says."""

from __future__ import annotations

from itertools import count

import pytest

from themekit.agreement.fairness import FEW, Groups, fairness
from themekit.agreement.given import Given, GivenOut
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

    def fair(self) -> Fairness:
        """Return all that is told."""
        frame = Frame({}, {}, {CODE: "Being heard"}, {}, {"ana": "Ana"}, {"ana": "researcher"})
        out = GivenOut(self.places, frozenset({"d"}))
        return fairness(self.words, out, frame, Groups(self.groups))


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
