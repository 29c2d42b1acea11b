"""What `check` says of each document, and of its language."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from support import STUDY, make_study
from themekit.errors import Problem
from themekit.workflows.check import CheckReport, check_study
from themekit.workflows.context import Models
from themekit.workflows.run import run_study

WELSH = (
    "Roedd y rhestr aros yn hir iawn ac nid oedd neb yn dweud dim wrthym ni yn y cyfamser, "
    "ond roedden nhw'n hyfryd iawn ar ôl i ni gyrraedd yno."
)
FRENCH = "J'ai attendu très longtemps et personne ne m'a rien dit, mais après c'était très bien."
ENGLISH = "Nobody told us how long it would take, but they were lovely once we were there."


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Patterns are looked for with the stand-in."""
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)


def languages(report: CheckReport) -> list[Problem]:
    """Return what was said about languages."""
    return [one for one in report.problems if "--spacy-model" in one.hint]


def test_a_transcript_in_another_language_is_named_with_the_way_out(study: Path) -> None:
    """The warning names file and language and the two options."""
    make_study(study, **{"interviews/W1.txt": f"INT: {WELSH}\n\nW1: {WELSH}\n"})
    report = check_study(study)
    (warning,) = languages(report)
    assert str(warning).startswith("interviews/W1.txt: the text seems to be in Welsh, not in Eng")
    assert warning.severity == "warning"
    assert "--model" in warning.hint
    shown = {one.name: one.cells()[6] for one in report.documents}
    assert shown == {"interviews/P1": "English", "interviews/W1": "Welsh", "survey.csv": ""}


def test_a_transcript_of_which_more_than_a_third_is_another_language_is_named(
    study: Path,
) -> None:
    """As where the interviewer asks in English and the answers are interpreted."""
    make_study(study, **{"interviews/W1.txt": f"INT: {ENGLISH}\n\nW1: {WELSH}\n"})
    (warning,) = languages(check_study(study))
    assert "more than a third of the text seems not to be in English: Welsh (" in warning.message


def test_a_short_stretch_in_another_language_is_a_note(study: Path) -> None:
    """A greeting or a quotation is no reason to change models."""
    said = f"INT: {ENGLISH}\n\nW1: {ENGLISH * 6}\n\nINT: {ENGLISH}\n\nW1: {FRENCH}\n"
    make_study(study, **{"interviews/W1.txt": said})
    (note,) = languages(check_study(study))
    assert note.severity == "note"
    assert "a part of the text seems not to be in English: French" in note.message


def test_answers_in_other_languages_are_counted_over_the_table(study: Path) -> None:
    """One sentence a table, not one an answer."""
    rows = [f"E{at},yes,{ENGLISH.replace(',', ';')}" for at in range(8)]
    rows += [f'W{at},no,"{WELSH}"' for at in range(3)] + [f'F1,no,"{FRENCH}"']
    make_study(study, **{"survey.csv": "\n".join(["respondent,agree,worry", *rows])})
    (warning,) = languages(check_study(study))
    assert warning.file == "survey.csv"
    assert "Welsh (3), French (1)" in warning.message


def test_many_documents_in_another_language_are_told_in_a_few_lines(study: Path) -> None:
    """Five by name, the rest counted."""
    files = {f"interviews/F{at}.txt": f"INT: {FRENCH}\n\nF{at}: {FRENCH}\n" for at in range(9)}
    found = languages(check_study(make_study(study, **files)))
    assert len(found) == 6
    assert "4 more files of this strand" in found[-1].message


def test_a_text_in_no_known_language_may_be_the_wrong_file(study: Path) -> None:
    """No model would help."""
    noise = "xqzt vbnm hjkl qwrt zxcv bnmp lkjh gfds qqww zzxx ccvv bbnn mmll kkjj"
    make_study(study, **{"interviews/X1.txt": noise})
    found = [one for one in check_study(study).problems if "no language" in one.message]
    assert [(one.file, one.hint) for one in found] == [
        ("interviews/X1.txt", "is it the right file?")
    ]


def test_nothing_is_said_of_english(study: Path) -> None:
    """The usual study gets no line about languages."""
    assert languages(check_study(study)) == []


def test_interviewers_are_shown_whatever_their_case(study: Path) -> None:
    """As they are when segments are cut."""
    make_study(study, **{"study.yaml": STUDY.replace("[INT]", "[int]")})
    assert check_study(study).documents[0].interviewer == ("INT",)


def asking(problems: Iterable[Problem]) -> list[Problem]:
    """Return what was said about who asks."""
    return [one for one in problems if "interviewer's" in one.message]


TALK = "Dan: So how was it for you?\n\nEve: Long.\n\nDan: And then?\n\nEve: Longer still.\n"


