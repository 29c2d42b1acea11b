"""What the tool proposes as details by which somebody is known."""

from __future__ import annotations

import csv
import hashlib
import json
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
"""Proposals in a thousand words that somebody still goes through."""


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


@pytest.mark.parametrize(("words", "left"), [("Ngozi", ["Adeyemi"]), ("Ngozi Adeyemi", [])])
def test_of_a_name_replaced_in_part_the_other_part_is_proposed(words: str, left: list[str]) -> None:
    """Half a name is a name."""
    (text,) = documents("Then I told Ngozi Adeyemi about it.")
    mark = Mark(
        event_id="m", document=text.id, text_hash=text.text_hash, start=12, end=12 + len(words),
        marking="replace", replacement="[name 1]", coder="ada",
    )  # fmt: skip
    seen = propose([text], KnownNames(), reader(), Replacements([text], [mark]))
    assert [text.text[one.start : one.end] for one in seen] == left
    assert [one.text for one in seen] == left


def test_a_part_of_a_name_of_the_study_is_known_unless_it_is_an_ordinary_word() -> None:
    """A surname alone tells who it is; 'manager' tells nothing."""
    names = KnownNames(people=frozenset({"Tolliver Manager"}))
    seen = found("the manager knew tolliver well", names=names)
    assert [(one.text, one.kind) for one in seen] == [("tolliver", "known")]


def test_a_rare_thing_that_befell_a_family_is_proposed() -> None:
    """An illness that few have, said of a son: whoever knows the family knows them by it."""
    assert kinds("my eldest son was born with sickle cell") == {("sickle cell", "circumstance")}
    assert not kinds("a talk on sickle cell at the library")


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
    """200 sentences, written and marked by somebody who had not seen the rules: .954 were found."""
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


def comments(root: Path) -> dict[tuple[str, str], str]:
    """Return the comments of ../shared, their ends of lines as a `Document` has them."""
    told = {}
    for path in sorted((root / "data" / "coded").glob("*/segments.csv")):
        with path.open(encoding="utf-8-sig") as file:
            told |= {(path.parent.name, row["id"]): row["text"] for row in csv.DictReader(file)}
    return told


@pytest.mark.shared
def test_few_proposals_are_made_in_comments_and_every_name_is_found(shared: Path) -> None:
    """500 comments of five sets that no rule was made from: at most 15 proposals in 1,000 words."""
    marked = json.loads((HERE / "comments.json").read_text(encoding="utf-8"))
    assert len(marked) == 500
    there = comments(shared)
    texts = [there[name, row] for name, row, *_ in marked]
    digests = [hashlib.sha256(one.encode()).hexdigest()[:12] for one in texts]
    assert digests == [digest for *_, digest, _ in marked], "these are not what was marked"
    proposed = found(*texts)
    by_document: dict[str, list[Proposal]] = {}
    for one in proposed:
        by_document.setdefault(one.document, []).append(one)
    told = [
        covered(texts[at], start, end, by_document.get(f"s/{at}", []))
        for at, (*_, names) in enumerate(marked)
        for start, end in names
    ]
    assert len(told) == 14
    assert sum(told) / len(told) >= 0.95
    words = sum(len(text.split()) for text in texts)
    assert len(proposed) / words * 1_000 <= MOST
