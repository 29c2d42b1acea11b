"""What the tool proposes as details by which somebody is known."""

from __future__ import annotations

import csv
import json
import random
import socket
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from themekit.disclosure.proposals import KnownNames, Proposal, alike, propose
from themekit.disclosure.replacements import Replacements
from themekit.events import Mark
from themekit.language.reader import Reader, load_reader
from themekit.records import Document
from themekit.spans import text_hash

pytestmark = pytest.mark.models
HERE = Path(__file__).parent
MOST = 15
"""Proposals of names in a thousand words that somebody still goes through."""


@cache
def reader() -> Reader:
    """Return the bundled model, loaded once."""
    return load_reader()


def documents(*texts: str) -> list[Document]:
    """Return documents of these texts."""
    return [
        Document(f"s/{at}", str(at), "s", "s.txt", one, text_hash(one))
        for at, one in enumerate(texts)
    ]


def found(*texts: str, names: KnownNames | None = None, **more: Any) -> list[Proposal]:
    """Return what is proposed in some texts."""
    return list(propose(documents(*texts), names or KnownNames(), reader(), **more))


def kinds(text: str) -> set[tuple[str, str]]:
    """Return what is proposed in a text, with its kind."""
    return {(one.text, one.kind) for one in found(text)}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("my key worker femi never picks up", "femi", "name"),
        ("THANK YOU BERNADETTE FOR EVERYTHING", "BERNADETTE", "name"),
        ("Micheal from the group rang", "Micheal", "name"),
        ("Thanks,Mehmet", "Mehmet", "name"),
        ("The Mayor of Barnet came", "Mayor of Barnet", "title"),
        ("I am the only imam in the group", "the only imam", "title"),
        ("ring me on oh seven seven double nine one two three four five six", "oh seven seven double nine one two three four five six", "phone"),
        ("ring 020 7946 0018 after six", "020 7946 0018", "phone"),
        ("write to someone.new@mailbox.example", "someone.new@mailbox.example", "email"),
        ("we live at 14 Marlow Road now", "14 Marlow Road", "address"),
        ("our postcode is N17 9QX here", "N17 9QX", "address"),
        ("find me as @quiet_river there", "@quiet_river", "web"),
        ("my NHS number is 943 476 5919", "943 476 5919", "number"),
        ("I turned 47 and nobody came", "turned 47", "age"),
    ],
)  # fmt: skip
def test_details_are_found_however_they_are_written(text: str, words: str, kind: str) -> None:
    """In lower case, in capitals, misspelt, without a space, in words."""
    assert (words, kind) in kinds(text)


def test_ordinary_words_are_no_names() -> None:
    """Hope, will, may and grace are said all day."""
    assert not found("i hope it will be better in may, a joy and a grace, to be frank")


def test_names_of_the_study_are_looked_for_everywhere() -> None:
    """A case's name, in whatever case; a number is no name."""
    names = KnownNames(
        people=frozenset({"Wrenna Tolliver", "R07"}), organisations=frozenset({"Blue Door"})
    )
    seen = {
        (one.text, one.kind)
        for one in found("then WRENNA TOLLIVER went to blue door, R07", names=names)
    }
    assert seen == {("WRENNA TOLLIVER", "known"), ("blue door", "organisation")}


def test_what_was_replaced_is_looked_for_elsewhere_and_proposed_no_more_there() -> None:
    """The second document repeats the word of the first."""
    texts = documents("the lantern keeper came", "no lantern keeper here")
    mark = Mark(
        event_id="m", document="s/0", text_hash=texts[0].text_hash, start=4, end=18,
        marking="replace", replacement="[post 1]", coder="ada",
    )  # fmt: skip
    seen = propose(texts, KnownNames(), reader(), Replacements(texts, [mark]))
    assert [(one.document, one.text, one.kind) for one in seen] == [
        ("s/1", "lantern keeper", "replaced before")
    ]


def test_the_same_words_are_put_together() -> None:
    """Whatever their case; those that stand most often first."""
    groups = alike(found("Ngozi rang.", "NGOZI SAID SO", "I told Piotr."))
    assert [(one.words, len(one.places), one.documents) for one in groups] == [
        ("Ngozi", 2, 2),
        ("Piotr", 1, 1),
    ]


def test_no_two_proposals_share_a_letter() -> None:
    """And each says where its words stand."""
    text = "Dr Adeyemi of 14 Marlow Road, N17 9QX, rang Ngozi at someone.new@mailbox.example on 3 May 2021."
    seen = found(text)
    assert all(text[one.start : one.end] == one.text for one in seen)
    assert all(one.end <= other.start for one, other in pairwise(seen))


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even which domains there are."""
    from themekit.disclosure.finding import numbers

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    numbers._recognisers.cache_clear()
    assert ("a.b@mailbox.example.com", "email") in kinds(
        "mail a.b@mailbox.example.com or http://mailbox.example.com/x"
    )


# -- measured -----------------------------------------------------------------------------------


def covered(text: str, start: int, end: int, proposals: list[Proposal]) -> bool:
    """Tell whether proposals cover every letter of a name."""
    letters = {at for one in proposals for at in range(one.start, one.end)}
    return all(at in letters for at in range(start, end) if text[at].isalnum())


def test_nearly_all_names_in_hard_sentences_are_found() -> None:
    """200 sentences, written and marked by somebody who had not seen the rules: .960 were found."""
    sentences = json.loads((HERE / "hard_sentences.json").read_text(encoding="utf-8"))
    assert len(sentences) == 200
    by_document: dict[str, list[Proposal]] = {}
    for one in found(*(it["text"] for it in sentences)):
        by_document.setdefault(one.document, []).append(one)
    told = [
        covered(it["text"], start, end, by_document.get(f"s/{at}", []))
        for at, it in enumerate(sentences)
        for _, start, end in it["names"]
    ]
    assert len(told) == 174
    assert sum(told) / len(told) >= 0.95


SETS = {"nhs_phase1": 200, "nhs_fft_neas": 150, "serdif_usability": 75, "games_as_art": 75}
NAMED = {
    "nhs_phase1/1396": ["Kayleigh"],
    "nhs_phase1/1800": ["Croft", "Bohane"],
    "nhs_phase1/1846": ["Jenna"],
    "nhs_phase1/1934": ["Richard"],
    "nhs_phase1/2066": ["Lisa"],
    "nhs_phase1/2237": ["Trisha", "Trisa"],
}
"""Names of people in the comments that are drawn below, marked by hand."""


@pytest.mark.shared
def test_few_proposals_are_made_in_comments_that_name_hardly_anybody(
    shared: Path,
) -> None:
    """500 comments of four sets: every name in them, and at most 15 proposals of names in 1,000 words."""
    chosen: dict[str, str] = {}
    rng = random.Random(16)
    for name, count in SETS.items():
        with (shared / "data" / "coded" / name / "segments.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            rows = [row for row in csv.DictReader(file) if len(row["text"].split()) >= 3]
        chosen |= {f"{name}/{row['id']}": row["text"] for row in rng.sample(rows, count)}
    assert len(chosen) == 500
    seen: dict[str, list[Proposal]] = {one: [] for one in chosen}
    keys = list(chosen)
    proposed = found(*chosen.values())
    for one in proposed:
        seen[keys[int(one.document.partition("/")[2])]].append(one)
    for key, names in NAMED.items():
        for name in names:
            start = chosen[key].index(name)
            assert covered(chosen[key], start, start + len(name), seen[key]), (key, name)
    words = sum(len(text.split()) for text in chosen.values())
    assert sum(one.kind == "name" for one in proposed) / words * 1_000 <= MOST
