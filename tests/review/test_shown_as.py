"""Who is not at this machine, and every peer, is shown what stands for the words that identify."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from reviewing import (
    SETTINGS,
    WITH_EXAMPLES,
    browser_for,
    codable,
    fields_of,
    give,
    open_desk,
    run_once,
)
from support import INTERVIEW
from themekit.events import Coder, Mark
from themekit.review.app import create_app
from themekit.store.events import append_events
from themekit.workflows.desk import Desk, Place

NAME = "Zebedee"
PEER = Coder("Peer One", "Peer One", "peer")
ADA = Coder("Ada", "Ada")
FAR = {"X-Forwarded-For": "192.168.1.20"}
FILES = {
    "interviews/P1.txt": INTERVIEW.replace("What changed?", f"What did {NAME} change?").replace(
        "We ran out", f"My manager {NAME} Roundabout said we ran out"
    ),
    "survey.csv": f"respondent,agree,worry\nR1,yes,Money will run out and {NAME.upper()} knows\n",
    "codebook.yaml": WITH_EXAMPLES.replace("We had no money left.", f"{NAME} had no money left."),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a marked study in which a name is replaced wherever it stands."""
    with closing(open_desk(run_once(tmp_path / "study", **FILES))) as found:
        marks = [
            Mark(
                document=one.id, text_hash=one.text_hash, start=at.start(), end=at.end(),
                marking="replace", replacement="[name 1]", coder="Ada",
            )
            for one in found.material().documents
            for at in re.finditer(f"{NAME}( Roundabout)?", one.text, re.IGNORECASE)
        ]  # fmt: skip
        assert len(marks) == 3
        with found.store.appending() as connection:
            append_events(connection, marks)
        yield found


@pytest.fixture
def app(desk: Desk) -> Flask:
    """Return the app with all its pages."""
    return create_app(desk, SETTINGS)


def every_page(app: Flask, desk: Desk, passages: list[str]) -> Iterator[str]:
    """Yield the address of every page, with the keys of all passages, documents, codes and coders."""
    kinds = {
        "key": [*passages, *(desk.key_of("document", one.id) for one in desk.material().documents)],
        "code_key": [desk.key_of("code", one.id) for one in desk.codebook.codes],
        "number": ["1", "2"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in ("static", "door.enter"):
            continue
        addresses = [rule.rule]
        for name in rule.arguments:
            pattern = re.compile(rf"<(?:\w+:)?{name}>")
            values = kinds.get(name, ["1" * 22])
            addresses = [pattern.sub(value, one) for one in addresses for value in values]
        yield from addresses


def told(answer: Any) -> bytes:
    """Return all of an answer, its headers too."""
    return (repr(list(answer.headers)).encode() + answer.data).lower()


@pytest.mark.parametrize("coder", [PEER, ADA], ids=["peer", "researcher elsewhere"])
def test_no_page_tells_what_was_replaced(app: Flask, desk: Desk, coder: Coder) -> None:
    """Every page there is, with every passage: neither text, question, example nor evidence."""
    keys = give(desk, coder, *codable(desk), mode="assisted")
    keys += [
        desk.key(Place(one.document, one.text_hash, one.start, one.end)) for one in codable(desk)
    ]
    browser = browser_for(app, coder)
    seen = 0
    for path in every_page(app, desk, keys):
        for more in ("", "?read=1", "?first=1&last=3", "?back=1"):
            answer = browser.get(path + more, headers=FAR)
            assert NAME.lower().encode() not in told(answer), path
            assert b"roundabout" not in told(answer), path
            seen += b"[name 1]" in answer.data
    assert seen > 5


def test_a_researcher_at_this_machine_sees_the_text_as_it_is(app: Flask, desk: Desk) -> None:
    """They hold the files."""
    (document,) = {one.document for one in codable(desk) if one.item == ""}
    page = browser_for(app, ADA, owner=True).get(
        f"/desk/document/{desk.key_of('document', document)}"
    )
    assert f"{NAME} Roundabout" in page.get_data(as_text=True)


def test_a_peer_meets_what_was_replaced_as_one_word(app: Flask, desk: Desk) -> None:
    """And whoever chooses a part of it chooses the whole, by the numbers of the original."""
    first = next(one for one in codable(desk) if "Roundabout" in one.text)
    (key,) = give(desk, PEER, first)
    browser = browser_for(app, PEER)
    page = browser.get(f"/passage/{key}/words").get_data(as_text=True)
    numbers = re.findall(
        r'data-first="(\d+)" data-last="(\d+)"[^>]*><sup[^>]*>\d+</sup>\[name 1\]<', page
    )
    (word,) = [one for one in numbers if int(one[1]) == int(one[0]) + 1]
    answered = {
        **fields_of(browser.get(f"/passage/{key}/1").get_data(as_text=True)),
        "choice": "yes",
    }
    browser.post(f"/passage/{key}/1", {**answered, "first": word[0], "last": word[0]})
    (said,) = [one for one in desk.said_by(PEER.id) if one.kind == "coding"]
    text = next(one.text for one in desk.material().documents if one.id == first.document)
    assert text[said.start : said.end] == f"{NAME} Roundabout"  # type: ignore[attr-defined]


def test_what_was_replaced_is_no_way_to_find_a_passage(app: Flask, desk: Desk) -> None:
    """A search from elsewhere looks in what is shown."""
    browser = browser_for(app, ADA)

    def found(words: str, headers: dict[str, str]) -> str:
        sent = {"csrf": browser.csrf(), "words": words}
        answer = browser.post("/desk/search", sent, headers=headers)
        return str(browser.get(answer.headers["Location"], headers=headers).get_data(as_text=True))

    assert "0 of" in found(NAME, FAR)
    assert "0 of" not in found(NAME, {})
