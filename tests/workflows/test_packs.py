"""Packs: what goes into one, who is refused one, and what is kept of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detailing import StandInReader
from support import STUDY, PlainAnalyser, WordEncoder, make_study
from themekit.cli import main
from themekit.cli.pack import PASSPHRASE
from themekit.errors import InputError, UsageError
from themekit.events import Coder, Draw, Event, Mark, Note
from themekit.exchange.packs import Pack, digest_of, is_code, pack_from_json
from themekit.store.coders import resolve_key, save_coder
from themekit.store.documents import load_documents
from themekit.store.events import append_events, load_events
from themekit.tasks.packs import given_packs
from themekit.tasks.plans import Plan
from themekit.workflows.context import Models, RunContext
from themekit.workflows.desk import Desk
from themekit.workflows.handing_out import Wish
from themekit.workflows.mark import mark_documents
from themekit.workflows.outstanding import people_rows
from themekit.workflows.packs import Made, make_pack
from themekit.workflows.project import open_context
from themekit.workflows.proposing import Proposing
from themekit.workflows.queue import queue_of
from themekit.workflows.run import run_study

SUPPORT = "support: {safeguarding_lead: Sam, phone: '020 7946 0000'}\n"
SAFE = STUDY + "consent: {review: yes}\n" + SUPPORT
TALK = """\
INT: What changed?

P1: More people came to Zarah Quill every week. We ran out of money in June.

INT: And Zarah Quill?

P1: Tired, mostly. They kept going.
"""
PEOPLE = (Coder("Ada", "Ada"), Coder("Bo", "Bo Peerson", "peer"))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once, with its interview marked and a name in it replaced."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    study = make_study(
        tmp_path_factory.mktemp("once") / "study", **{"study.yaml": SAFE, "interviews/P1.txt": TALK}
    )
    run_study(study, models=models)
    with open_context(study, models=models) as context, context.store.appending() as connection:
        for one in PEOPLE:
            save_coder(connection, one)
        documents = load_documents(connection).values()
        talk = next(one for one in documents if one.strand == "Interviews")
        places = [found.span() for found in re.finditer("Zarah Quill", talk.text)]
        append_events(
            connection,
            [
                Mark(
                    coder="Ada", document=talk.id, text_hash=talk.text_hash, start=start, end=end,
                    marking="replace", replacement="[the service]",
                )
                for start, end in places
            ],
        )  # fmt: skip
    mark_documents(study, reviewed_by="Ada", all_of=["Interviews"])
    return study


@pytest.fixture
def done(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(once, tmp_path / "study"))


@pytest.fixture
def context(done: Path, models: Models) -> Iterator[RunContext]:
    """Open it."""
    with open_context(done, models=models) as context:
        yield context


def made(context: RunContext, out: Path, coder: str = "Bo", **plan: Any) -> Made:
    """Make a pack of a few passages."""
    told: dict[str, Any] = {"passages": 2, "blind": 1, **plan}
    return make_pack(context, coder, Wish(plan=Plan(**told)), out)


def events(context: RunContext) -> list[Event]:
    """Return all that is kept."""
    with context.store.reading() as connection:
        return list(load_events(connection))


def data_of(file: Path) -> Pack:
    """Return the pack that is in a file."""
    found = re.search(r'id="pack">(.*?)</script>', file.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return pack_from_json(json.loads(found.group(1)))


def test_a_pack_is_kept_with_its_draws_in_one_act(context: RunContext, tmp_path: Path) -> None:
    """Who has it, what is in it, and the digest of what is in the file."""
    found = made(context, tmp_path / "pack.html")
    *_, draw, note = events(context)
    assert isinstance(draw, Draw)
    assert isinstance(note, Note)
    assert (note.act, note.after, note.name) == (draw.act, draw.after, "pack")
    told = given_packs([note])[found.pack.pack]
    assert (told.coder, told.draws, told.key) == ("Bo", (draw.draw,), found.pack.key)
    assert told.digest == digest_of(data_of(found.file))
    assert is_code(told.code)


def test_numbers_run_through_a_pack(context: RunContext, tmp_path: Path) -> None:
    """A passage's is one more than its position in the draws; every passage has questions."""
    found = data_of(made(context, tmp_path / "pack.html").file)
    draws = [one for one in events(context) if isinstance(one, Draw)]
    positions = sorted(item.position + 1 for draw in draws for item in draw.items)
    assert [one.n for one in found.passages] == positions
    numbers = [question.q for one in found.passages for question in one.questions]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(one.questions for one in found.passages)


