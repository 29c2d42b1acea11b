"""The command line as a user meets it."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import STUDY, make_study
from themekit.cli import main
from themekit.cli.app import app
from themekit.codebook import read_codebook
from themekit.records import Topic, TopicMap
from themekit.store import open_store
from themekit.store.topics import save_topics
from themekit.workflows.context import Models
from themekit.workflows.run import run_study


def call(*words: str) -> int:
    """Run a command in this process and return its exit status."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    code = stop.value.code
    return code if isinstance(code, int) else 0


@pytest.fixture
def coded(study: Path, models: Models) -> Path:
    """Return a study that was run with stand-ins, findable without loading a model."""
    run_study(study, models=models)
    return study


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Commands use the stand-ins too."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)


def test_init_makes_a_study_and_keeps_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second init overwrites nothing."""
    folder = tmp_path / "new"
    assert call("init", str(folder)) == 0
    (folder / "study.yaml").write_text("mine")
    assert call("init", str(folder)) == 0
    assert (folder / "study.yaml").read_text() == "mine"
    assert "which was there already" in capsys.readouterr().out


def test_a_started_study_runs_once_a_transcript_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The starter files are valid as they are."""
    folder = tmp_path / "new"
    call("init", str(folder))
    (folder / "interviews" / "A1.txt").write_text("INT: So?\n\nA1: The waiting list was long.\n")
    assert call("check", str(folder)) == 0
    assert call("run", str(folder)) == 0
    told = capsys.readouterr()
    assert "2 passages read: 0 with a code, suggested or decided, 1 without" in told.out
    assert "the codebook holds no code yet, so none was suggested" in told.err
    assert "themekit adopt" in told.err
    assert (folder / "outputs" / "theme_matrix.html").exists()


