"""Who takes part, and the links by which they come."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from themekit.errors import InputError, UsageError
from themekit.events import Coder
from themekit.store import open_store
from themekit.store.access import (
    Link,
    Session,
    find_link,
    find_session,
    hash_of,
    save_address,
    save_link,
    save_session,
)
from themekit.store.coders import load_coders, save_coder
from themekit.workflows.coders import (
    FIRST_PORT,
    PORTS,
    NewLink,
    Stated,
    add_coder,
    edit_coder,
    list_coders,
    new_link,
    remove_coder,
)


def _opens(study: Path, link: NewLink) -> bool:
    store = open_store(study)
    with store.reading() as connection:
        found = find_link(connection, link.address.rpartition("/")[2])
    store.close()
    return found is not None and found.coder == link.coder.id


def test_somebody_taken_in_gets_a_link(study: Path) -> None:
    """It opens until they are removed; a study need not have been run for it."""
    link = add_coder(study, "Peer One", "peer", Stated(credit="P. One"))
    assert _opens(study, link)
    assert list_coders(study) == [("Peer One", "peer", "P. One", "yes", "")]


def test_a_second_link_is_asked_for_by_its_own_name(study: Path) -> None:
    """However the name is written: two people of one name are a mistake."""
    add_coder(study, "Peer One", "peer")
    with pytest.raises(UsageError, match="has a link already, as peer"):
        add_coder(study, " peer ONE ", "researcher")


def test_a_new_link_voids_the_old(study: Path) -> None:
    """A lost phone opens nothing."""
    old = add_coder(study, "Peer One", "peer")
    new = new_link(study, "peer one")
    assert not _opens(study, old)
    assert _opens(study, new)


def test_a_new_link_ends_what_was_opened_by_the_old(study: Path) -> None:
    """A lost phone is still in; the owner, at the study's own machine, goes on."""
    link = add_coder(study, "Ada", "researcher")
    store = open_store(study)
    with store.writing() as connection:
        for token, owner in (("phone", False), ("desk", True)):
            kept = Session(hash_of(token), link.coder.id, owner, "2026-01-01", "2026-01-01")
            save_session(connection, kept)
    new_link(study, "Ada")
    with store.reading() as connection:
        assert find_session(connection, "phone") is None
        assert find_session(connection, "desk") is not None
    store.close()


def test_removing_takes_links_and_sessions_and_keeps_the_coder(study: Path) -> None:
    """What somebody said stays theirs."""
    link = add_coder(study, "Peer One", "peer", Stated(credit="P. One"))
    store = open_store(study)
    with store.writing() as connection:
        day = "2026-01-01"
        save_session(connection, Session("a", link.coder.id, owner=False, made=day, seen=day))
        save_link(connection, Link("b", link.coder.id, "owner", day))
    assert list_coders(study)[0][-1] == day
    remove_coder(study, "Peer One")
    assert list_coders(study) == [("Peer One", "peer", "P. One", "no", "")]
    assert not _opens(study, link)
    with store.reading() as connection:
        assert find_link(connection, "b") is None
        assert [one.name for one in load_coders(connection)] == ["Peer One"]
    store.close()


def test_what_somebody_states_is_kept_changed_and_erased(study: Path) -> None:
    """What is left out stays as it is; empty words erase."""
    add_coder(study, "Ada", "researcher", Stated(standpoint="A nurse once."))
    edit_coder(study, "ada", Stated(training="Two days,\ntogether."))
    coder = edit_coder(study, "Ada", Stated(credit="A."))
    assert (coder.standpoint, coder.training, coder.credit) == (
        "A nurse once.", "Two days, together.", "A.",
    )  # fmt: skip
    assert edit_coder(study, "Ada", Stated(standpoint="")).standpoint == ""
    with pytest.raises(UsageError, match="Say what is to be changed"):
        edit_coder(study, "Ada", Stated())
    with pytest.raises(UsageError, match="Nobody here is called 'Ben'"):
        edit_coder(study, "Ben", Stated(credit="B."))


def test_somebody_known_comes_in_with_the_role_that_is_said(study: Path) -> None:
    """Who came by an imported table is given a link as what they are; the change is told."""
    store = open_store(study)
    with store.writing() as connection:
        save_coder(connection, Coder("Ada", "Ada", "imported", "A."))
    store.close()
    link = add_coder(study, "Ada", "facilitator")
    assert link.was == "imported"
    assert list_coders(study) == [("Ada", "facilitator", "A.", "yes", "")]


def test_a_link_begins_as_the_pages_are_reached(study: Path) -> None:
    """At the study's own port on this machine, as others reached it last, or as is said."""
    near = add_coder(study, "Peer One", "peer")
    port = urlsplit(near.address).port or 0
    assert near.is_near
    assert FIRST_PORT <= port < FIRST_PORT + PORTS
    assert urlsplit(new_link(study, "Peer One").address).port == port
    store = open_store(study)
    with store.writing() as connection:
        save_address(connection, "https://check.example.org/read")
        save_address(connection, "https://check.example.org/pages")
    store.close()
    far = new_link(study, "Peer One")
    assert far.address.startswith("https://check.example.org/pages/enter/")
    assert not far.is_near
    said = new_link(study, "Peer One", "http://laptop.local:8000/")
    assert said.address.startswith("http://laptop.local:8000/enter/")


def test_no_token_is_kept_in_the_study(study: Path) -> None:
    """Only its hash."""
    token = add_coder(study, "Peer One", "peer").address.rpartition("/")[2]
    kept = b"".join(path.read_bytes() for path in (study / ".themekit").iterdir())
    assert token.encode() not in kept
    assert hash_of(token).encode() in kept


def test_nobody_is_removed_or_linked_by_a_name_that_is_not_there(study: Path) -> None:
    """The sentence tells where the names are."""
    with pytest.raises(UsageError, match=r"Nobody here is called 'Peer Two'.*list"):
        remove_coder(study, "Peer Two")
    with pytest.raises(UsageError, match="Nobody here is called"):
        new_link(study, "Peer Two")
    with pytest.raises(UsageError, match="Say who it is"):
        add_coder(study, " \u200b", "peer")


def test_a_folder_without_a_study_is_told(tmp_path: Path) -> None:
    """Nothing is made in it."""
    with pytest.raises(InputError):
        list_coders(tmp_path)
    assert not list(tmp_path.iterdir())