def test_replaced_words_are_nowhere_in_the_file(context: RunContext, tmp_path: Path) -> None:
    """Not in a passage, its question or what was said around it; words keep their numbers."""
    found = made(context, tmp_path / "pack.html")
    text = found.file.read_text(encoding="utf-8")
    assert "Zarah" not in text
    assert "Quill" not in text
    assert "[the service]" in text
    words = next(words for one in found.pack.passages if (words := one.words)[0].text == "More")
    shown = next(one for one in words if one.text == "[the service]")
    assert (shown.first, shown.last) == (5, 6)
    assert words[-1].last == 15
    assert {one.asked for one in found.pack.passages} == {"What changed?", "And [the service]?"}


def test_no_name_or_id_is_in_the_file(context: RunContext, tmp_path: Path) -> None:
    """Neither the reader's nor a document's nor a code's."""
    found = made(context, tmp_path / "pack.html")
    text = found.file.read_text(encoding="utf-8")
    codes = [one.id for one in context.codebook.codes]
    for word in ("Bo Peerson", "interviews/", "P1", *codes):
        assert word not in text
    with context.store.reading() as connection:
        assert resolve_key(connection, "coder", found.pack.coder) == "Bo"
        assert {resolve_key(connection, "code", one.key) for one in found.pack.codes} == set(codes)


@pytest.mark.parametrize("coder", ["Ada", "Bo"])
def test_only_marked_documents_come_into_a_pack(
    context: RunContext, tmp_path: Path, coder: str
) -> None:
    """Whoever it is for: a researcher's pack leaves the machine too."""
    found = made(context, tmp_path / "pack.html", coder, passages=50)
    documents = {
        item.document for one in events(context) if isinstance(one, Draw) for item in one.items
    }
    assert documents == {"interviews/P1"}
    assert "3 documents may not be in a pack" in found.remarks[-1]


def test_without_marks_the_refusal_names_documents_and_the_command(
    done: Path, models: Models, tmp_path: Path
) -> None:
    """For a researcher too; and nothing is kept or written."""
    (done / "interviews/P1.txt").write_text(TALK + "\nP1: More.\n", encoding="utf-8")
    run_study(done, models=models)
    with open_context(done, models=models) as context:
        before = events(context)
        with pytest.raises(
            UsageError, match=r"interviews/P1, .* themekit mark STUDY interviews/P1"
        ):
            made(context, tmp_path / "pack.html", "Ada")
        assert events(context) == before
    assert not (tmp_path / "pack.html").exists()


@pytest.mark.parametrize(
    ("support", "why"),
    [
        ("", "Nobody is named who reads"),
        ("support: {safeguarding_lead: Sam}\n", "a number to call"),
    ],
)
def test_a_pack_needs_somebody_to_turn_to(
    done: Path, models: Models, tmp_path: Path, support: str, why: str
) -> None:
    """Nothing can be sent from it, so that there has to be a number to call."""
    (done / "study.yaml").write_text(SAFE.replace(SUPPORT, support), encoding="utf-8")
    with open_context(done, models=models) as context, pytest.raises(UsageError, match=why):
        made(context, tmp_path / "pack.html", "Ada")


def test_a_file_that_is_there_is_never_written_over(context: RunContext, tmp_path: Path) -> None:
    """Nor is anything drawn."""
    out = tmp_path / "pack.html"
    out.write_text("mine", encoding="utf-8")
    before = events(context)
    with pytest.raises(UsageError, match="is there already"):
        made(context, out)
    assert (out.read_text(encoding="utf-8"), events(context)) == ("mine", before)


