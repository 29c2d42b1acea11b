"""Packs: their codes, and their records as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from themekit.exchange.packs import (
    Pack,
    PackCode,
    PackPassage,
    PackPractice,
    PackQuestion,
    PackWord,
    digest_of,
    is_code,
    new_code,
    pack_from_json,
    pack_json,
    tidy,
)
from themekit.exchange.packs.codes import SIGNS
from themekit.study import Support

CODE = PackCode("c1", "Money worries", "Not enough money.", "I cannot pay.", "Debts.", "Money")
PACK = Pack(
    study="s", title="A study", pack="K7Q", coder="p", made="2026-11-28", key="ab",
    support=Support(phone="020 7946 0000"), practice=(PackPractice("I cannot pay.", CODE),),
    passages=(
        PackPassage(
            1, (PackWord(1, 1, "In"), PackWord(2, 3, "[place 1]"), PackWord(4, 4, "then.")),
            questions=(PackQuestion(1, CODE),), more=("c1",),
        ),
    ),
    codes=(CODE,),
)  # fmt: skip


def test_no_sign_of_a_code_is_taken_for_another() -> None:
    """Neither 0 and O nor 1, I and L are in a code."""
    assert not set("01OIL") & set(SIGNS)


def test_a_wrong_sign_is_always_found() -> None:
    """No code is another with one sign changed."""
    for code in ("K7", "Z9A4"):
        whole = new_code((), lambda free: next(one for one in free if one.startswith("K7")))
        whole = whole if code == "K7" else _longer()
        assert is_code(whole)
        for place in range(len(whole)):
            others = (whole[:place] + sign + whole[place + 1 :] for sign in SIGNS)
            assert [one for one in others if is_code(one)] == [whole]


def test_swapped_neighbours_are_always_found() -> None:
    """No code is another with two neighbours swapped."""
    for whole in (new_code(()), _longer()):
        for place in range(len(whole) - 1):
            one, other = whole[place], whole[place + 1]
            swapped = whole[:place] + other + one + whole[place + 2 :]
            assert swapped == whole or not is_code(swapped)


def _longer() -> str:
    """Return a code of a study in which all short ones are taken."""
    taken: set[str] = set()
    while len(code := new_code(taken, lambda free: free[-1])) == 3:
        taken.add(code)
    return code


def test_codes_grow_once_all_short_ones_are_taken() -> None:
    """A study with many packs gets longer codes, and none twice."""
    assert len(_longer()) == 4


def test_a_code_is_read_in_any_case_and_with_spaces() -> None:
    """What somebody types on a phone is tidied, and nothing of it is guessed."""
    assert tidy(" k7-q ") == "K7Q"
    assert is_code("K7Q")
    assert not is_code(tidy("k0q"))


def test_a_pack_comes_back_from_json_as_it_was() -> None:
    """Nothing of a pack is lost in JSON."""
    assert pack_from_json(json.loads(json.dumps(pack_json(PACK)))) == PACK


def test_words_stand_as_they_are_where_nothing_is_replaced() -> None:
    """Only a word that stands for several carries its numbers."""
    assert pack_json(PACK)["passages"][0]["words"] == ["In", [2, 3, "[place 1]"], "then."]


def test_the_digest_is_of_all_that_is_in_a_pack() -> None:
    """A pack with another word has another digest."""
    assert digest_of(PACK) == digest_of(PACK)
    assert digest_of(PACK) != digest_of(replace(PACK, title="Another"))
