"""What suggestions rest on: decisions and withdrawals, wherever these follow from."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from support import decide, make_study
from themekit import open_study
from themekit.errors import InputError
from themekit.workflows import suggest, tagparts
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_context
from themekit.workflows.quotes import QUOTE_COLUMNS, list_quotes
from themekit.workflows.run import RunSummary, run_study, stage_is_current
from themekit.workflows.selection import Selection
from themekit.workflows.status import study_status
from themekit.workflows.suggestion_basis import suggestion_basis

GROUP = """\
title: Talk (synthetic)
codebook: codebook.yaml
cases: cases.csv
strands: [{name: Talk, kind: group, sources: talk/*}]
"""
G = "Ann: SECRETWORD bank ran dry fully.\n\nBob: Yes.\n"
H = "\n\n".join(
    ["Zed: More bank ran dry fully.", "Zed: People came."]
    + [f"Zed: Bank ran dry fully {number}." for number in range(5)]
)
CASES = "document,speaker,withdrawn\nG,Ann,no\nG,Bob,no\n"


def run(study: Path, models: Models, **options: object) -> RunSummary:
    """Run without progress."""
    return run_study(study, RunOptions(**options), models=models)  # type: ignore[arg-type]


def table(study: Path, name: str) -> list[dict[str, str]]:
    """Read an output table."""
    text = (study / "outputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def scores(study: Path, of: str) -> list[tuple[str, str, str]]:
    """Return the suggestions for one document."""
    rows = table(study, "suggestions.csv")
    return [(r["segment_id"], r["code"], r["score"]) for r in rows if f"/{of}/" in r["segment_id"]]


def talk(folder: Path, **files: str) -> Path:
    """Write a study of group talk."""
    found = {"study.yaml": GROUP, "talk/G.txt": G, "talk/H.txt": H, "cases.csv": CASES, **files}
    return make_study(folder, **found)


def change(study: Path, **files: str) -> None:
    """Write some files of a study anew and leave the others."""
    for name, text in files.items():
        (study / name).write_text(text, encoding="utf-8")


@pytest.fixture
def checked(tmp_path: Path, models: Models) -> Path:
    """Return a study in which Ann's words are a reason for codes on Zed's."""
    study = talk(tmp_path / "s")
    run(study, models)
    rows = table(study, "segments.csv")
    ann = next(row for row in rows if "SECRETWORD" in row["text"])
    came = next(row for row in rows if "People came" in row["text"])
    decide(study, (ann, "short-of-money"), (came, "more-people"))
    run(study, models)
    because = [r["because"] for r in table(study, "suggestions.csv") if "/H/" in r["segment_id"]]
    assert any("SECRETWORD" in reason for reason in because)
    return study


@pytest.mark.parametrize(
    "files",
    [
        {"cases.csv": CASES.replace("Ann,no", "Ann,yes")},
        {"cases.csv": CASES.replace("Bob,no", "Bob,yes"), "study.yaml": GROUP.replace("kind: group", "kind: interview")},
        {"cases.csv": "case,document,speaker,withdrawn\nx,G,Ann,\nx,G,Bob,yes\n"},
    ],
    ids=["her own row", "one case a document", "another row of her case"],
)  # fmt: skip
def test_whoever_withdraws_is_neither_learned_from_nor_quoted(
    checked: Path, models: Models, files: dict[str, str]
) -> None:
    """However it follows from the study's files that her words are withdrawn."""
    change(checked, **files)
    assert "suggest" in run(checked, models).done
    for path in (checked / "outputs").iterdir():
        if path.suffix not in (".xlsx", ".docx"):
            assert b"SECRETWORD" not in path.read_bytes(), path.name
    assert run(checked, models).done == ()


def test_whoever_withdraws_is_not_quoted_from_an_earlier_version_of_a_transcript(
    checked: Path, models: Models
) -> None:
    """Of a text that was another then, it is not known which words were hers."""
    change(checked, **{"talk/G.txt": G.replace("Bob: Yes.", "Bob: Yes, well.")})
    run(checked, models)
    assert b"SECRETWORD" in (checked / "outputs" / "looks.csv").read_bytes()
    change(checked, **{"cases.csv": CASES.replace("Ann,no", "Ann,yes")})
    run(checked, models)
    for name in ("looks.csv", "codings.csv"):
        assert b"SECRETWORD" not in (checked / "outputs" / name).read_bytes()


def test_no_record_holds_the_words_of_another_person(checked: Path) -> None:
    """Beside her own segment and what was suggested for it, her words stand only in her document."""
    with sqlite3.connect(checked / ".themekit" / "themekit.db") as database:
        rows = database.execute("select * from suggestion where document = 'talk/H'").fetchall()
    assert any("checked segment" in str(row) for row in rows)
    assert not any("SECRETWORD" in str(row) for row in rows)


def test_whoever_withdraws_is_quoted_no_more_before_anything_is_run_again(checked: Path) -> None:
    """Reasons are said when they are shown, and her words are no longer there."""

    def reasons() -> list[str]:
        rows = list_quotes(checked, Selection(), uncertain=True)
        place = QUOTE_COLUMNS.index("because")
        return [str(row[place]) for row in rows if "/H/" in str(row[0])]

    assert any("SECRETWORD" in one for one in reasons())
    change(checked, **{"cases.csv": CASES.replace("Ann,no", "Ann,yes")})
    assert not any("SECRETWORD" in one for one in reasons())
    assert any("a checked passage that is no longer here" in one for one in reasons())


def test_of_segments_with_the_same_words_a_reason_names_the_first_of_the_study(
    tmp_path: Path, models: Models
) -> None:
    """Whichever of them the tagger found, so that the same study gives the same record."""
    same = "The bank ran dry fully."
    study = talk(tmp_path / "s", **{"talk/G.txt": f"Ann: {same}\n\nBob: {same}\n"})
    run(study, models)
    segments = table(study, "segments.csv")
    rows = [one for one in segments if one["text"] == same]
    came = next(one for one in segments if "People came" in one["text"])
    decide(study, *((one, "short-of-money") for one in rows[::-1]), (came, "more-people"))
    run(study, models)
    with open_context(study, RunOptions(), models=models) as context:
        found = load_coded(context).suggestions
    named = {
        reason.source
        for one in found
        if one.code_id == "short-of-money"
        for reason in (*one.because, one.nearest_example)
        if reason and reason.kind in ("checked segment", "checked segment and others")
    }
    assert named == {rows[0]["segment_id"]}


def test_nobody_hears_the_words_of_the_withdrawn(tmp_path: Path, models: Models) -> None:
    """Beside hers, Bob's suggestions are what they would be had she said nothing."""
    left = CASES.replace("Ann,no", "Ann,yes")
    talks = {"talk/G.txt": WELL, "talk/H.txt": H}
    hears = talk(tmp_path / "hears", **talks)
    deaf = talk(tmp_path / "deaf", **talks, **{"cases.csv": left})
    alone = talk(tmp_path / "alone", **{**talks, "talk/G.txt": WELL.replace("Ann", "INT")},
                 **{"study.yaml": GROUP.replace("sources: talk/*", "sources: talk/*, interviewer: [INT]")})  # fmt: skip
    bare = talk(
        tmp_path / "bare", **{**talks, "talk/G.txt": "Bob: First, well.\n\nBob: Yes, quite so.\n"}
    )
    for study in (hears, deaf, alone, bare):
        run(study, models)
    assert said_by(deaf, "Bob") == said_by(bare, "Bob")
    assert said_by(hears, "Bob") != said_by(bare, "Bob")
    assert said_by(alone, "Bob") != said_by(bare, "Bob")


def said_by(study: Path, speaker: str) -> list[tuple[str, str]]:
    """Return the suggestions for one speaker's segments, in the order of the talk."""
    rows = table(study, "segments.csv")
    ids = [one["segment_id"] for one in rows if one["speaker"] == speaker]
    found = [(ids.index(id_), code, score) for id_, code, score in scores(study, "G") if id_ in ids]
    return [(code, score) for _, code, score in sorted(found)]


WELL = "Bob: First, well.\n\nAnn: Money, money, no money is left.\n\nBob: Yes, quite so.\n"


@pytest.mark.parametrize("checked_words", ["", "Yes, quite so", "People came"])
def test_who_withdraws_between_two_runs_is_no_longer_heard(
    tmp_path: Path, models: Models, checked_words: str
) -> None:
    """Though nobody has checked her words: nothing decided, her neighbour checked, or another."""
    study = talk(tmp_path / "s", **{"talk/G.txt": WELL})
    run(study, models)
    rows = [one for one in table(study, "segments.csv") if checked_words in one["text"]]
    if checked_words:
        decide(study, (rows[0], "short-of-money"))
        run(study, models)
    before = said_by(study, "Bob"), scores(study, "H")
    change(study, **{"cases.csv": CASES.replace("Ann,no", "Ann,yes")})
    assert "suggest" in run(study, models).done
    resumed = said_by(study, "Bob"), scores(study, "H")
    assert resumed[0] != before[0]
    assert run(study, models).done == ()
    run(study, models, start="suggest")
    assert (said_by(study, "Bob"), scores(study, "H")) == resumed


def test_what_is_heard_beside_a_checked_segment_is_among_the_grounds(
    tmp_path: Path, models: Models
) -> None:
    """Words before it count in what is learned, so the tagger is another one without them."""
    study = talk(tmp_path / "s", **{"talk/G.txt": WELL})
    run(study, models)
    last = next(one for one in table(study, "segments.csv") if "quite so" in one["text"])
    decide(study, (last, "short-of-money"))
    with open_context(study, RunOptions(), models=models) as context:
        heard = suggestion_basis(context).seen
    change(study, **{"cases.csv": CASES.replace("Ann,no", "Ann,yes")})
    with open_context(study, RunOptions(), models=models) as context:
        deaf = suggestion_basis(context).seen
    assert heard
    assert deaf
    assert heard.texts == deaf.texts
    assert heard.hash != deaf.hash


def test_a_withdrawal_while_a_run_is_under_way_is_seen_by_the_next(
    checked: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the run did not know is not taken for what it was made from."""
    tag = suggest._tag

    def meanwhile(*told: Any) -> None:
        change(checked, **{"cases.csv": CASES.replace("Ann,no", "Ann,yes")})
        tag(*told)

    monkeypatch.setattr(suggest, "_tag", meanwhile)
    run(checked, models, start="suggest")
    monkeypatch.undo()
    assert "suggest" in run(checked, models).done
    assert b"SECRETWORD" not in (checked / "outputs" / "suggestions.csv").read_bytes()
    assert run(checked, models).done == ()


def test_a_run_with_nothing_to_do_loads_nothing(
    checked: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A study of very many answers need not be loaded to know that."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("loaded")

    monkeypatch.setattr("themekit.workflows.loading.load_coded", refuse)
    monkeypatch.setattr("themekit.workflows.loading.load_material", refuse)
    assert run(checked, models).done == ()
    with open_context(checked, RunOptions(), models=models) as context:
        assert all(stage_is_current(context).values())


def test_a_resumed_run_ends_where_a_fresh_one_does_when_whose_words_they_are_changes(
    checked: Path, models: Models
) -> None:
    """Cases decide who is left out together, so they decide scores."""
    change(checked, **{"cases.csv": "case,document,speaker\nq,H,Zed\nq,G,Ann\n"})
    assert "suggest" in run(checked, models).done
    resumed = scores(checked, "H")
    run(checked, models, start="suggest")
    assert scores(checked, "H") == resumed


def test_what_changes_nothing_does_nothing_again(checked: Path, models: Models) -> None:
    """A trait of a case, or a row about somebody whom nobody checked, is no ground for tagging."""
    rows = CASES.replace("withdrawn", "withdrawn,borough").replace("no\n", "no,Camden\n")
    change(checked, **{"cases.csv": rows})
    assert "suggest" not in run(checked, models).done


def test_suggestions_are_made_anew_where_a_checked_transcript_has_changed(
    checked: Path, models: Models
) -> None:
    """What was learned from it no longer stands, so every document is tagged again."""
    before = scores(checked, "H")
    change(checked, **{"talk/G.txt": G.replace("bank ran dry", "choir sang")})
    run(checked, models)
    resumed = scores(checked, "H")
    assert resumed != before
    run(checked, models, start="suggest")
    assert scores(checked, "H") == resumed


def test_status_tells_of_a_stage_though_it_is_not_clear_whose_documents_are(
    checked: Path, models: Models
) -> None:
    """It is out of date until that is clear; a run will name the problem."""
    two = GROUP.replace("talk/*}]", "talk/*}, {name: More, kind: group, sources: more/*}]")
    (checked / "more").mkdir()
    change(checked, **{"study.yaml": two, "more/G.txt": "Ann: Well.\n"})
    run(checked, models, only="read")
    run(checked, models, only="segment")
    with open_context(checked, RunOptions(), models=models) as context:
        current = stage_is_current(context)
    assert current["segment"]
    assert not current["suggest"]
    with pytest.raises(InputError, match=r"cases\.csv"):
        run(checked, models)


def test_status_of_a_study_that_has_lost_a_strand_says_what_is_out_of_date(checked: Path) -> None:
    """Its documents are still kept, until a run."""
    change(checked, **{"study.yaml": GROUP.replace("name: Talk", "name: Speech")})
    rows = {what: state for what, _, state in study_status(checked)}
    assert {rows[f"stage {name}"][:11] for name in ("read", "suggest", "matrix")} == {"out of date"}


def test_words_heard_beside_others_are_encoded_once(
    tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the neighbour comes in a later part."""
    monkeypatch.setattr(tagparts, "TEXTS", 5)
    turns = [f"Zed: Part {number} one. Then {number} two." for number in range(40)]
    study = talk(tmp_path / "s", **{"talk/H.txt": "\n\n".join(turns)})
    encoder = models.load_encoder()
    encoder.asked.clear()  # type: ignore[attr-defined]
    run(study, models)
    asked = list(encoder.asked)  # type: ignore[attr-defined]
    whole = [text for text in asked if text.count("Then") and text.startswith("Part")]
    assert len(whole) == len(set(whole)) == 40


def test_one_decision_more_is_counted_and_tags_nothing_anew(checked: Path, models: Models) -> None:
    """A run counts up to the last decision, and learns in steps."""
    study = open_study(checked)
    segment = next(one for one in study.segments if "Bank ran dry" in one.text)
    number = study.decide(segment.id, "more-people", "add", coder="Ada")
    assert run(checked, models).done == ("matrix", "report")
    record = json.loads((checked / "outputs" / "run.json").read_text(encoding="utf-8"))
    assert record["decisions_through"] == number
    assert record["learned_through"] == number - number % 10 < number
    for _ in range(9):
        study.look(segment.id, coder="Ada")
    assert "suggest" in run(checked, models).done
