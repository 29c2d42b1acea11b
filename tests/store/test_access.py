"""Links, sessions, and requests that come twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from themekit.errors import RefusedError
from themekit.events import Memo
from themekit.store import Store, open_store, schema
from themekit.store.access import (
    Link,
    Session,
    act_of,
    answered,
    find_link,
    find_session,
    hash_of,
    last_seen,
    new_token,
    prune_requests,
    remember,
    remove_links,
    remove_sessions,
    remove_unseen,
    save_link,
    save_session,
    saw_session,
    use_up,
    with_links,
)
from themekit.store.events import append_events

ONE, OTHER = hash_of("one answer"), hash_of("another answer")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty store."""
    store = open_store(tmp_path)
    yield store
    store.close()


def _take_in(store: Store, request_id: str, body: str) -> int:
    """Answer a request as a desk does."""
    with store.appending() as connection:
        there = answered(connection, "Ada", request_id, body)
        if there is not None:
            return there
        event = Memo(coder="Ada", text="so", act=act_of(request_id, body))
        number = append_events(connection, [event])[0]
        remember(connection, "Ada", request_id, body, number)
        return number


def _events(store: Store) -> int:
    with store.reading() as connection:
        return len(connection.execute(select(schema.event.c.number)).all())


def test_a_request_that_comes_twice_is_answered_as_the_first_time(store: Store) -> None:
    """It writes nothing the second time."""
    assert _take_in(store, "r1", ONE) == _take_in(store, "r1", ONE) == 1
    assert _events(store) == 1


def test_the_same_id_with_another_body_is_refused(store: Store) -> None:
    """Two answers cannot both be meant."""
    _take_in(store, "r1", ONE)
    with pytest.raises(RefusedError, match="said something else"):
        _take_in(store, "r1", OTHER)


def test_the_same_id_of_another_coder_is_another_request(store: Store) -> None:
    """Devices choose their ids by themselves."""
    _take_in(store, "r1", ONE)
    with store.appending() as connection:
        assert answered(connection, "Ben", "r1", OTHER) is None


def test_a_pruned_request_is_still_answered_as_the_first_time(store: Store) -> None:
    """The events themselves tell it, and what it said."""
    _take_in(store, "r1", ONE)
    _take_in(store, "r2", ONE)
    with store.appending() as connection:
        assert prune_requests(connection, 1) == 1
        kept = connection.execute(select(schema.request.c.request_id)).scalars().all()
    assert kept == ["r2"]
    assert _take_in(store, "r1", ONE) == 1
    with pytest.raises(RefusedError, match="said something else"):
        _take_in(store, "r1", OTHER)
    assert _take_in(store, "r3", ONE) == 3


def test_a_request_that_its_events_do_not_tell_is_never_pruned(store: Store) -> None:
    """Were it taken away, it would be taken in twice."""
    with store.appending() as connection:
        number = append_events(connection, [Memo(coder="Ada", text="so", act="mine")])[0]
        remember(connection, "Ada", "r1", ONE, number)
        assert prune_requests(connection, number) == 0
    assert _take_in(store, "r1", ONE) == number


def test_a_pruned_request_is_not_mistaken_for_one_whose_id_begins_alike(store: Store) -> None:
    """An id with signs that a pattern would read otherwise is only itself."""
    _take_in(store, "r1.x", ONE)
    with store.appending() as connection:
        prune_requests(connection, 1)
    with store.appending() as connection:
        assert answered(connection, "Ada", "r1", ONE) is None
        assert answered(connection, "Ada", "r%", ONE) is None


def test_no_token_is_kept(store: Store) -> None:
    """Whoever reads the file cannot open a page with it."""
    token = new_token()
    assert len(token) >= 22
    with store.writing() as connection:
        save_link(connection, Link(hash_of(token), "Ada", "personal", "2026-01-01"))
        save_session(connection, Session(hash_of(token), "Ada", False, "2026-01-01", "2026-01-01"))
        rows = [
            *connection.execute(select(schema.link)).all(),
            *connection.execute(select(schema.session)).all(),
        ]
    assert token not in str(rows)


def test_a_link_is_used_up_once(store: Store) -> None:
    """Of two who bring it, the second finds nothing."""
    with store.writing() as connection:
        save_link(connection, Link(hash_of("t"), "Ada", "owner", "2026-01-01"))
        assert find_link(connection, "t") is not None
        assert use_up(connection, "t")
        assert not use_up(connection, "t")
        assert find_link(connection, "t") is None


def test_removing_links_leaves_those_of_others(store: Store) -> None:
    """And those of another kind."""
    with store.writing() as connection:
        save_link(connection, Link("a", "Ada", "personal", "2026-01-01"))
        save_link(connection, Link("b", "Ben", "personal", "2026-01-01"))
        save_link(connection, Link("c", "Ada", "owner", "2026-01-01"))
        remove_links(connection, "personal", "Ada")
        assert with_links(connection) == {"Ben"}
        left = connection.execute(select(schema.link.c.token_hash)).scalars()
        assert sorted(left) == ["b", "c"]


def test_sessions_end_with_their_coder_or_unseen(store: Store) -> None:
    """A session is of one coder, and not for ever."""
    with store.writing() as connection:
        for token, coder in (("a", "Ada"), ("b", "Ben"), ("c", "Cai")):
            session = Session(hash_of(token), coder, coder == "Ada", "2026-01-01", "2026-01-01")
            save_session(connection, session)
        saw_session(connection, hash_of("a"), "2026-02-02")
        assert last_seen(connection)["Ada"] == "2026-02-02"
        remove_sessions(connection, "Ben", owner=True)
        remove_unseen(connection, "2026-02-01")
        found = [find_session(connection, token) for token in "abc"]
    assert [one.coder if one else None for one in found] == ["Ada", None, None]
    assert found[0] is not None
    assert found[0].owner is True
