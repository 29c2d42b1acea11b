"""Two studies that differ in suggestions alone serve the same bytes for blind passages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from posting import Person, larger_study, let_in
from reviewing import codable
from served import serving
from themekit.events import Coder
from themekit.store import schema
from themekit.store.coders import save_coder
from themekit.tasks.plans import Plan
from themekit.workflows.desk import Desk, Place
from themekit.workflows.handing_out import Wish, hand_out

PEER = Coder("Peer One", "Peer One", "peer")
BEN = Coder("Ben", "Ben")
_NONCE = re.compile(r'(name="csrf-token" content|name="(?:csrf|request_id)" value)="[^"]*"')
_NOTE = re.compile(r"This passage mentions [^<]*")


def _name(study: Path) -> None:
    """Give a study its secret: keys of both are made with it, and are then the same."""
    desk = Desk(study)
    first = codable(desk)[0]
    desk.key(Place(first.document, first.text_hash, first.start, first.end))
    desk.close()


def _handed_out(study: Path) -> list[str]:
    """Hand the same wish out to a peer and a researcher, and return the ways in."""
    desk = Desk(study)
    with desk.store.writing() as connection:
        for one in (PEER, BEN):
            save_coder(connection, one)
    wish = Wish(plan=Plan(passages=12, blind=1, seed=7))
    found = hand_out(desk.context(), [PEER.id, BEN.id], wish)
    assert [one.passages for one in found] == [12, 12]
    links = let_in(desk, PEER, BEN)
    desk.close()
    return links


def _pages(study: Path, links: list[str]) -> list[list[str]]:
    """Return all pages that each of two people meets from the first passage to the last."""
    met = []
    with serving(study, "--no-teaching", "--coder", "Ada") as server:
        for link in links:
            person = Person(server.port, link)
            pages = [person.page("/start")]
            for _ in range(12 * 4):
                address, page = person.follow("/next")
                if address.startswith("/finished"):
                    break
                key = address.split("/")[2].partition("?")[0]
                pages += [address, page]
                for step in ("1", "2", "3", "else", "words"):
                    status, _, text = person.ask("GET", f"/passage/{key}/{step}")
                    pages += [str(status), text]
                person.send(f"/passage/{key}/skip", {"request_id": key[:16], "after": "100000"})
            met.append(pages)
    return met


def _plain(pages: list[str]) -> list[str]:
    """Return pages without their nonces and what is said before a passage that may be hard."""
    return [_NOTE.sub("", _NONCE.sub("", one)) for one in pages]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study that was run; nobody writes in it."""
    study = larger_study(tmp_path_factory.mktemp("same") / "study", 16)
    _name(study)
    return study


@pytest.mark.slow
@pytest.mark.parametrize("change", ["gone", "turned round"])
def test_blind_passages_of_two_studies_are_the_same_bytes(
    ran: Path, tmp_path: Path, change: str
) -> None:
    """Which are drawn, in which order, what is asked and every page: nothing tells a suggestion."""
    one, other = (shutil.copytree(ran, tmp_path / name) for name in ("one", "other"))
    desk = Desk(other)
    table = schema.suggestion
    with desk.store.writing() as connection:
        if change == "gone":
            connection.execute(delete(table))
        else:
            connection.execute(update(table).values(score=1 - table.c.score))
    desk.close()
    first, second = (_pages(study, _handed_out(study)) for study in (one, other))
    assert [len(pages) > 12 * 10 for pages in first] == [True, True]
    assert [_plain(pages) for pages in second] == [_plain(pages) for pages in first]
