"""A stranger's folder: `init --from`, `check` and `run` are enough."""

import csv
import hashlib
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from hostile import TABLES, TRANSCRIPTS, pdf, word, zipped
from themekit.cli import main
from themekit.study import list_sources, load_study
from themekit.workflows.context import Models

TALK = """\
INT: How did you find your way to the service?

{who}: It took for ever. I rang in {month} and then I was on the waiting list for weeks on end.

INT: And once you were there?

{who}: Oh, they were lovely. She really listened, first time anyone had.
"""
ROUND = "\n\n".join(
    f"{who}: We see it in {where}, and it has been getting worse since the spring."
    for _ in range(2)
    for who, where in (
        ("Facilitator", "all of these"), ("GP lead", "surgeries"), ("Council", "housing"),
        ("Charity A", "our drop-in"), ("Charity B", "the phone calls"),
    )
)  # fmt: skip
QUALTRICS = [
    ["StartDate", "ResponseId", "Q1", "Q2", "Q3", "RecipientEmail"],
    ["Start Date", "Response ID", "How satisfied are you?", "What could be better?",
     "Which did you use?", "Recipient Email"],
    [f'{{"ImportId":"{name}"}}' for name in ("startDate", "_recordId", "Q1", "Q2", "Q3", "mail")],
]  # fmt: skip


def call(*words: str) -> int:
    """Run a command in this process and return its exit status."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    return int(stop.value.code or 0)


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Commands use the stand-ins."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)


def survey() -> str:
    """Return a Qualtrics export with three head rows and a dozen respondents."""
    out = io.StringIO()
    answers = ["Very satisfied", "Satisfied", "Neutral", "Dissatisfied"]
    used = ["Phone", "Phone,Video", "Video", "Phone,Post", "Post"]
    rows = [
        [f"2021-0{1 + at % 6}-07 10:00:00", f"R_{at:04}", answers[at % 4],
         f"They could have rung me back the {at + 2}th time that I asked, honestly",
         used[at % 5], f"p{at}@example.org"]
        for at in range(12)
    ]  # fmt: skip
    csv.writer(out, lineterminator="\n").writerows([*QUALTRICS, *rows])
    return out.getvalue()


@pytest.fixture
def stuff(tmp_path: Path) -> Path:
    """Return a folder as people keep them: mixed, with things that are no material."""
    folder = tmp_path / "My field work"
    for name in ("interviews", "Round table", "survey", "notes", ".git"):
        (folder / name).mkdir(parents=True)
    for who, month in (("P1", "March"), ("P2", "June")):
        (folder / "interviews" / f"{who}.txt").write_text(TALK.format(who=who, month=month))
    lines = TALK.format(who="P3", month="May").split("\n")
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    (folder / "interviews" / "P3.docx").write_bytes(word(body))
    (folder / "interviews" / "P4.docx").write_bytes(TRANSCRIPTS["truncated .docx"][1]())
    (folder / "interviews" / "P1.mp3").write_bytes(b"ID3")
    (folder / "interviews" / "~$P3.docx").write_bytes(b"lock")
    (folder / "Round table" / "RT1.txt").write_text(ROUND)
    (folder / "survey" / "export.csv").write_text(survey())
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Case", "Age", "What helped you most?"],
                *([f"C{at}", 20 + at, f"It was the {at}th visit that made the difference to me"]
                  for at in range(1, 6))):  # fmt: skip
        book.active.append(row)
    book.save(folder / "survey" / "feedback.xlsx")
    (folder / "notes" / "day 1.md").write_text(
        "Arrived at nine. The room was cold and nobody came."
    )
    (folder / "README.txt").write_text("Where all this comes from.")
    (folder / "link.txt").symlink_to(folder / "interviews" / "P1.txt")
    (folder / ".git" / "config.txt").write_text("hidden")
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """Return what lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_strangers_folder_needs_only_init_check_and_run(
    stuff: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No edit between the three; every file is used, or left out with its reason."""
    before = hashes(stuff)
    study = tmp_path / "mystudy"
    assert call("init", str(study), "--from", str(stuff)) == 0
    told = capsys.readouterr().out
    assert "Read 7 files" in told
    assert "Copied 7 files" in told
    assert "interviews/P4.docx: The file is damaged, cut off" in told
    assert "interviews/P1.mp3: no reader is known for '.mp3' files" in told
    assert "link.txt: it is a link, and links are not followed" in told
    assert "README.txt: it tells about the material" in told
    assert call("check", str(study)) == 0
    shown = capsys.readouterr()
    assert "0 errors" in shown.err or "nothing is wrong" in shown.err
    assert call("run", str(study)) == 0
    assert (study / "outputs" / "theme_matrix.html").exists()
    assert hashes(stuff) == before


def odt(said: str) -> bytes:
    """Return an OpenDocument text, a paragraph a line."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    body = "".join(f"<text:p>{line}</text:p>" for line in said.split("\n"))
    xml = f'<office:document-content xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    return zipped(content_dot_xml=xml.encode())


def printed(said: str) -> bytes:
    """Return a PDF of one page, a line a line."""
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in said.split("\n"))
    page = f"BT /F1 10 Tf 20 700 Td {lines} ET".encode()
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(page), page),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )


