"""Sums of minutes that people had counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from themekit.records import MeasuredTime
from themekit.store import Store, open_store
from themekit.store.effort import add_measured, load_measured

READING = MeasuredTime("1", "reading", "peer", 5, 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store."""
    found = open_store(tmp_path)
    yield found
    found.close()


def test_minutes_are_added_to_the_one_row_of_their_kind(store: Store) -> None:
    """Of another wave or role they are another sum."""
    other = MeasuredTime("2", "reading", "peer", 1)
    for more in ([READING], [other, READING], [READING]):
        with store.writing() as connection:
            add_measured(connection, more)
    with store.reading() as connection:
        assert load_measured(connection) == (MeasuredTime("1", "reading", "peer", 15, 9), other)


def test_the_file_does_not_tell_in_which_order_sums_came(tmp_path: Path) -> None:
    """Whichever came first, the same rows are laid down at the same places, with no more in them."""
    sums = [MeasuredTime("1", "settling", "people", 2), READING]
    found = []
    for number, order in enumerate((sums, sums[::-1])):
        (tmp_path / str(number)).mkdir()
        store = open_store(tmp_path / str(number))
        for one in order:
            with store.writing() as connection:
                add_measured(connection, [one])
        with store.reading() as connection:
            told = connection.exec_driver_sql("PRAGMA table_info(measured)").all()
        store.close()
        data = (store.folder / "themekit.db").read_bytes()
        found.append([data.find(one.encode()) for one in ("1readingpeer", "1settlingpeople")])
    assert found[0] == found[1]
    assert min(found[0]) > 0
    assert [one[1] for one in told] == ["wave", "activity", "role", "minutes", "passages"]
