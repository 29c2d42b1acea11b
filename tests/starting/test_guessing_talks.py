"""Talks kept as tables, to strands of a study.yaml that loads and reads as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.reading import build_table, read_source
from themekit.starting import talks_of
from themekit.study import Study, TurnColumns, list_sources, read_study
from themekit.workflows.init import start_from

SAID = (
    "How did you find the service?", "It was my sister who told me about it.",
    "And what happened then?", "They rang me back in a week or so.",
    "What would you change?", "I would open it later in the day.",
)  # fmt: skip
COLUMNS = TurnColumns("text", "speaker", "start")


def talk(*who: str, head: str = "start,speaker,text", talks: int = 0) -> str:
    """Return a table of talk; with `talks`, several in a row under ids."""
    lines = [head]
    for number in range(talks or 1):
        first = f"T{number}," if talks else ""
        lines += [
            f"{first}0:00:{at * 5 + 1:02},{who[at % len(who)]},{said}"
            for at, said in enumerate(SAID)
        ]
    return "\n".join(lines) + "\n"


def started(folder: Path, **files: str) -> tuple[Study, str, list[str]]:
    """Make a study of files (`__` stands for a slash, `_` for the dot) and load it."""
    for name, text in files.items():
        path = folder / "in" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    lines = start_from(folder / "study", folder / "in")
    study, problems = read_study(folder / "study")
    assert study is not None
    assert not problems
    return study, (folder / "study" / "study.yaml").read_text(encoding="utf-8"), lines


def test_a_table_of_turns_is_a_strand_of_interviews(tmp_path: Path) -> None:
    """Its columns with a reason each, the usual label as interviewer; it reads as guessed."""
    study, text, _ = started(tmp_path, talks__V01_csv=talk("INT", "P1"))
    (strand,) = study.strands
    assert (strand.kind, strand.columns, strand.interviewer) == ("interview", COLUMNS, ("INT",))
    assert "      speaker: speaker          # 2 short labels that come again: 'INT', 'P1'" in text
    assert "      start: start              # times from 0:00:01 to 0:00:26" in text
    (path,) = list_sources(study, strand)
    (document,), _ = read_source(path.read_bytes(), "in/talks/V01.csv", strand)
    assert (document.id, len(document.turns)) == ("talks-interviews/V01", 6)


def test_tables_of_the_same_columns_share_a_strand_with_transcripts_beside_them(
    tmp_path: Path,
) -> None:
    """They are interviews of one study, however each was kept."""
    written = "INT: What changed?\n\nP4: A lot.\n\nINT: And then?\n\nP4: More of it.\n"
    study, _, _ = started(
        tmp_path,
        talks__V01_csv=talk("INT", "P1"), talks__V02_csv=talk("INT", "P2"), talks__V04_txt=written,
    )  # fmt: skip
    (strand,) = study.strands
    assert strand.columns == COLUMNS
    assert len(list_sources(study, strand)) == 3


def test_tables_of_other_columns_are_a_strand_of_their_own(tmp_path: Path) -> None:
    """A strand has one setting for all its tables."""
    other = talk("INT", "P2", head="Time,Who,Words")
    study, _, _ = started(tmp_path, talks__V01_csv=talk("INT", "P1"), talks__V02_csv=other)
    assert [one.columns for one in study.strands] == [
        COLUMNS, TurnColumns("Words", "Who", "Time"),
    ]  # fmt: skip


def test_several_talks_of_one_table_are_told(tmp_path: Path) -> None:
    """Four people in a talk make a group, the people of all talks together do not."""
    head = "interview,start,speaker,text"
    study, text, lines = started(
        tmp_path,
        one_csv=talk("INT", "P1", head=head, talks=3),
        two_csv=talk("MOD", "A1", "B2", "C3", "D4", head=head, talks=2),
    )
    assert {(one.kind, one.columns.document) for one in study.strands if one.columns} == {
        ("interview", "interview"), ("group", "interview"),
    }  # fmt: skip
    assert "# 1 file: one.csv (3 talks)" in text
    assert lines[0].startswith("Read 2 files")


def test_a_talk_and_its_transcript_are_counted_once(tmp_path: Path) -> None:
    """Whisper writes every format at once; notes of the same name are another text."""
    cues = "".join(
        f"{at}\n00:00:{at * 5:02},000 --> 00:00:{at * 5 + 4:02},000\n{said}\n\n"
        for at, said in enumerate(SAID)
    )
    rows = "".join(f"{at * 5000}\t{at * 5000 + 5000}\t{said}\n" for at, said in enumerate(SAID))
    study, text, _ = started(
        tmp_path,
        talks__P1_srt=cues, talks__P1_tsv="start\tend\ttext\n" + rows,
        talks__P2_csv=talk("INT", "P2"), talks__P2_txt="She was tired that day.\n",
    )  # fmt: skip
    assert "talks/P1.tsv: it has the same name as P1.srt" in text
    sources = [path.name for one in study.strands for path in list_sources(study, one)]
    assert sorted(sources) == ["P1.srt", "P2.csv", "P2.txt"]


def test_a_recording_without_speakers_is_an_interview(tmp_path: Path) -> None:
    """That somebody speaks is sure where there are times; who, `check` doubts."""
    rows = "".join(f"{at * 5000}\t{at * 5000 + 5000}\t{said}\n" for at, said in enumerate(SAID))
    study, text, _ = started(tmp_path, talks__P1_tsv="start\tend\ttext\n" + rows)
    assert study.strands[0].kind == "interview"
    assert "though no speakers are marked" in text


def test_a_translation_is_offered_as_a_comment(tmp_path: Path) -> None:
    """One line to change, and it is what is read."""
    rows = "".join(
        f"{'INT' if at % 2 == 0 else 'P1'},{said.upper()},{said}\n" for at, said in enumerate(SAID)
    )
    _, text, _ = started(tmp_path, talks__P1_csv="speaker,Original,English\n" + rows)
    assert "      text: Original " in text
    assert "      # text: English " in text


@pytest.mark.parametrize(
    "header",
    [
        ["case", "document", "speaker"],
        ["id", "document", "tag", "content"],
        ["document name", "code", "segment"],
    ],
)
def test_the_studys_own_tables_and_exports_of_codings_are_no_talks(header: list[str]) -> None:
    """They have speakers and texts as well."""
    rows = [["INT", "V01", said, said][: len(header)] for said in SAID]
    table = build_table(enumerate([header, *rows], 1), "t.csv")
    assert talks_of("t.csv", table) == ()
