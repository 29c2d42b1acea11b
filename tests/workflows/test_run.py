"""A run does what is needed and nothing else."""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest

from support import CODEBOOK, INTERVIEW, SURVEY, decide, make_study
from themekit.errors import BusyError, InputError, UsageError
from themekit.events import Coding, Effort
from themekit.records import MeasuredTime
from themekit.store import open_store, writer_lock
from themekit.store.effort import add_measured
from themekit.store.events import append_events, load_kind
from themekit.tagging import CodebookTagger
from themekit.tagging.kit import Kit
from themekit.workflows import suggest, tagparts
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.loading import load_coded
from themekit.workflows.mark import mark_documents
from themekit.workflows.project import open_context
from themekit.workflows.run import RunSummary, run_study
from themekit.workflows.suggestion_basis import suggestion_basis

ALL = ("read", "segment", "suggest", "topics", "matrix", "report")


def table(study: Path, name: str) -> list[dict[str, str]]:
    """Read an output table."""
    text = (study / "outputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def outputs(study: Path) -> dict[str, bytes]:
    """Return every output's bytes but run.json's, which holds times."""
    found = sorted((study / "outputs").iterdir())
    return {path.name: path.read_bytes() for path in found if path.name != "run.json"}


def run(study: Path, models: Models, **options: object) -> RunSummary:
    """Run without progress."""
    return run_study(study, RunOptions(**options), models=models)  # type: ignore[arg-type]


def asked(models: Models) -> tuple[list[str], list[str]]:
    """Return what encoder and analyser were asked since the last call, and forget it."""
    found = []
    for model in (models.load_encoder(), models.load_analyser()):
        found.append(list(model.asked))  # type: ignore[attr-defined]
        model.asked.clear()  # type: ignore[attr-defined]
    return found[0], found[1]


def test_every_unit_is_coded_uncoded_or_skipped(study: Path, models: Models) -> None:
    """The sums of run.json hold and agree with segments.csv."""
    summary = run(study, models)
    assert summary.done == ALL
    units = json.loads((study / "outputs" / "run.json").read_text())["units"]
    rows = table(study, "segments.csv")
    assert units["read"] == len(rows) == 7
    assert units["coded"] + units["uncoded"] + sum(units["skipped"].values()) == 7
    assert units["skipped"] == {"interviewer": 2, "no answer": 1}
    assert [row["segment_id"] for row in rows][-3:] == [
        "survey/R1/worry", "survey/R2/worry", "survey/R3/worry",
    ]  # fmt: skip


def test_a_run_with_nothing_changed_does_nothing(study: Path, models: Models) -> None:
    """No stage is done, no model is asked, no file is touched."""
    run(study, models)
    asked(models)
    before = {path: path.stat().st_mtime_ns for path in (study / "outputs").iterdir()}
    assert run(study, models).done == ()
    assert asked(models) == ([], [])
    assert {path: path.stat().st_mtime_ns for path in (study / "outputs").iterdir()} == before


def test_asking_for_the_deeper_mode_suggests_anew(study: Path, models: Models) -> None:
    """Suggestions of the plain mode are not taken for those of the deeper one, nor twice made."""
    run(study, models)
    assert "suggest" in run(study, models, deeper=True).done
    assert run(study, models, deeper=True).done == ()


def test_a_changed_codebook_reads_and_embeds_no_segment_again(study: Path, models: Models) -> None:
    """Only the words of the codebook are new to the models."""
    run(study, models)
    asked(models)
    make_study(study, **{"codebook.yaml": CODEBOOK + "    include: [cuts]\n"})
    assert run(study, models).done == ("suggest", "matrix", "report")
    encoded, analysed = asked(models)
    texts = {row["text"] for row in table(study, "segments.csv")}
    assert not texts & {*encoded, *analysed}


def test_one_added_transcript_costs_one_transcript(study: Path, models: Models) -> None:
    """The models see the new words and nothing of the old ones."""
    run(study, models)
    asked(models)
    old = {row["text"] for row in table(study, "segments.csv")}
    (study / "interviews" / "P2.txt").write_text("INT: And you?\n\nP2: Waiting lists, mostly.\n")
    run(study, models)
    encoded, analysed = asked(models)
    assert "Waiting lists, mostly." in encoded
    assert not old & {*encoded, *analysed}


def test_resumed_and_fresh_runs_end_in_the_same_bytes(tmp_path: Path, models: Models) -> None:
    """A study that grew step by step is the study that was there from the start."""
    grown = make_study(tmp_path / "a")
    run(grown, models)
    added = {
        "interviews__P2.txt": INTERVIEW.replace("P1", "P2"),
        "survey.csv": SURVEY + "R4,no,The rent\n",
    }
    make_study(grown, **added)
    run(grown, models)
    fresh = make_study(tmp_path / "b", **added)
    run(fresh, models)
    assert outputs(grown) == outputs(fresh)


def test_the_size_of_the_parts_changes_no_byte(
    tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents suggested for two by two end as those suggested for all at once."""
    more = {"survey.csv": SURVEY + "".join(f"R{n},no,The rent {n % 3}\n" for n in range(4, 12))}
    whole = make_study(tmp_path / "a", **more)
    run(whole, models)
    monkeypatch.setattr(suggest, "DOCUMENTS", 2)
    monkeypatch.setattr(tagparts, "TEXTS", 1)
    parted = make_study(tmp_path / "b", **more)
    run(parted, models)
    assert outputs(whole) == outputs(parted)


def test_an_answer_that_many_gave_is_measured_once(
    tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Respondents of the same words come together, however far apart they stand in the table."""
    said = "".join(f"R{n},no,The rent {n % 3}\n" for n in range(4, 13))
    study = make_study(tmp_path / "a", **{"survey.csv": SURVEY + said})
    monkeypatch.setattr(suggest, "DOCUMENTS", 3)
    measured: list[str] = []
    plain = Kit.prepare
    monkeypatch.setattr(
        Kit,
        "prepare",
        lambda self, texts, context: (measured.extend(texts), plain(self, texts, context))[1],
    )
    run(study, models)
    rent = [text for text in measured if text.startswith("The rent")]
    assert len(rent) <= 5
    assert set(rent) == {"The rent 0", "The rent 1", "The rent 2"}


def test_the_stage_says_how_far_it_is_and_ends_at_all(study: Path, models: Models) -> None:
    """Documents done never go back, and the last word is all of them."""
    told: list[tuple[str, int, int]] = []
    run_study(study, RunOptions(), lambda *one: told.append(one), models)
    done = [(done, total) for stage, done, total in told if stage == "suggest"]
    assert done[0] == (0, 4)
    assert done[-1] == (4, 4)
    assert done == sorted(done)


def test_a_missing_or_altered_output_is_repaired(study: Path, models: Models) -> None:
    """A rerun puts back what somebody deleted or edited, and does no other stage."""
    run(study, models)
    before = outputs(study)
    (study / "outputs" / "theme_matrix.md").unlink()
    assert run(study, models).done == ("report",)
    (study / "outputs" / "segments.csv").write_text("edited")
    assert run(study, models).done == ("matrix",)
    (study / "outputs" / "run.json").write_text("{}")
    run(study, models)
    assert outputs(study) == before
    assert json.loads((study / "outputs" / "run.json").read_text())["units"]["read"] == 7


def test_a_removed_transcript_leaves_the_outputs(study: Path, models: Models) -> None:
    """What is no longer a source is no longer counted."""
    (study / "interviews" / "P2.txt").write_text(INTERVIEW.replace("P1", "P2"))
    run(study, models)
    (study / "interviews" / "P2.txt").unlink()
    run(study, models)
    assert {row["document"] for row in table(study, "segments.csv")} == {
        "interviews/P1", "survey/R1", "survey/R2", "survey/R3",
    }  # fmt: skip


def test_people_replace_suggestions_and_no_run_touches_their_word(
    study: Path, models: Models
) -> None:
    """A rejected suggestion counts nowhere, also after everything was done anew."""
    run(study, models)
    row = next(
        one for one in table(study, "suggestions.csv") if one["segment_id"] == "survey/R1/worry"
    )
    segment = next(
        one for one in table(study, "segments.csv") if one["segment_id"] == "survey/R1/worry"
    )
    (said,) = decide(study, (segment, row["code_id"]), decision="reject")
    run(study, models, start="read")
    store = open_store(study)
    with store.reading() as connection:
        kept = load_kind(connection, Coding)
    store.close()
    assert [(one.event_id, one.decision) for one in kept] == [(said.event_id, "reject")]
    status = {one["segment_id"]: one["status"] for one in table(study, "segments.csv")}
    assert status["survey/R1/worry"] == "uncoded"
    assert table(study, "codings.csv")[0]["decision"] == "reject"


def test_a_withdrawn_case_counts_nowhere_and_its_words_are_written_nowhere(
    study: Path, models: Models
) -> None:
    """Who withdraws is out of every file at the next run."""
    run(study, models)
    cases = {
        "cases.csv": "document,withdrawn\nR1,yes\n",
        "study.yaml": (study / "study.yaml").read_text() + "cases: cases.csv\n",
    }
    make_study(study, **cases)
    run(study, models)
    row = next(
        one for one in table(study, "segments.csv") if one["segment_id"] == "survey/R1/worry"
    )
    assert (row["status"], row["skip_reason"], row["text"]) == ("skipped", "withdrawn", "")
    for name, data in outputs(study).items():
        if not name.endswith((".xlsx", ".docx")):
            assert b"Money will run out" not in data, name
    closed = [one for one in table(study, "closed_questions.csv") if one["answer"] == "(positive)"]
    assert [(one["n"], one["answered"]) for one in closed] == [("1", "2")]


def test_closed_questions_are_counted_as_they_stand(study: Path, models: Models) -> None:
    """Two of three said yes."""
    run(study, models)
    rows = {one["answer"]: (one["n"], one["share"]) for one in table(study, "closed_questions.csv")}
    assert rows == {
        "no": ("1", "0.333333"),
        "yes": ("2", "0.666667"),
        "(positive)": ("2", "0.666667"),
    }


def test_too_few_segments_give_no_topics_and_the_reason(study: Path, models: Models) -> None:
    """No crash, and a sentence that says why."""
    run(study, models)
    record = json.loads((study / "outputs" / "run.json").read_text())
    assert "4 codable segments are too few" in record["settings"]["topics"]
    assert table(study, "topics.csv") == []


def test_every_problem_of_every_source_is_named_and_nothing_is_written(
    study: Path, models: Models
) -> None:
    """Two broken files, two sentences, no outputs."""
    (study / "interviews" / "P2.docx").write_bytes(b"PK\x03\x04 cut off")
    (study / "interviews" / "P3.txt").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        run(study, models)
    files = {problem.file for problem in caught.value.problems}
    assert files == {"interviews/P2.docx", "interviews/P3.txt"}
    assert not (study / "outputs").exists()


def test_a_run_that_keeps_going_leaves_broken_sources_out_and_says_so(
    study: Path, models: Models
) -> None:
    """The other documents are unharmed, and a later run without the option still complains."""
    (study / "interviews" / "P2.docx").write_bytes(b"PK\x03\x04 cut off")
    summary = run(study, models, keep_going=True)
    assert [problem.file for problem in summary.problems] == ["interviews/P2.docx"]
    assert len(table(study, "segments.csv")) == 7
    with pytest.raises(InputError, match=r"P2\.docx"):
        run(study, models)


def test_two_files_with_one_document_id_are_an_error(study: Path, models: Models) -> None:
    """Both are named."""
    (study / "interviews" / "P1.md").write_text(INTERVIEW)
    with pytest.raises(
        InputError,
        match=r"P1\.txt: the document id 'interviews/P1' is already that of interviews/P1\.md",
    ):
        run(study, models)


def test_two_runs_at_once_do_not_mix(study: Path, models: Models) -> None:
    """The second is turned away in one sentence."""
    with writer_lock(study), pytest.raises(BusyError, match="Another themekit is writing"):
        run(study, models)


def test_one_stage_alone_needs_those_before_it(study: Path, models: Models) -> None:
    """The sentence says which stage is missing."""
    with pytest.raises(UsageError, match="'topics' stands on 'read', which has not been done yet"):
        run(study, models, only="topics")


def test_from_a_stage_on_everything_is_done_anew_with_the_same_result(
    study: Path, models: Models
) -> None:
    """Doing it again changes nothing."""
    run(study, models)
    before = outputs(study)
    assert run(study, models, start="segment").done == ALL[1:]
    assert outputs(study) == before


def test_a_reflexive_study_gets_no_suggestions(study: Path, models: Models) -> None:
    """Where themes are made by the analyst, the machine is silent."""
    make_study(study, **{"study.yaml": (study / "study.yaml").read_text() + "method: reflexive\n"})
    run(study, models)
    assert table(study, "suggestions.csv") == []
    assert {row["status"] for row in table(study, "segments.csv")} == {"uncoded", "skipped"}


def test_public_outputs_hold_no_text_without_consent(study: Path, models: Models) -> None:
    """Nobody here consented to be quoted, and three respondents are too few to be counted apart."""
    run(study, models, public=True)
    public = study / "outputs" / "public"
    names = {path.name for path in public.iterdir()}
    assert names == {"theme_matrix.csv", "theme_matrix.html", "theme_matrix.md", "theme_matrix.docx",
                     "theme_matrix.xlsx", "codes_by_question.csv", "closed_questions.csv",
                     "methods.html", "methods.docx", "methods.md"}  # fmt: skip
    for name in ("theme_matrix.csv", "theme_matrix.html", "theme_matrix.md"):
        assert "Money will run out" not in (public / name).read_text(encoding="utf-8-sig")
    small = [row for row in csv.DictReader((public / "theme_matrix.csv").read_text(encoding="utf-8-sig").splitlines())
             if row["suppressed"] == "1"]  # fmt: skip
    assert small
    assert all(row["cases"] == "" for row in small)


def test_a_run_that_keeps_going_notices_new_and_changed_sources(
    study: Path, models: Models
) -> None:
    """A broken file beside them hides no change."""
    (study / "interviews" / "P2.docx").write_bytes(b"PK\x03\x04 cut off")
    run(study, models, keep_going=True)
    assert run(study, models, keep_going=True).done == ()
    (study / "interviews" / "P3.txt").write_text(INTERVIEW.replace("P1", "P3"))
    run(study, models, keep_going=True)
    assert "interviews/P3" in {row["document"] for row in table(study, "segments.csv")}


@pytest.mark.parametrize("name", ["What now?", "50% #1 é", "a b&c=d"])
def test_any_folder_name_keeps_its_database_inside(
    tmp_path: Path, models: Models, name: str
) -> None:
    """Signs that mean something in an address mean nothing in a path."""
    study = make_study(tmp_path / name)
    run(study, models, only="read")
    assert (study / ".themekit" / "themekit.db").exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_words_of_the_withdrawn_do_not_stay_as_somebody_elses_context(
    tmp_path: Path, models: Models
) -> None:
    """In a group, the next speaker's passage is shown without what the withdrawn person said."""
    talk = "Ann: SECRETWORD money ran out.\n\nBob: More people came.\n\nAnn: Money again.\n\nBob: More people still.\n"
    text = (
        "title: Group\ncodebook: codebook.yaml\ncases: cases.csv\n"
        "strands: [{name: Talk, kind: group, sources: talk/*}]\n"
    )
    cases = "document,speaker,withdrawn\nG,Ann,yes\nG,Bob,no\n"
    study = make_study(
        tmp_path / "s", **{"study.yaml": text, "talk/G.txt": talk, "cases.csv": cases}
    )
    run(study, models)
    for name, data in outputs(study).items():
        assert b"SECRETWORD" not in data, name
    page = (study / "outputs" / "theme_matrix.md").read_text(encoding="utf-8-sig")
    (base,) = re.findall(r"^\| Talk \| (.*) \|$", page, re.MULTILINE)
    assert base.split(" | ")[3] == "1"


def test_public_outputs_that_are_there_stay_true(study: Path, models: Models) -> None:
    """A later run without the option renews them, so that no withdrawn word lingers."""
    consenting = (study / "study.yaml").read_text() + "consent: {quote: verbatim}\n"
    make_study(study, **{"study.yaml": consenting})
    run(study, models)
    mark_documents(study, all_of=["Interviews", "Survey"], reviewed_by="Ada")
    run(study, models, public=True)
    before = (study / "outputs" / "public" / "theme_matrix.csv").read_bytes()
    (study / "survey.csv").write_text(SURVEY.replace("Money will run out", "The roof leaks"))
    assert "report" in run(study, models).done
    assert (study / "outputs" / "public" / "theme_matrix.csv").read_bytes() != before or all(
        b"Money will run out" not in path.read_bytes()
        for path in (study / "outputs" / "public").glob("*.md")
    )
    assert run(study, models).done == ()


def test_one_stage_alone_does_not_stand_on_one_that_is_out_of_date(
    study: Path, models: Models
) -> None:
    """Else run.json would tell of a codebook from which the suggestions were not made."""
    run(study, models)
    record = (study / "outputs" / "run.json").read_bytes()
    make_study(study, **{"codebook.yaml": CODEBOOK + "    include: [cuts]\n"})
    with pytest.raises(UsageError, match="'matrix' stands on 'suggest', which is out of date"):
        run(study, models, only="matrix")
    assert run(study, models, only="suggest").done == ("suggest",)
    assert (study / "outputs" / "run.json").read_bytes() == record


def test_run_json_names_every_input_by_its_own_hash(study: Path, models: Models) -> None:
    """Anybody can check with sha256sum what a result was made from."""
    import hashlib

    make_study(study, **{"cases.csv": "document,withdrawn\nR1,no\n",
                         "study.yaml": (study / "study.yaml").read_text() + "cases: cases.csv\n"})  # fmt: skip
    run(study, models)
    record = json.loads((study / "outputs" / "run.json").read_text())
    assert set(record["inputs"]) == {"study.yaml", "cases.csv", "interviews/P1.txt", "survey.csv"}
    for name, seen in {**record["inputs"], "codebook.yaml": record["codebook"]["file"]}.items():
        assert seen == hashlib.sha256((study / name).read_bytes()).hexdigest()
    for name, seen in record["outputs"].items():
        assert seen == hashlib.sha256((study / "outputs" / name).read_bytes()).hexdigest()


def scores_of(study: Path) -> dict[str, bytes]:
    """Return the bytes of every file of scores."""
    folder = study / ".themekit" / "scores"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_lost_scores_are_made_again_to_the_byte(study: Path, models: Models) -> None:
    """A run keeps every code's probability on every codable segment, and misses them when gone."""
    run(study, models)
    before = scores_of(study)
    assert len(before) == 1
    for name in before:
        (study / ".themekit" / "scores" / name).unlink()
    assert run(study, models).done == ("suggest",)
    assert scores_of(study) == before
    assert run(study, models).done == ()


def test_scores_do_not_depend_on_how_documents_were_parted(
    tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One part after the other gives the file that all at once give."""
    whole, parted = make_study(tmp_path / "a"), make_study(tmp_path / "b")
    run(whole, models)
    monkeypatch.setattr(suggest, "DOCUMENTS", 1)
    run(parted, models)
    assert scores_of(parted) == scores_of(whole)


def test_a_study_loads_with_a_score_for_every_codable_segment(study: Path, models: Models) -> None:
    """They are loaded where they are asked for, in the order of the segments."""
    run(study, models)
    with open_context(study, models=models) as context:
        assert load_coded(context).scores is None
        coded = load_coded(context, scored=True)
    assert coded.scores is not None
    assert coded.scores.segments == tuple(one.id for one in coded.segments if one.codable)
    assert coded.scores.codes == tuple(code.id for code in coded.codebook.codes)
    assert coded.scores.values.shape == (4, 2)
    assert len(coded.scores.thresholds) == 2
    told = {(one.segment_id, one.code_id): one.score for one in coded.suggestions}
    for row, segment in enumerate(coded.scores.segments):
        for column, code in enumerate(coded.scores.codes):
            if (segment, code) in told:
                found = float(coded.scores.values[row, column])
                assert abs(told[segment, code] - found) < 1e-6


def test_a_checked_segment_keeps_a_score_that_was_not_learned_from_it(
    tmp_path: Path, models: Models
) -> None:
    """The score of a lesson is the left-out one."""
    said = "".join(f"R{n},no,Answer number {n} on more people\n" for n in range(4, 34))
    study = make_study(tmp_path / "a", **{"survey.csv": SURVEY + said})
    run(study, models)
    rows = [row for row in table(study, "segments.csv") if row["text"].startswith("Answer")]
    decide(study, *((row, "more-people") for row in rows[:20]))
    run(study, models)
    with open_context(study, models=models) as context:
        coded = load_coded(context, scored=True)
        found = suggestion_basis(context)
        assert found.seen is not None
        tagger = CodebookTagger(context.codebook, context.encoder(), context.analyser())
        prepared = tagger.prepare(found.seen.texts, found.seen.context)
        tagger.fit(prepared, found.seen.y, groups=found.seen.groups)
    assert coded.scores is not None
    place = {id_: row for row, id_ in enumerate(coded.scores.segments)}
    kept = coded.scores.values[[place[id_] for id_ in found.seen.ids]]
    assert np.abs(kept - tagger.left_out()).max() < 1e-5
    assert np.abs(kept - tagger.predict_proba(prepared)).max() > 5e-5


def test_hours_are_summed_with_how_they_are_known(study: Path, models: Models) -> None:
    """Those measured, those written down, and what is assumed of those who told."""
    store = open_store(study)
    with store.writing() as connection:
        add_measured(connection, [MeasuredTime("", "reading", "people", 30, 12)])
    run(study, models)
    (told, read) = sorted(table(study, "effort.csv"), key=lambda row: row["basis"])
    assert (read["activity"], read["role"], read["minutes"]) == ("reading", "people", "30")
    assert (read["basis"], read["passages"], read["assumption"]) == ("measured", "12", "")
    assert (told["role"], told["basis"], told["passages"]) == ("teller", "assumed", "")
    assert "words written a minute" in told["assumption"]
    with store.appending() as connection:
        written = {"activity": "telling", "role": "teller", "minutes": 240.0}
        append_events(connection, [Effort(coder="Ada", wave="", **written)])
    run(study, models)
    rows = table(study, "effort.csv")
    assert [row["basis"] for row in rows] == ["measured", "written down"]
    assert [row["minutes"] for row in table(study, "effort_written.csv")] == ["240"]
    with store.writing() as connection:
        add_measured(connection, [MeasuredTime("", "reading", "people", 5, 1)])
    store.close()
    run(study, models)
    assert table(study, "effort.csv")[0]["minutes"] == "35"