def test_a_pack_that_could_not_be_written_is_known_all_the_same(
    context: RunContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the error says how to take it back."""

    def full(path: Path, *_more: Any) -> None:
        raise InputError.one(str(path), None, "the disk is full", "make room")

    monkeypatch.setattr("themekit.workflows.packs.write_whole", full)
    with pytest.raises(InputError, match=r"the disk is full .*--recall "):
        made(context, tmp_path / "pack.html")
    assert isinstance(events(context)[-1], Note)


def test_what_is_in_a_pack_is_not_served_on_the_pages(context: RunContext, tmp_path: Path) -> None:
    """Until it is back."""
    found = made(context, tmp_path / "pack.html")
    desk = Desk(context.study.root)
    bo = next(one for one in PEOPLE if one.id == "Bo")
    assert (queue_of(desk, bo, remote=False).of, queue_of(desk, bo, remote=False).away) == (0, 2)
    told = {what: (number, whose) for what, number, whose in people_rows(desk.coded())}
    assert told["packs that are out"] == (1, f"{found.pack.pack} Bo Peerson")
    assert "passages handed out and not done yet" not in told
    back = Note(name="pack returned", fields=(("pack", found.pack.pack),))
    with desk.store.appending() as connection:
        append_events(connection, [back])
    assert queue_of(desk, bo, remote=False).left == len(found.pack.passages)
    desk.close()


def test_two_packs_share_no_passage_and_no_code(context: RunContext, tmp_path: Path) -> None:
    """As with every hand-out, what somebody was given is not drawn for them again."""
    wish = Wish(plan=Plan(passages=1, blind=1), section="Demand")
    one, other = (make_pack(context, "Bo", wish, tmp_path / f"{n}.html").pack for n in range(2))
    assert one.pack != other.pack
    assert one.passages[0].text != other.passages[0].text


def test_the_file_is_its_owners_alone(context: RunContext, tmp_path: Path) -> None:
    """It holds what people said in confidence."""
    assert made(context, tmp_path / "pack.html").file.stat().st_mode & 0o077 == 0


def test_the_command_says_what_is_in_the_file(
    done: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By default it lies in the current folder, under the pack's code."""
    monkeypatch.chdir(done)
    monkeypatch.setattr("themekit.language.reader.load_reader", StandInReader)
    with pytest.raises(SystemExit) as stop:
        main(["pack", ".", "--coder", "Bo", "--n", "2", "--section", "Demand"])
    said = capsys.readouterr()
    assert stop.value.code == 0
    (file,) = done.glob("pack-???.html")
    assert said.out.startswith(f"{file.name}: pack {file.stem[-3:]}, 2 passages, 2 questions, ")
    assert "may still tell who somebody is" in said.err


@pytest.mark.parametrize("decided", [False, True])
def test_it_is_said_how_many_details_in_a_pack_are_undecided(
    context: RunContext, tmp_path: Path, *, decided: bool
) -> None:
    """What was replaced, or left as it stands, is decided."""
    if decided:
        with context.store.appending() as connection:
            talk = next(one for one in load_documents(connection).values() if "June" in one.text)
            at = talk.text.index("June")
            left = Mark(
                coder="Ada", document=talk.id, text_hash=talk.text_hash, start=at, end=at + 4,
                marking="keep",
            )  # fmt: skip
            append_events(connection, [left])
    reads = Proposing(lambda: StandInReader("June", "Zarah Quill"))
    wish = Wish(plan=Plan(passages=2, blind=1))
    done = make_pack(context, "Bo", wish, tmp_path / "pack.html", proposing=reads)
    said = "No proposed detail in it is" if decided else "1 proposed detail in it is not decided: "
    assert done.remarks[-1].startswith(said)


def test_words_that_lock_a_pack_come_from_the_environment_too(
    done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And it is said that there is no questionnaire in it then."""
    monkeypatch.setattr("themekit.language.reader.load_reader", StandInReader)
    monkeypatch.setenv(PASSPHRASE, "river lamp nine stones")
    out = tmp_path / "locked.html"
    with pytest.raises(SystemExit) as stop:
        main(["pack", str(done), "--coder", "Bo", "--n", "2", "--out", str(out), "--passphrase"])
    assert stop.value.code == 0
    said = capsys.readouterr()
    assert "there is no questionnaire to read in it" in said.err
    assert "river" not in said.out + said.err
    assert "every week" not in out.read_text(encoding="utf-8")


def test_words_that_are_too_short_lock_nothing(context: RunContext, tmp_path: Path) -> None:
    """Whoever has the file has all the time there is to try them."""
    with pytest.raises(UsageError, match="12 letters or more"):
        make_pack(context, "Bo", Wish(plan=Plan()), tmp_path / "pack.html", "short")


def test_an_example_of_the_list_is_replaced_too(done: Path, models: Models, tmp_path: Path) -> None:
    """It may be somebody's own words."""
    book = done / "codebook.yaml"
    text = book.read_text(encoding="utf-8")
    book.write_text(
        text.replace(
            "patterns: [money]", "examples: [zarah quill has no money]\n    patterns: [money]"
        ),
        encoding="utf-8",
    )
    with open_context(done, models=models) as context:
        found = made(context, tmp_path / "pack.html").pack
    assert [one.text for one in found.practice] == ["[the service] has no money"]
    assert replace(found.codes[1], key="").example == "[the service] has no money"
