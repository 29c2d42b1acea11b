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
    SAFE,
    SETTINGS,
    WITH_EXAMPLES,
    browser_for,
    codable,
    fields_of,
    give,
    open_desk,
    run_once,
)
from support import INTERVIEW, STUDY
from themekit.events import Coder, Coding, Event, Look, Mark
from themekit.review.app import create_app
from themekit.store.events import append_events
from themekit.workflows.desk import Desk, Place

NAME = "Zebedee"
PEER = Coder("Peer One", "Peer One", "peer")
ADA = Coder("Ada", "Ada")
BEN = Coder("Ben", "Ben")
HELPER = Coder("Helper", "Helper", "facilitator")
FAR = {"X-Forwarded-For": "192.168.1.20"}
FILES = {
    "study.yaml": STUDY.replace("A small study", f"What {NAME} began").replace(
        "name: Interviews", f"name: Talks with {NAME}"
    )
    + SAFE,
    "interviews/P1.txt": INTERVIEW.replace("What changed?", f"What did {NAME} change?").replace(
        "We ran out", f"My manager {NAME} Roundabout said we ran out"
    ),
    # A name as a file, a label and a person, and what the interviewer says in other signs.
    f"interviews/{NAME}.txt": f"INT: {NAME}\u2019s money?\n\n{NAME}: Our money ran out.\n",
    "survey.csv": f"respondent,agree,worry\nR1,yes,Money will run out and {NAME.upper()} knows\n",
    "codebook.yaml": WITH_EXAMPLES.replace("We had no money left.", f"{NAME} had no money left.")
    .replace("There is not enough money to go on.", f"Too little money, as {NAME} said.")
    .replace("name: Short of money", f"name: Money of {NAME}")
    .replace("theme: Money", f"theme: {NAME} and money")
    .replace("{name: Money}", f"{{name: {NAME} and money}}"),
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
        assert len(marks) == 5
        with found.store.appending() as connection:
            append_events(connection, marks)
        yield found


@pytest.fixture
def read_differently(desk: Desk) -> Desk:
    """Have people differ, each of words that a replacement stands in, and settle it."""
    code = desk.codebook.codes[0].id
    version = desk.version()
    for coder in (BEN, HELPER):
        desk.save(coder)

    def append(coder: Coder, *events: Event) -> tuple[Event, ...]:
        desk.append(events, coder=coder.id, after=desk.known())
        return desk.record().events[-len(events) :]

    for one in codable(desk):
        about = {
            "document": one.document, "text_hash": one.text_hash,
            "codebook_hash": desk.codebook.hash, "code_id": code,
            "code_hash": version[code].code_hash, "meaning_hash": version[code].meaning_hash,
        }  # fmt: skip
        at = next(iter(desk.replacements().within(one.document, one.start, one.end)), None)
        start, end = (at.start, at.end) if at else (one.start, one.end)
        own = Coding(decision="reject", start=one.start, end=one.end, **about)
        (no,) = append(PEER, own)
        yes, _ = append(
            BEN,
            Coding(decision="add", start=start, end=end, **about),
            Coding(decision="code_problem", start=start, end=end, memo="unclear", **about),
        )
        where = {name: about[name] for name in ("document", "text_hash", "codebook_hash")}
        seen = Look(codes=(code,), outcome="compared", start=one.start, end=one.end, **where)
        append(ADA, seen)
        append(
            ADA,
            Coding(
                decision="adjudicate", holds="both", settles=(yes.event_id, no.event_id),
                memo=f"{NAME} says both", start=one.start, end=one.end, **about,
            ),
        )  # fmt: skip
    return desk


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


def keys_given(desk: Desk, coder: Coder) -> list[str]:
    """Give somebody all passages; return their keys, and those of the same opened freely."""
    keys = give(desk, coder, *codable(desk), mode="assisted")
    keys += [
        desk.key(Place(one.document, one.text_hash, one.start, one.end)) for one in codable(desk)
    ]
    return keys


def refuse_names(answer: Any, path: str) -> bool:
    """Check that an answer tells nothing of what was replaced; tell whether it shows instead."""
    assert NAME.lower().encode() not in told(answer), path
    assert b"roundabout" not in told(answer), path
    return b"[name 1]" in answer.data


@pytest.mark.parametrize("coder", [PEER, ADA, HELPER], ids=lambda one: one.role)
def test_no_page_tells_what_was_replaced(app: Flask, desk: Desk, coder: Coder) -> None:
    """Every page there is, with every passage: neither text, question, example nor evidence."""
    keys, seen = keys_given(desk, coder), 0
    browser = browser_for(app, coder)
    for path in every_page(app, desk, keys):
        for more in ("", "?read=1", "?first=1&last=3", "?back=1"):
            seen += refuse_names(browser.get(path + more, headers=FAR), path)
    assert seen > 5


@pytest.mark.parametrize("coder", [PEER, ADA], ids=lambda one: one.role)
def test_no_page_tells_it_where_people_differ(
    app: Flask, read_differently: Desk, coder: Coder
) -> None:
    """Side by side, settled, in lists, among descriptions: chosen words are quoted there."""
    desk, seen = read_differently, set()
    freely = [
        desk.key(Place(one.document, one.text_hash, one.start, one.end)) for one in codable(desk)
    ]
    browser = browser_for(app, coder)
    for path in every_page(app, desk, freely):
        answer = browser.get(path, headers=FAR)
        if b"says both" in answer.data:  # what somebody typed stays theirs on the desk
            answer.data = answer.data.replace(f"{NAME} says both".encode(), b"")
        if refuse_names(answer, path):
            seen.add(re.sub("[A-Za-z0-9_-]{22}", "*", path))
    assert seen >= (
        {"/talked-over"}
        if coder is PEER
        else {"/desk/descriptions", "/desk/passages", "/desk/passage/*/others/*"}
    )


def every_form(app: Flask, keys: list[str]) -> Iterator[str]:
    """Yield the address of everything that is sent about a passage; what ends it comes last."""
    rules = [
        one for one in app.url_map.iter_rules()
        if "POST" in (one.methods or ()) and "key" in one.arguments and "code_key" not in one.rule
    ]  # fmt: skip
    for rule in sorted(rules, key=lambda one: (one.endpoint.startswith("safety"), one.rule)):
        for key in keys:
            yield re.sub(r"<int:\w+>", "1", rule.rule.replace("<key>", key))


@pytest.mark.parametrize("coder", [PEER, ADA], ids=lambda one: one.role)
def test_no_answer_to_a_form_tells_what_was_replaced(app: Flask, desk: Desk, coder: Coder) -> None:
    """Empty, clashing, a search, and the evidence that a researcher asks for."""
    keys = keys_given(desk, coder)
    browser = browser_for(app, coder)
    csrf, seen = browser.csrf(), 0
    asked: tuple[dict[str, str], ...] = (
        {}, {"evidence": "1"}, {"find": "1", "search": "money"}, {"first": "1", "last": "2"},
        {"start": "0", "end": "30"}, {"done": "nothing", "own_words": "x"}, {"after": "0"},
    )  # fmt: skip
    for path in every_form(app, keys):
        for values in asked:
            answer = browser.post(path, {"csrf": csrf, **values}, headers=FAR)
            seen += refuse_names(answer, f"{path} {values}")
    assert seen > 5


def test_evidence_quotes_what_is_shown(app: Flask, desk: Desk) -> None:
    """The nearest example, and the words that a suggestion is for."""
    first = next(one for one in codable(desk) if "Roundabout" in one.text)
    (key,) = give(desk, ADA, first, mode="assisted")
    answer = browser_for(app, ADA).post(f"/desk/passage/{key}", {"evidence": "1"}, headers=FAR)
    evidence = re.findall(r'<p class="evidence"[^>]*>(.*?)</p>', answer.get_data(as_text=True))
    assert evidence
    assert any("[name 1]" in one for one in evidence), evidence
    assert not any(NAME in one for one in evidence)


def test_a_document_is_found_by_the_name_that_is_shown(app: Flask, desk: Desk) -> None:
    """Else whoever guesses a name learns that it is there."""
    browser = browser_for(app, ADA)

    def found(name: str, headers: dict[str, str]) -> bool:
        sent = {"csrf": browser.csrf(), "document_name": name}
        answer = browser.post("/desk/search", sent, headers=headers)
        return bool(re.search(r"document=[\w-]+", answer.headers["Location"]))

    assert not found(NAME, FAR)
    assert found("[name 1]", FAR)
    assert found(NAME, {})


def test_a_researcher_at_this_machine_reads_what_others_see_instead(app: Flask, desk: Desk) -> None:
    """In words, beneath the turn; whoever is shown the replacement is told nothing more."""
    first = next(one for one in codable(desk) if "Roundabout" in one.text)
    path = f"/desk/document/{desk.key_of('document', first.document)}"
    browser = browser_for(app, ADA, owner=True)
    page = browser.get(path).get_data(as_text=True)
    assert f"Others see <strong>[name 1]</strong> for <q>{NAME} Roundabout</q>." in page
    assert "Others see" not in browser.get(path, headers=FAR).get_data(as_text=True)


def test_a_researcher_at_this_machine_sees_the_text_as_it_is(app: Flask, desk: Desk) -> None:
    """They hold the files."""
    document = next(one.document for one in codable(desk) if "Roundabout" in one.text)
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


def test_a_peer_chooses_among_words_that_do_not_say_who_speaks(app: Flask, desk: Desk) -> None:
    """Labels stand between the turns, and may be names that nobody has replaced."""
    first = next(one for one in codable(desk) if "Roundabout" in one.text)
    (key,) = give(desk, PEER, first)
    page = browser_for(app, PEER).get(f"/passage/{key}/words").get_data(as_text=True)
    words = re.findall(r"</sup>([^<]*)</span>", page)
    assert words[:2] == ["What", "did"]
    assert words[-1] == "staff?"
    assert not {"INT:", "P1:"} & set(words)
    text = next(one.text for one in desk.material().documents if one.id == first.document)
    label = len(text[: first.start].split())
    browser = browser_for(app, PEER)
    assert browser.get(f"/passage/{key}/1?first={label}&last={label}").status_code == 422


def test_what_was_replaced_is_no_way_to_find_a_passage(app: Flask, desk: Desk) -> None:
    """A search from elsewhere looks in what is shown."""
    browser = browser_for(app, ADA)

    def found(words: str, headers: dict[str, str]) -> str:
        sent = {"csrf": browser.csrf(), "words": words}
        answer = browser.post("/desk/search", sent, headers=headers)
        return str(browser.get(answer.headers["Location"], headers=headers).get_data(as_text=True))

    assert "0 of" in found(NAME, FAR)
    assert "0 of" not in found(NAME, {})