def test_a_transcript_in_which_nobody_is_known_to_ask_is_doubted(study: Path) -> None:
    """Else its questions are coded without a word."""
    settings = STUDY.replace("    interviewer: [INT]\n", "")
    files = {"study.yaml": settings, "interviews/D1.txt": TALK, "interviews/D2.txt": TALK + "\n"}
    make_study(study, **files)
    first, second = asking(check_study(study).problems)
    assert (first.severity, first.doubt) == ("warning", "nobody-asks")
    assert str(first) == (
        "interviews/D1.txt: no label looks like an interviewer's (here: Dan, Eve), so questions "
        "are coded too (name who asks under 'interviewer' in study.yaml, as the label stands in "
        "the text)"
    )
    assert second.file == "interviews/D2.txt"


def test_a_run_says_likewise_that_nobody_is_known_to_ask(study: Path, models: Models) -> None:
    """Every time, until somebody has named who asks; no text is read again for it."""
    settings = STUDY.replace("    interviewer: [INT]\n", "")
    make_study(study, **{"study.yaml": settings, "interviews/D1.txt": TALK})
    for _ in range(2):
        assert len(asking(run_study(study, models=models).problems)) == 1
    make_study(study, **{"study.yaml": STUDY.replace("[INT]", "[INT, Dan]")})
    assert asking(run_study(study, models=models).problems) == []


def test_a_run_without_a_change_loads_no_transcript_to_say_so(
    study: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is doubted is kept with what it rests on."""
    settings = STUDY.replace("    interviewer: [INT]\n", "")
    make_study(study, **{"study.yaml": settings, "interviews/D1.txt": TALK})
    first = asking(run_study(study, models=models).problems)
    for name in ("doubts.load_bare_documents", "segment.load_documents", "loading.load_documents"):
        monkeypatch.setattr(f"themekit.workflows.{name}", lambda *_: pytest.fail("loaded"))
    again = run_study(study, models=models)
    assert again.done == ()
    assert asking(again.problems) == first
    assert len(first) == 1


def test_a_transcript_that_is_gone_is_warned_of_no_more(study: Path, models: Models) -> None:
    """What was kept is what the study holds now."""
    settings = STUDY.replace("    interviewer: [INT]\n", "")
    make_study(study, **{"study.yaml": settings, "interviews/D1.txt": TALK})
    assert len(asking(run_study(study, models=models).problems)) == 1
    (study / "interviews" / "D1.txt").unlink()
    assert asking(run_study(study, models=models).problems) == []


@pytest.mark.parametrize("key", ["cases", "questions", "findings", "recommendations"])
def test_a_table_that_is_not_there_is_told_once(key: str, study: Path) -> None:
    """With the line of study.yaml that names it."""
    make_study(study, **{"study.yaml": f"{STUDY}{key}: missing.csv\n"})
    found = [one for one in check_study(study).problems if "missing.csv" in one.message]
    assert [one.file for one in found] == ["study.yaml"]


def test_patterns_are_not_judged_while_a_source_is_broken(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What matches nothing in half of the material may match in the other half."""
    monkeypatch.setattr(
        "themekit.workflows.examining.idle_patterns", lambda *_: pytest.fail("judged")
    )
    make_study(study, **{"interviews/P2.docx": "not a zip"})
    assert check_study(study).errors == 1


def test_a_document_is_told_in_a_sentence_where_a_table_is_too_wide(study: Path) -> None:
    """Turns, speakers, interviewer, words and language, as in the table."""
    make_study(study, **{"interviews/N1.txt": f"{ENGLISH}\n"})
    told = {one.name: one.told() for one in check_study(study).documents}
    assert told == {
        "interviews/N1": "Interviews; no speakers are marked; 16 words; English",
        "interviews/P1": "Interviews; 4 turns; speakers: INT, P1; interviewer: INT; 31 words; English",
        "survey.csv": "Survey; 3 answers; 3 respondents; 12 words",
    }


def test_a_survey_of_several_waves_is_told_by_people_and_waves(study: Path) -> None:
    """Who comes again is one person; a wave with too few rows is seen before anything is read."""
    settings = STUDY.replace(
        "    open: [worry]",
        "    open: [worry]\n    case: who\n    wave: {column: date, by: quarter}",
    )
    rows = ["R1,Ann,2021-01-05,yes,Money", "R2,Ann,2021-04-05,no,Money", "R3,Bob,2021-04-06,no,Hm"]
    table = "\n".join(["respondent,who,date,agree,worry", *rows])
    make_study(study, **{"study.yaml": settings, "survey.csv": f"{table}\n"})
    (told,) = (one for one in check_study(study).documents if one.is_table)
    assert told.speakers == ("2 people in 3 rows", "rows by wave: 2021-Q1 1, 2021-Q2 2")


def test_a_study_in_a_synced_folder_is_warned_of(tmp_path: Path) -> None:
    """What is confidential would leave the computer; `check` says by which program."""
    report = check_study(make_study(tmp_path / "OneDrive - University" / "study"))
    assert any("OneDrive copies to other computers" in one.message for one in report.problems)