def cued(said: str) -> str:
    """Return a WebVTT file, a cue a line."""
    lines = [line for line in said.split("\n") if line]
    cues = [f"00:{at:02}.000 --> 00:{at:02}.900\n{line}" for at, line in enumerate(lines)]
    return "\n\n".join(["WEBVTT", *cues])


def test_every_file_of_a_very_mixed_folder_is_accounted_for(
    stuff: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All kinds that people bring; each file ends in a strand or in the list of those left out."""
    talks = stuff / "interviews"
    (talks / "P5.odt").write_bytes(odt(TALK.format(who="P5", month="July")))
    (talks / "P6.pdf").write_bytes(printed(TALK.format(who="P6", month="August")))
    (talks / "P7.vtt").write_text(cued(TALK.format(who="P7", month="April")))
    left = {
        "interviews/P8.doc": (b"\xd0\xcf\x11\xe0old Word", "save it as .docx"),
        "interviews/P8.m4a": (b"ftyp", "have it transcribed first"),
        "slides.pptx": (zipped(ppt__presentation_dot_xml=b"<p/>"), "no reader is known"),
        "whiteboard.PNG": (b"\x89PNG\r\n\x1a\n", "a picture"),
        "coded.txt": (b"Taguette highlights\n" + b"So.\nDocument: a Tags: b\n\n" * 4, "Taguette"),
        "nothing.txt": (b"", "empty"),
    }
    for name, (data, _) in left.items():
        (stuff / name).write_bytes(data)
    study = tmp_path / "s"
    assert call("init", str(study), "--from", str(stuff)) == 0
    told = capsys.readouterr().out
    for name, (_, says) in left.items():
        (line,) = [
            one for one in told.splitlines() if one.startswith(f"Left out {stuff.name}/{name}")
        ]
        assert says in line
    everything = {
        f"{stuff.name}/{name}"
        for name in hashes(stuff)
        if not name.startswith((".git", "interviews/~$"))
    }
    named = set(re.findall(r"^Left out (.+?): ", told, re.MULTILINE))
    used = {
        path.relative_to(study).as_posix()
        for strand in load_study(study).strands
        for path in list_sources(load_study(study), strand)
    }
    assert used | named == everything
    assert not used & named
    assert call("check", str(study)) == 0
    assert call("run", str(study)) == 0
    with (study / "outputs" / "segments.csv").open(encoding="utf-8-sig") as file:
        documents = {row["document"] for row in csv.DictReader(file)}
    assert {f"interviews/P{at}" for at in (1, 2, 3, 5, 6, 7)} <= documents


def test_the_guesses_fit_the_folder(stuff: Path, tmp_path: Path) -> None:
    """Kinds, interviewers, columns, orders; the e-mail address is not used."""
    call("init", str(tmp_path / "s"), "--from", str(stuff))
    study = load_study(tmp_path / "s")
    by_name = {one.name: one for one in study.strands}
    assert {name: one.kind for name, one in by_name.items()} == {
        "Round table": "group", "Interviews": "interview", "Notes": "notes",
        "Export: survey": "survey", "Feedback": "survey",
    }  # fmt: skip
    assert by_name["Interviews"].interviewer == ("INT",)
    assert by_name["Round table"].interviewer == ("Facilitator",)
    export = by_name["Export: survey"]
    assert (export.id, export.open) == ("ResponseId", ("Q2",))
    closed = {item.column: item for item in export.closed}
    assert closed["Q1"].order == ("Dissatisfied", "Neutral", "Satisfied", "Very satisfied")
    assert closed["Q1"].positive == ("Satisfied", "Very satisfied")
    assert closed["Q1"].label == "How satisfied are you?"
    assert (closed["Q3"].type, closed["Q3"].separator) == ("multi", ",")
    assert getattr(export.wave, "column", "") == "StartDate"
    assert getattr(export.wave, "by", "") == "quarter"
    assert by_name["Feedback"].attributes == ("Age",)
    assert "RecipientEmail, says who somebody is" in (tmp_path / "s" / "study.yaml").read_text()


def test_material_in_the_study_itself_stays_where_it_is(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """FOLDER may be STUDY: two files are added, nothing else is touched."""
    before = hashes(stuff)
    assert call("init", str(stuff), "--from", str(stuff)) == 0
    assert "Copied" not in capsys.readouterr().out
    after = hashes(stuff)
    assert after.keys() - before.keys() == {"study.yaml", "codebook.yaml"}
    assert {name: after[name] for name in before} == before
    assert call("check", str(stuff)) == 0
    assert call("run", str(stuff)) == 0


def test_material_inside_the_study_is_named_by_its_folder(stuff: Path) -> None:
    """FOLDER may lie in STUDY."""
    assert call("init", str(stuff.parent), "--from", str(stuff)) == 0
    patterns = [one for strand in load_study(stuff.parent).strands for one in strand.sources]
    assert all(one.startswith("My field work/") for one in patterns)


def test_a_study_inside_the_folder_is_not_copied_into_itself(stuff: Path) -> None:
    """`init mystudy --from .` is what people type."""
    assert call("init", str(stuff / "mystudy"), "--from", str(stuff)) == 0
    assert not list((stuff / "mystudy").rglob("mystudy"))
    assert call("check", str(stuff / "mystudy")) == 0


def test_what_themekit_wrote_is_no_material(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The outputs of a study that lies in the folder are passed over."""
    call("init", str(stuff), "--from", str(stuff))
    call("run", str(stuff))
    capsys.readouterr()
    assert call("init", str(stuff.parent / "s"), "--from", str(stuff)) == 0
    assert "outputs" not in capsys.readouterr().out
    assert not (stuff.parent / "s" / stuff.name / "outputs").exists()


def test_a_study_that_is_there_is_not_guessed_anew(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person wrote is never overwritten; nothing is copied."""
    study = stuff.parent / "s"
    study.mkdir()
    (study / "study.yaml").write_text("mine")
    assert call("init", str(study), "--from", str(stuff)) == 2
    assert "it is there already" in capsys.readouterr().err
    assert hashes(study).keys() == {"study.yaml"}


def test_a_codebook_that_is_there_is_kept(stuff: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what is missing is written."""
    study = stuff.parent / "s"
    study.mkdir()
    (study / "codebook.yaml").write_text(
        "name: Mine\nthemes: [{name: A}]\ncodes: [{name: B, theme: A}]\n"
    )
    assert call("init", str(study), "--from", str(stuff)) == 0
    assert f"Kept {study / 'codebook.yaml'}" in capsys.readouterr().out
    assert call("check", str(study)) == 0


def test_another_file_of_the_same_name_is_never_overwritten(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, and no study.yaml is left behind."""
    other = stuff.parent / "s" / stuff.name / "interviews" / "P1.txt"
    other.parent.mkdir(parents=True)
    other.write_text("another text")
    assert call("init", str(stuff.parent / "s"), "--from", str(stuff)) == 2
    error = capsys.readouterr().err
    assert "another file of this name lies there already" in error
    assert other.read_text() == "another text"
    assert not (stuff.parent / "s" / "study.yaml").exists()


def test_copies_that_are_there_already_are_kept(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an interruption the same command goes on."""
    study = stuff.parent / "s"
    call("init", str(study), "--from", str(stuff))
    (study / "study.yaml").unlink()
    capsys.readouterr()
    assert call("init", str(study), "--from", str(stuff)) == 0
    assert "Copied" not in capsys.readouterr().out


def test_the_same_bytes_under_two_names_count_once(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy would count everybody twice."""
    copy = stuff / "interviews" / "P1 (1).txt"
    copy.write_bytes((stuff / "interviews" / "P1.txt").read_bytes())
    assert call("init", str(stuff), "--from", str(stuff)) == 0
    assert "it is the same, byte for byte, as interviews/P1 (1).txt" in capsys.readouterr().out
    assert call("check", str(stuff)) == 0


def test_a_pipe_and_a_name_with_a_line_break_are_left_out(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with a sentence on one line; the study that is written does not match them."""
    os.mkfifo(stuff / "interviews" / "pipe.txt")
    (stuff / "interviews" / "P\n5.txt").write_text(TALK.format(who="P5", month="July"))
    assert call("init", str(stuff), "--from", str(stuff)) == 0
    told = capsys.readouterr().out.splitlines()
    assert "Left out interviews/pipe.txt: it is not a regular file" in told
    assert any(line.startswith("Left out interviews/P?5.txt: its name holds") for line in told)
    assert call("check", str(stuff)) == 0


def test_a_folder_full_of_broken_files_is_no_obstacle(
    stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is left out with its reason, and the study that is written has no error."""
    broken = [*TRANSCRIPTS.items(), *TABLES.items()]
    for at, (_, (name, make, _)) in enumerate(broken):
        (stuff / f"batch {at}").mkdir()
        (stuff / f"batch {at}" / name).write_bytes(make())
    assert call("init", str(stuff), "--from", str(stuff)) == 0
    capsys.readouterr()
    text = (stuff / "study.yaml").read_text()
    for at, (kind, (name, _, says)) in enumerate(broken):
        (line,) = [one for one in text.splitlines() if f"# - batch {at}/{name}: " in one]
        assert re.search(says, line), kind
    assert call("check", str(stuff)) == 0


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "nowhere", "there is no such folder"),
        (lambda folder: folder / "README.txt", "it is not a folder"),
        (lambda folder: folder / ".git", "nothing in this folder can be read"),
    ],
)
def test_a_folder_that_gives_nothing_is_one_sentence(
    make: Callable[[Path], Path], says: str, stuff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And no study is started."""
    (stuff / ".git" / "config.txt").unlink()
    assert call("init", str(stuff.parent / "s"), "--from", str(make(stuff))) == 2
    assert says in capsys.readouterr().err
    assert not (stuff.parent / "s").exists()


def test_too_many_files_are_refused(
    stuff: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever types `--from /` is asked what they mean."""
    monkeypatch.setattr("themekit.starting.gathering.MOST_FILES", 5)
    assert call("init", str(stuff.parent / "s"), "--from", str(stuff)) == 2
    assert "it holds more than 5 files" in capsys.readouterr().err
    assert not (stuff.parent / "s" / "study.yaml").exists()


def test_a_full_disk_leaves_no_half_file(
    stuff: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was copied before is whole; study.yaml comes last."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert call("init", str(stuff.parent / "s"), "--from", str(stuff)) == 2
    assert "the disk is full (make room)" in capsys.readouterr().err
    assert hashes(stuff.parent / "s") == {}
