"""What `review` is asked for, and what that comes to before anybody can come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from themekit.errors import UsageError
from themekit.events import Coder
from themekit.review.serving import (
    Wish,
    far_address,
    owner_of,
    owners_address,
    remember_address,
    settings_for,
)
from themekit.review.settings import Settings, has_port, is_loopback
from themekit.store import Store, open_store
from themekit.store.access import load_address
from themekit.store.coders import load_coders, save_coder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty store."""
    store = open_store(tmp_path)
    yield store
    store.close()


def test_without_more_only_this_machine_is_listened_to(store: Store) -> None:
    """At a port of the study's own, the same each time."""
    settings = settings_for(store, Wish())
    assert settings.host == "127.0.0.1"
    assert settings == settings_for(store, Wish())
    assert owners_address(settings) == f"http://127.0.0.1:{settings.port}"
    assert far_address(settings) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "laptop.local"])
def test_beyond_this_machine_something_must_be_said(store: Store, host: str) -> None:
    """One sentence names both ways."""
    with pytest.raises(UsageError, match=r"--behind-tls PROXY_ADDRESS.*--insecure-lan"):
        settings_for(store, Wish(host=host))


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(behind_tls="127.0.0.1", insecure_lan=True), "not both"),
        (Wish(behind_tls="127.0.0.1"), "needs --allow-host NAME"),
        (Wish(behind_tls="proxy", allow_hosts=("a.example.org",)), "'proxy' is no address"),
        (Wish(allow_hosts=("https://a.example.org",)), "no name of a host"),
        (Wish(behind_tls="::1", allow_hosts=("a/b",)), "no name of a host"),
        (Wish(prefix="/a b"), "cannot begin a path"),
        (Wish(prefix='/"x'), "cannot begin a path"),
        (Wish(prefix="/.."), "cannot begin a path"),
    ],
)
def test_a_wish_that_cannot_be_is_told(store: Store, wish: Wish, told: str) -> None:
    """Before anything listens."""
    with pytest.raises(UsageError, match=told):
        settings_for(store, wish)


def test_behind_a_proxy_people_come_by_its_name(store: Store) -> None:
    """The owner too, where the proxy is on this machine: a request past it could be anybody's."""
    wish = Wish(behind_tls="127.0.0.1", allow_hosts=("a.example.org",), prefix="read/")
    settings = settings_for(store, wish)
    assert settings.host == "127.0.0.1"
    assert far_address(settings) == owners_address(settings) == "https://a.example.org/read"
    remember_address(store, settings)
    remember_address(store, settings_for(store, Wish()))
    with store.reading() as connection:
        assert load_address(connection) == "https://a.example.org/read"


def test_with_the_proxy_elsewhere_the_owner_comes_from_here(store: Store) -> None:
    """Without going through it."""
    wish = Wish(
        port=8000, host="0.0.0.0", behind_tls="10.0.0.5", allow_hosts=("a.example.org:8443",)
    )
    settings = settings_for(store, wish)
    assert owners_address(settings) == "http://127.0.0.1:8000"
    assert far_address(settings) == "https://a.example.org:8443"


def test_an_open_network_is_listened_to_at_every_address(store: Store) -> None:
    """And called by the names that were given, the first of which is told."""
    wish = Wish(port=8000, insecure_lan=True, allow_hosts=("laptop.local",))
    settings = settings_for(store, wish)
    assert settings.host == "0.0.0.0"
    assert far_address(settings) == "http://laptop.local:8000"
    assert "laptop.local:8000" in settings.far_hosts()
    assert not any(host.startswith("0.0.0.0") for host in settings.far_hosts())


def test_ports_and_addresses_of_the_newer_kind_are_told_apart() -> None:
    """A colon is not always before a port."""
    assert has_port("[::1]:80")
    assert has_port("a:80")
    assert not has_port("[::1]")
    assert not has_port("::1")
    assert Settings(8000, "::1").far_hosts() == {"[::1]:8000"}
    assert is_loopback("::ffff:127.0.0.1")
    assert not is_loopback("::ffff:10.0.0.1")
    assert not is_loopback("")


def test_the_owner_is_whom_they_say_or_the_only_researcher(store: Store) -> None:
    """Else who is logged in, who is taken in as a researcher."""
    with store.writing() as connection:
        save_coder(connection, Coder("Peer One", "Peer One", "peer"))
        assert owner_of(connection, "", "login").name == "login"
        assert owner_of(connection, "", "other").name == "login"
        assert owner_of(connection, "Ada", "login") == Coder("Ada", "Ada")
        assert owner_of(connection, "ada", "login").id == "Ada"
        assert owner_of(connection, "", "login").name == "login"
        assert len(load_coders(connection)) == 3


def test_the_owner_is_nobody_who_has_a_link_of_their_own(store: Store) -> None:
    """A peer is not let in past what peers may see."""
    with store.writing() as connection:
        save_coder(connection, Coder("Peer One", "Peer One", "peer"))
        with pytest.raises(UsageError, match="takes part as peer"):
            owner_of(connection, "peer one", "login")
        with pytest.raises(UsageError, match="--coder NAME"):
            owner_of(connection, "", "")