def test_a_study_without_codes_gets_them_as_soon_as_they_are_written(
    study: Path, models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read and cut stays; only the suggestions and what stands on them are made."""
    written = (study / "codebook.yaml").read_text()
    settings = STUDY.replace("section: Demand, ", "")
    make_study(study, **{"study.yaml": settings, "codebook.yaml": "name: N\ncodes: []\n"})
    assert run_study(study, models=models).units["coded"] == 0
    (study / "codebook.yaml").write_text(written)
    summary = run_study(study, models=models)
    assert summary.done == ("suggest", "matrix", "report")
    assert summary.units["coded"] > 0
    assert summary.problems == ()


def test_check_names_every_problem_at_once_with_file_and_line(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A typo, a wrong section and a broken source come in one go; nothing is written."""
    text = STUDY.replace("interviewer", "interviwer").replace("section: Demand", "section: Demnad")
    make_study(study, **{"study.yaml": text, "interviews/P2.docx": "not a zip"})
    assert call("check", str(study)) == 1
    errors = capsys.readouterr().err
    assert "study.yaml:7" in errors
    assert "interviewer" in errors
    assert "P2.docx" in errors
    assert not (study / ".themekit").exists()
    assert not (study / "outputs").exists()


def test_check_lists_what_was_understood(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Turns, speakers, interviewer, words and beginning of each source."""
    assert call("check", str(study), "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0] | {"words": 0, "begins": ""} == {
        "document": "interviews/P1", "strand": "Interviews", "turns": 4, "speakers": "INT, P1",
        "interviewer": "INT", "words": 0, "language": "English", "begins": "",
    }  # fmt: skip
    assert rows[1]["speakers"] == "3 respondents"


def test_check_fits_a_narrow_terminal(
    study: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Language and first words are shown at 80 columns as well as at 200."""
    shown = []
    for columns in ("80", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        assert call("check", str(study)) == 0
        shown.append(capsys.readouterr().out)
    narrow, wide = shown
    assert "    Interviews; 4 turns; speakers: INT, P1; interviewer: INT; " in narrow
    assert "English\n    begins: INT: What changed? P1: More people" in narrow
    assert max(map(len, narrow.splitlines())) <= 80
    assert "begins" in wide.splitlines()[0]


def test_check_tells_of_a_pattern_that_matches_nothing(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pattern with a slip in it is noticed before the run."""
    codebook = (study / "codebook.yaml").read_text().replace("[money]", "[money, monye]")
    make_study(study, **{"codebook.yaml": codebook})
    call("check", str(study))
    errors = capsys.readouterr().err
    assert "the pattern of 'Short of money' matches nothing in this study: 'monye'" in errors
    assert "'money'" not in errors


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_results_come_in_four_forms(
    coded: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Each form holds the segment that was found."""
    assert call("find", str(coded), "money", "--format", form) == 0
    assert "survey/R1" in capsys.readouterr().out.replace("\n", "")


def test_find_knows_phrases_filters_and_all_or_any(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All words by default, any on demand, side by side in quotes, within a strand."""

    def found(*words: str) -> list[str]:
        call("find", str(coded), *words, "--format", "json")
        return [row["segment"] for row in json.loads(capsys.readouterr().out)]

    assert found("money", "phones") == ["interviews/P1/0002"]
    assert found("more people", "--strand", "Survey") == ["survey/R3/worry"]
    assert found("people more") == []
    assert set(found("tired", "money", "--any")) == {
        "interviews/P1/0002",
        "interviews/P1/0004",
        "survey/R1/worry",
    }


def test_an_unknown_name_is_answered_with_the_nearest(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in a strand's or a code's name is pointed out."""
    assert call("quotes", str(coded), "--strand", "Survy") == 2
    assert (
        "There is no strand 'Survy' in this study (did you mean 'Survey'?)."
        in capsys.readouterr().err
    )


def test_quotes_carry_all_that_defends_them(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who, where, which code, by whom, and why."""
    assert call("quotes", str(coded), "--code", "Short of money", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["segment"] for row in rows} >= {"survey/R1/worry"}
    assert {row["coder"] for row in rows} == {"suggested by machine"}
    assert {row["codebook"] for row in rows} == {"1"}
    assert all(row["because"] for row in rows)


def test_crosstab_counts_cases_with_their_base(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each column says how many cases it stands on."""
    assert call("crosstab", str(coded), "--format", "csv") == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["code", "Interviews", "Survey", "total"]
    assert rows[1] == ["(base)", "1", "2", "3"]
    assert [row[0] for row in rows[2:]] == ["Demand > More people", "Money > Short of money"]


def test_a_fast_encoder_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that holds something is refused."""
    (tmp_path / "mine.txt").write_text("mine")
    assert call("models", "--distil", str(tmp_path)) == 2
    assert "is not empty: name a new folder" in capsys.readouterr().err


def test_adopt_names_the_topics_that_there_are(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A study that is too small for topics has none to adopt."""
    assert call("adopt", str(coded), "3", "--name", "Travel") == 2
    assert "There is no topic 3: run the study first." in capsys.readouterr().err


def test_adopt_writes_a_topic_into_the_codebook(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the words that it was told by, and the segments to read first; no one's own words."""
    store = open_store(coded)
    topic = Topic(3, "bus", ("bus", "fare"), 9, 4, ("survey/R1/worry",), 0.9)
    save_topics(store, TopicMap((topic,)))
    store.close()
    before = (coded / "codebook.yaml").read_bytes()
    assert call("adopt", str(coded), "3", "--name", "Travel", "--theme", "Money") == 0
    assert "Its topic's segments: survey/R1/worry." in capsys.readouterr().out
    codebook, _ = read_codebook(coded / "codebook.yaml")
    assert codebook is not None
    assert codebook.codes[-1].name == "Travel"
    assert "topic 3 (bus, fare)" in codebook.codes[-1].definition
    kept = list((coded / ".themekit" / "codebooks").iterdir())
    assert [one.read_bytes() for one in kept] == [before]


@pytest.fixture
def topical(coded: Path) -> Path:
    """Return a study with a topic."""
    store = open_store(coded)
    topics = (Topic(0, "bus fare", ("bus", "fare"), 9, 4), Topic(-1, "none", ("a",), 2, 2))
    save_topics(store, TopicMap(topics))
    store.close()
    return coded


def test_adopt_shows_the_topics_to_choose_from(
    topical: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a topic it lists them, and says how one is taken."""
    assert call("adopt", str(topical)) == 0
    told = capsys.readouterr()
    assert "bus fare" in told.out
    assert "none" not in told.out
    assert f"themekit adopt {topical} TOPIC --name" in told.err


def test_adopt_says_what_a_name_is_for_and_gives_the_command(
    topical: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The machine's label is never taken by itself."""
    before = (topical / "codebook.yaml").read_bytes()
    assert call("adopt", str(topical), "0") == 2
    error = capsys.readouterr().err
    assert "Topic 0 needs a name of yours" in error
    assert "fare" not in error
    assert f'themekit adopt {topical} 0 --name "YOUR NAME FOR IT"' in error
    assert (topical / "codebook.yaml").read_bytes() == before


def test_adopt_says_why_there_is_nothing_to_adopt(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Too few segments, for one."""
    assert call("adopt", str(coded)) == 2
    assert "There are no topics to adopt: " in capsys.readouterr().err


def test_run_says_why_there_are_no_topics(
    study: Path, models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, each time."""
    for _ in range(2):
        assert call("run", str(study)) == 0
        assert (
            "No topics: 4 codable segments are too few to find topics in" in capsys.readouterr().out
        )


def test_a_stage_done_alone_says_what_it_gave_and_where_that_is(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names no folder that does not exist."""
    assert call("run", str(study), "--only", "read") == 0
    capsys.readouterr()
    assert call("run", str(study), "--only", "segment") == 0
    told = capsys.readouterr().out
    assert "Done: segment." in told
    assert f"4 documents gave 7 segments, kept in {study / '.themekit'}" in told
    assert "nothing was written to outputs: run without --only" in told
    assert "Outputs:" not in told
    assert not (study / "outputs").exists()


def test_crosstab_refuses_what_nothing_can_be_grouped_by(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And lists what there is."""
    assert call("crosstab", str(coded), "--by", "zzz") == 2
    error = capsys.readouterr().err
    assert "There is nothing called 'zzz' to group by (possible: 'strand', 'wave'" in error


@pytest.fixture
def warded(study: Path, models: Models) -> Path:
    """Return a study that was run and knows where people live."""
    rows = "case,document,Ward\nP1,P1,North\nR1,R1,North\nR3,R3,South\n"
    make_study(study, **{"study.yaml": f"{STUDY}cases: cases.csv\n", "cases.csv": rows})
    run_study(study, models=models)
    return study


@pytest.mark.parametrize("by", ["Ward", "ward", "WARD", " ward\u200b"])
def test_crosstab_compares_an_attributes_name_as_names_are_compared(
    warded: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Capitals, spaces and invisible marks make no other column."""
    assert call("crosstab", str(warded), "--by", by, "--format", "csv") == 0
    header = next(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert header == ["code", "North", "South", "total"]


def test_crosstab_offers_the_nearest_attribute(
    warded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip is no end of the road."""
    assert call("crosstab", str(warded), "--by", "wards") == 2
    assert "'wards' to group by (did you mean 'Ward'?)" in capsys.readouterr().err


def test_strands_keep_their_order_however_they_are_asked_for(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--by Strand`` is ``--by strand``."""
    assert call("crosstab", str(coded), "--by", "Strand", "--format", "csv") == 0
    header = next(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert header == ["code", "Interviews", "Survey", "total"]


@pytest.mark.parametrize(
    "words",
    [
        ("--attribute", "ward=NORTH"),
        ("--case", "r1", "--case", "p1"),
        ("--code", "short  OF money", "--attribute", "WARD=north"),
        ("--strand", "survey", "--document", "r1"),
    ],
)
def test_every_operand_that_names_something_is_compared_alike(
    warded: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """In `quotes` as in `find`."""
    assert call("quotes", str(warded), *words, "--format", "json") == 0
    quoted = json.loads(capsys.readouterr().out)
    assert {row["segment"] for row in quoted} >= {"survey/R1/worry"}
    assert call("find", str(warded), "money", *words, "--format", "json") == 0
    assert "survey/R1/worry" in {row["segment"] for row in json.loads(capsys.readouterr().out)}


def test_a_name_written_exactly_is_preferred(
    study: Path, models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where two cases differ in capitals alone, each can still be asked for."""
    make_study(study, **{"survey.csv": "respondent,agree,worry\nr1,yes,Money a\nR1,no,Money b\n"})
    run_study(study, models=models)
    assert call("find", str(study), "money", "--case", "r1", "--format", "json") == 0
    assert [row["text"] for row in json.loads(capsys.readouterr().out)] == ["Money a"]


def test_find_sees_the_verb_in_a_noun(
    study: Path, models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    """'The opening hours' hold a form of 'open'."""
    make_study(study, **{"survey.csv": "respondent,agree,worry\nR1,yes,The opening hours\n"})
    run_study(study, models=models)
    assert call("find", str(study), "open", "--format", "json") == 0
    assert [row["text"] for row in json.loads(capsys.readouterr().out)] == ["The opening hours"]


def test_status_tells_what_is_out_of_date(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After a change of the codebook the later stages are out of date, reading is not."""
    (coded / "codebook.yaml").write_text(
        (coded / "codebook.yaml").read_text() + "    exclude: [rent]\n"
    )
    assert call("status", str(coded), "--format", "json") == 0
    states = {row["what"]: row["state"] for row in json.loads(capsys.readouterr().out)}
    assert states["stage read"] == states["stage segment"] == "up to date"
    assert states["stage suggest"] == states["stage report"] == "out of date: run again"


def test_a_question_to_a_study_that_was_not_run_says_what_to_do(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And makes no database on the way."""
    assert call("status", str(study)) == 2
    assert "has not been run yet (run 'themekit run" in capsys.readouterr().err
    assert not (study / ".themekit").exists()


def test_the_current_folder_is_the_study_where_none_is_named(
    coded: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside a study no operand is needed."""
    monkeypatch.chdir(coded)
    assert call("status") == 0
    assert "up to date" in capsys.readouterr().out


def test_a_folder_without_a_study_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the way out, and without a traceback."""
    assert call("run", str(tmp_path)) == 2
    error = capsys.readouterr().err
    assert "there is no study.yaml here (make one with 'themekit init'" in error
    assert "Traceback" not in error


def test_debug_shows_the_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever mends themekit sees where it broke, and what it told."""
    monkeypatch.setattr("themekit.cli.app._show_tracebacks", lambda: None)  # it would stay on
    assert call("run", str(tmp_path), "--debug") == 2
    told = capsys.readouterr().err
    assert "Traceback (most recent call last):" in told
    assert "InputError: " in told
    assert "there is no study.yaml here" in told


def test_a_read_only_folder_is_one_sentence(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A study on a read-only disk cannot be run, and says so."""
    real = Path.mkdir

    def refuse(path: Path, *args: object, **more: object) -> None:
        if path.name == ".themekit":
            raise OSError(30, "Read-only file system", str(path))
        real(path, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert call("run", str(study)) == 2
    assert "cannot be written (Read-only file system)" in capsys.readouterr().err


def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    """A limit on file sizes stands in for the disk: the run stops cleanly and can be resumed."""
    study = make_study(tmp_path / "study")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
        "from themekit.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code, "run", str(study), "--only", "read"],
                          capture_output=True, text=True, check=False, env={**os.environ})  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "disk" in done.stderr
    assert call("run", str(study), "--only", "read") == 0


def test_status_judges_by_the_options_of_the_last_run(
    study: Path, models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run with another seed and public outputs is up to date as it is."""
    from themekit.workflows.context import RunOptions

    run_study(study, RunOptions(seed=3, public=True), models=models)
    assert call("status", str(study), "--format", "json") == 0
    states = {row["what"]: row["state"] for row in json.loads(capsys.readouterr().out)}
    assert {states[f"stage {name}"] for name in ("read", "topics", "matrix", "report")} == {
        "up to date"
    }


def test_nothing_to_look_for_and_less_than_nothing_to_show_are_refused(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty word finds everything and a negative limit hides hits: neither is meant."""
    assert call("find", str(coded), " ") == 2
    assert "There is no word to look for" in capsys.readouterr().err
    assert call("find", str(coded), "money", "--limit", "-1") == 2


@pytest.mark.parametrize(("words", "status"), [(["--version"], 0), (["check", "nowhere"], 2)])
def test_a_process_ends_with_its_status_and_all_its_output(
    tmp_path: Path, words: list[str], status: int
) -> None:
    """Ending at once loses nothing that was said, also through a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "themekit", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert "themekit" in done.stdout if status == 0 else "nowhere" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scheduler", "tcp://a:1"], "--scheduler only means something with --engine dask"),
        (["--workers", "2"], "--workers only means something with --engine dask"),
        (
            ["--engine", "dask", "--workers", "2", "--scheduler", "tcp://a:1"],
            "workers of a --scheduler are started with it",
        ),
    ],
)
def test_options_of_an_engine_that_is_not_used_are_refused(
    study: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left without effect in silence."""
    assert call("run", *words, str(study)) == 2
    assert said in capsys.readouterr().err
    assert not (study / "outputs").exists()


def test_what_the_dask_engine_cannot_do_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Fine-tuning happens in one process; nothing is begun."""
    assert call("run", "nowhere", "--engine", "dask", "--deeper") == 2
    assert "leave out --engine dask" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(app.commands))
def test_examples_in_help_stand_on_lines_of_their_own(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """They can be copied as they are; no mark for the formatter is left."""
    assert call(name, "--help") == 0
    text = capsys.readouterr().out
    assert "\\b" not in text
    if "Example" in text:
        assert re.search(r"^  Examples?:\n    themekit ", text, re.MULTILINE)


def test_strict_makes_a_warning_count(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A doubt as any other; a study in order stays in order."""
    assert call("check", str(study), "--strict") == 0
    talk = "Dan: So how was it for you?\n\nEve: Long.\n\nDan: And then?\n\nEve: Longer.\n"
    make_study(study, **{"study.yaml": STUDY.replace("[INT]", "[]"), "interviews/D1.txt": talk})
    assert call("check", str(study)) == 0
    assert call("check", str(study), "--strict") == 1
    said = capsys.readouterr().err
    assert "nobody-asks: [interviews/D1.txt]" in said
    assert said.endswith("0 errors, 1 warning: 1 file may have been read wrongly.\n")


def test_a_run_ends_with_what_may_have_been_read_wrongly(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So does status tell of it."""
    talk = "Dan: So how was it for you?\n\nEve: Long.\n\nDan: And then?\n\nEve: Longer.\n"
    make_study(study, **{"study.yaml": STUDY.replace("[INT]", "[]"), "interviews/D1.txt": talk})
    assert call("run", str(study)) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith(
        "1 file may have been read wrongly: see 'themekit c"
    )
    assert "interviews/D1.txt: no label looks like an interviewer's" in said.err
    call("status", str(study), "--format", "csv")
    assert "files that may have been read wrongly,1,see themekit check" in capsys.readouterr().out


def test_a_table_is_exported_for_others_once_it_was_read(
    study: Path, models: Models, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What may not leave stops it, with the way out; what is left out is told with numbers."""
    make_study(study, **{"study.yaml": STUDY + "consent: {quote: verbatim, review: yes}\n"})
    run_study(study, models=models)
    file = tmp_path / "people.csv"
    words = ("export", str(study), str(file), "--what", "cases", "--for-others")
    assert call(*words) == 2
    assert "themekit mark STUDY DOCUMENT --reviewed-by NAME" in capsys.readouterr().err
    assert not file.exists()
    assert call("mark", str(study), "--all-of", "Survey", "--reviewed-by", "Ada") == 0
    assert call(*words, "--leave-out") == 0
    told = capsys.readouterr()
    assert "3 of 4 rows" in told.out
    assert "Left out: 1 of documents that nobody has read" in told.err
    assert call("export", str(study), str(file), "--leave-out") == 2


def test_on_windows_files_and_other_programs_get_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    """The country's old encoding has no place for half of the names."""
    taken = io.BytesIO()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(taken, encoding="cp1252"))
    assert call("--version") == 0
    sys.stdout.write("Ngọc, Łucja")
    sys.stdout.flush()
    assert taken.getvalue().decode("utf-8").splitlines()[-1] == "Ngọc, Łucja"


def test_a_command_behind_a_study_explains_itself_without_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And otherwise says what comes first, not that its own name is no folder."""
    assert call("coders", "add", "--help") == 0
    assert "Usage: themekit coders STUDY add" in capsys.readouterr().out
    assert call("coders", "hand-out", "Ada") == 2
    assert "Say first which study: themekit coders STUDY hand-out Ada" in capsys.readouterr().err
