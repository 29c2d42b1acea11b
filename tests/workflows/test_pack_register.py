"""Packs that are out: the register, calling them back, and what readers are told."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from packing import answered, call, copied, events_of, make, ready, written
from themekit.events import Coder, Coding, Draw, Mark
from themekit.exchange.packs import Pack
from themekit.exchange.packs.codes import check_sign
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.events import append_events, last_number


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once."""
    return ready(tmp_path_factory.mktemp("once") / "study")


@pytest.fixture
def study(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return copied(once, tmp_path / "study")


@pytest.fixture
def pack(study: Path, capsys: pytest.CaptureFixture[str]) -> Pack:
    """Return a pack that Bo has."""
    return make(capsys, study)


def register(capsys: Any, study: Path) -> list[dict[str, Any]]:
    """Return the rows of the register."""
    out = call(capsys, "pack", study, "--register", "--format", "json")[1]
    return list(json.loads(out))


def test_the_register_says_who_has_which_pack_and_what_came_back(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the reply, with half of it, and with all."""
    (row,) = register(capsys, study)
    assert (row["pack"], row["coder"], row["state"], row["replies"]) == (pack.pack, "Bo", "out", 0)
    assert (row["passages"], row["done"]) == (len(pack.passages), 0)
    call(capsys, "import", study, written(study, "r.json", answered(pack, "yes", [1])))
    (row,) = register(capsys, study)
    assert (row["done"], row["replies"], row["state"]) == (1, 1, "out")
    call(capsys, "import", study, written(study, "r.json", answered(pack)))
    (row,) = register(capsys, study)
    assert (row["done"], row["state"]) == (len(pack.passages), "returned")
    assert row["answers"] == pack.questions


def test_a_pack_is_called_back_and_its_file_deleted(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is taken down once; the register says both, and keeps what came before."""
    status, out, err = call(capsys, "pack", study, "--recall", pack.pack.lower())
    assert (status, "is called back" in out) == (0, True)
    assert f"--deleted {pack.pack}" in err
    assert "was called back before" in call(capsys, "pack", study, "--recall", pack.pack)[1]
    assert "deleted" in call(capsys, "pack", study, "--deleted", pack.pack)[1]
    table = call(capsys, "pack", study, "--register", "--format", "csv")[1]
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["state"] == "recalled"
    assert len(row["ended"]) == len("2026-11-28")


@pytest.mark.parametrize("typed", ["ZZZ", f"A2B3{check_sign('A2B3')}"])
def test_an_unknown_pack_is_named(
    study: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    """With whether its code can be one at all."""
    status, _, err = call(capsys, "pack", study, "--recall", typed)
    assert status == 2
    assert typed in err


def settle(study: Path) -> Coding:
    """Settle a reader's first answer, in a text of which a detail is replaced."""
    word = next(one for one in events_of(study) if isinstance(one, Coding))
    store = open_store(study)
    with store.appending() as connection:
        append_events(
            connection,
            [
                Mark(
                    coder="Ada", document=word.document, text_hash=word.text_hash,
                    start=word.start, end=word.start + 5, marking="replace", replacement="[detail]",
                ),
                Coding(
                    coder="Ada", document=word.document, text_hash=word.text_hash,
                    start=word.start, end=word.end, code_id=word.code_id, decision="adjudicate",
                    holds="no", settles=(word.event_id,), memo="It is about another thing.",
                    codebook_hash=word.codebook_hash, after=last_number(connection),
                ),
            ],
        )  # fmt: skip
    store.close()
    return word


def test_readers_are_told_what_became_of_their_answers(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """In plain words, with why, of the text as it may be shown, and how to take one back."""
    call(capsys, "import", study, written(study, "r.json", answered(pack)))
    settle(study)
    folder = study.parent
    status, out, err = call(capsys, "pack", study, "--reply", "--out", folder)
    assert status == 0, err
    assert f"reply-to-{pack.pack}.html: for Bo" in out
    page = (folder / f"reply-to-{pack.pack}.html").read_text(encoding="utf-8")
    text = (folder / f"reply-to-{pack.pack}.txt").read_text(encoding="utf-8")
    for told in (page, text):
        assert "[detail]" in told
        assert "it is not about this" in told
        assert "It is about another thing." in told
        assert f"{pack.pack} take back" in told
        assert "The study does not name you." in told
        assert not re.search(r"\b(Ada|Bo)\b", told)
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    words = r"\b(reject|score|segment|adjudicat|kappa|code|blind|assisted|anonym)"
    assert not re.search(words, text, re.IGNORECASE)


def test_readers_are_named_as_they_wish(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """And are told so."""
    reply = answered(pack, credit="B. (synthetic)")
    call(capsys, "import", study, written(study, "r.json", reply))
    call(capsys, "pack", study, "--reply", "--coder", "Bo", "--out", study.parent)
    text = (study.parent / f"reply-to-{pack.pack}.txt").read_text(encoding="utf-8")
    assert "B. (synthetic)" in text


def test_nobody_is_written_to_of_whom_nothing_came(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pack that is still out has nothing to be told of."""
    _, out, err = call(capsys, "pack", study, "--reply", "--out", study.parent)
    assert (out, "Nothing has come back" in err) == ("", True)
    assert not (study.parent / f"reply-to-{pack.pack}.html").exists()


def test_draws_of_another_reader_are_none_of_a_packs(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pack that names such a draw has no passage of it, and says so."""
    store = open_store(study)
    with store.writing() as connection:
        save_coder(connection, Coder("Cy", "Cy", "peer"))
        from themekit.store import schema

        table = schema.event
        for one in events_of(study):
            if isinstance(one, Draw):
                connection.execute(
                    table.update().where(table.c.number == one.number).values(coder="Cy")
                )
    store.close()
    _, out, _ = call(capsys, "import", study, written(study, "r.json", answered(pack)))
    assert "is no longer part of the study" in out
    assert not [one for one in events_of(study) if isinstance(one, Coding)]
