"""What goes out as tables comes in as the same record: same standings, same people, same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.kit import CUTS, HASH, decided, events, imported, table
from themekit.events import Coding, Draw, DrawnItem, Event, Look, same_content
from themekit.exchange import TableFile

HERE: dict[str, Any] = {"document": "i/P1", "text_hash": HASH}


def tables(sequence: Sequence[Event]) -> list[TableFile]:
    """Write events in the columns of DESIGN.md, section 5."""
    said = [_row(one) for one in sequence if isinstance(one, Coding)]
    looked = [_row(one) for one in sequence if isinstance(one, Look)]
    drawn = [
        {**_row(one), **_row(item), "number": one.number}
        for one in sequence
        if isinstance(one, Draw)
        for item in one.items
    ]
    parts = (("codings.csv", said), ("looks.csv", looked), ("draws.csv", drawn))
    return [table(rows, name) for name, rows in parts if rows]


def _row(record: Any) -> dict[str, object]:
    return {name: _cell(getattr(record, name), name) for name in record.__dataclass_fields__
            if name not in ("items", "received")}  # fmt: skip


def _cell(value: object, name: str) -> object:
    if isinstance(value, tuple):
        return ("; " if name == "codes" else " ").join(value)
    return "" if value is None else value


@st.composite
def sequences(draw: st.DrawFn) -> list[Event]:
    """Make a record: words, looks, undoing, settling, and devices that did not know everything."""
    made: list[Event] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        start, end = draw(st.sampled_from(CUTS))
        coder = draw(st.sampled_from(["Ada", "Bea"]))
        common: dict[str, Any] = {
            **HERE, "number": number, "event_id": f"e{number}", "coder": coder, "start": start,
            "end": end, "after": draw(st.integers(max(0, number - 3), number - 1)),
            "origin": draw(st.sampled_from(["page", "pack", "file"])), "time": "",
        }  # fmt: skip
        own = [one.event_id for one in made if one.coder == coder]
        kind = draw(st.sampled_from(["look", "add", "reject", "unsure", "retract", "adjudicate"]))
        code = draw(st.sampled_from(["money", "people"]))
        if kind == "look":
            codes = draw(st.sampled_from([("money",), ("money", "people")]))
            outcome = draw(st.sampled_from(["coded", "nothing applies", "skipped"]))
            made.append(Look(**common, codes=codes, outcome=outcome))
        elif kind == "retract" and own:
            undone = (draw(st.sampled_from(own)),)
            made.append(Coding(**common, decision="retract", replaces=undone))
        elif kind == "adjudicate":
            holds = draw(st.sampled_from(["yes", "no", "both"]))
            names = tuple(one.event_id for one in made[-2:])
            made.append(Coding(**common, code_id=code, decision=kind, holds=holds, settles=names))
        elif kind != "retract":
            memo = draw(st.sampled_from(["", "'=x", "=x", "'hello", " a\nb "]))
            made.append(Coding(**common, code_id=code, decision=kind, memo=memo))
    return made


@settings(max_examples=150, deadline=None)
@given(sequences())
def test_a_record_comes_back_from_its_tables_as_it_was(record: list[Event]) -> None:
    """In an empty copy of the study every code stands as before, and every event says the same."""
    if not record:
        return
    record = [replace(one, number=at) for at, one in enumerate(record, 1)]
    back = events(imported(*tables(record)))
    assert len(back) == len(record)
    assert all(same_content(one, other) for one, other in zip(record, back, strict=True))
    before, after = decided(record), decided(back)
    assert list(before.standings()) == list(after.standings())
    assert [one.event_id for one in before.waiting] == [one.event_id for one in after.waiting]


def test_what_was_said_for_practice_stays_apart() -> None:
    """The draw comes with its purpose, before what was said in it."""
    item = DrawnItem(position=0, **HERE, start=0, end=22, probability=1 / 3)
    given_out = Draw(
        number=1, event_id="d", coder="Ada", draw="d1", purpose="practice", items=(item,)
    )
    word = Coding(number=2, event_id="c", coder="Ada", **HERE, start=0, end=22, code_id="money",
                  draw="d1", after=1)  # fmt: skip
    back = events(imported(*tables([given_out, word])))
    assert [type(one) for one in back] == [Draw, Coding]
    assert list(decided(back).standings()) == []
