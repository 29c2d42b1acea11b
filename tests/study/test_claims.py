"""questions.csv, findings.yaml and recommendations.yaml, and their names in the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.errors import InputError
from themekit.study import (
    ClosedItem,
    Finding,
    Outline,
    OutlineItem,
    OutlineSection,
    QuestionAsked,
    Recommendation,
    Strand,
    Study,
    check_against_codebook,
    check_findings,
    check_questions,
    load_findings,
    load_questions,
    load_recommendations,
    read_findings,
    read_questions,
)

if TYPE_CHECKING:
    from pathlib import Path

STRAND = Strand("Talks", "talks", "interview", ("t/*",))


def study(folder: Path, text: str = "", file: str = "") -> Study:
    """Build a study by hand, after writing one of its files."""
    if file:
        (folder / file).write_text(text, encoding="utf-8")
    names = {"questions": "q.csv", "findings": "f.yaml", "recommendations": "r.yaml"}
    return Study(folder, "T", folder / "cb.yaml", (STRAND,), **names)


# -- questions ----------------------------------------------------------------------------------


def test_a_question_knows_whom_it_was_asked_of_and_what_it_prompts(tmp_path: Path) -> None:
    """Strands by name or slug; codes with | or ; between them."""
    text = (
        "strand,document,question,asked,prompts_codes\n"
        "talks,,How many?,yes,more | needs\nTalks,V01,Why?,no,a;b\n"
    )
    assert load_questions(study(tmp_path, text, "q.csv")) == (
        QuestionAsked(2, "Talks", "", "How many?", True, ("more", "needs")),
        QuestionAsked(3, "Talks", "V01", "Why?", False, ("a", "b")),
    )


def test_without_the_column_every_question_was_asked(tmp_path: Path) -> None:
    """A plain list of questions is a list of those asked."""
    (one,) = load_questions(study(tmp_path, "strand,question\ntalks,Why?\n", "q.csv"))
    assert one.asked is True


def test_a_study_without_the_files_has_none_of_it(tmp_path: Path) -> None:
    """Questions, findings and recommendations are not required."""
    bare = Study(tmp_path, "T", tmp_path)
    assert load_questions(bare) == load_findings(bare) == load_recommendations(bare, ()) == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("strand,qestion\ntalks,Why?\n", 1, "the table has no column 'question' (did you mean 'q"),
        ("strand,question\ntalks,\n", 2, "the row has no question"),
        ("strand,question\n,Why?\n", 2, "the row names neither a strand nor a document"),
        ("strand,question\ntalk,Why?\n", 2, "there is no strand 'talk' (did you mean 'Talks'?)"),
        ("strand,question,asked\ntalks,Why?,\n", 2, "'asked' should be yes or no, not ''"),
    ],
)
def test_a_wrong_question_is_one_clear_sentence(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """Every problem has its line."""
    _, problems = read_questions(study(tmp_path, text, "q.csv"))
    said = [problem for problem in problems if problem.severity == "error"]
    assert [problem.line for problem in said] == [line]
    assert words in str(said[0])


def test_loading_wrong_questions_raises(tmp_path: Path) -> None:
    """What check shows stops a run."""
    with pytest.raises(InputError, match=r"q\.csv:2: the row has no question"):
        load_questions(study(tmp_path, "strand,question\ntalks,\n", "q.csv"))


# -- findings and recommendations ---------------------------------------------------------------

FINDING = "- {id: F1, statement: More people came., codes: more}\n"


@pytest.mark.parametrize("head", ["", "findings:\n"])
def test_a_finding_is_read_with_all_its_keys(tmp_path: Path, head: str) -> None:
    """The list may stand alone or under its name."""
    text = head + (
        "- id: F1\n  section: Demand\n  statement: More people came.\n  codes: [more, needs]\n"
        "  against: [level]\n  segments: talks/V01/0001\n  support: {Talks: strong}\n"
        "  author: AB\n  status: draft\n"
    )
    assert load_findings(study(tmp_path, text, "f.yaml")) == (
        Finding(
            line=2 if head else 1,
            id="F1",
            statement="More people came.",
            section="Demand",
            codes=("more", "needs"),
            against=("level",),
            segments=("talks/V01/0001",),
            support=(("Talks", "strong"),),
            author="AB",
            status="draft",
        ),
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("findngs: []\n", 1, "'f.yaml' should be a list"),
        ("- {id: F1}\n", 1, "'statement' is missing"),
        (FINDING + FINDING, 2, "the id 'F1' stands twice"),
        (FINDING + "- {id: F2, statement: x, code: y}\n", 2, "unknown key 'code' (did you mean 'c"),
        ("- id: F1\n  statement: x\n  support: {Talk: y}\n", 3, "there is no strand 'Talk' (did"),
        ("- [x\n", 1, "is not closed"),
    ],
)
def test_a_wrong_finding_is_one_clear_sentence(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """Every problem has its line."""
    with pytest.raises(InputError) as caught:
        load_findings(study(tmp_path, text, "f.yaml"))
    assert [problem.line for problem in caught.value.problems] == [line]
    assert words in str(caught.value)


def test_a_recommendation_rests_on_findings(tmp_path: Path) -> None:
    """Or on none, if it says so."""
    text = (
        "recommendations:\n- {id: 1, text: Plan together, addressee: Councils, rests_on: [F1]}\n"
        "- {id: 2, text: Listen, link: none}\n"
    )
    findings = (Finding(1, "F1", "x"),)
    assert load_recommendations(study(tmp_path, text, "r.yaml"), findings) == (
        Recommendation(2, "1", "Plan together", "Councils", ("F1",), "direct"),
        Recommendation(3, "2", "Listen", link="none"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {id: 1, text: x, rests_on: [F2]}\n", "there is no finding 'F2' (possible: 'F1')"),
        ("- {id: 1, text: x}\n", "is linked but rests on no finding (fill 'rests_on', or write"),
        ("- {id: 1, text: x, link: non}\n", "'link' should be 'direct', 'inferred' or 'none'"),
    ],
)
def test_a_wrong_recommendation_is_one_clear_sentence(
    tmp_path: Path, text: str, words: str
) -> None:
    """A broken link to a finding is found."""
    with pytest.raises(InputError) as caught:
        load_recommendations(study(tmp_path, text, "r.yaml"), (Finding(1, "F1", "x"),))
    assert words in str(caught.value)


# -- names in the codebook ----------------------------------------------------------------------

THEMES = ("Demand", "Funding")
CODES = frozenset({"more", "More people", "tenders"})


def test_names_that_the_codebook_has_are_no_problem(tmp_path: Path) -> None:
    """Themes by name, codes by name or id."""
    closed = (ClosedItem("a", "a", "Demand"), ClosedItem("b", "b"))
    items = (OutlineItem("Funding"), OutlineItem("", "More people", "after"))
    sound = Study(
        tmp_path,
        "T",
        tmp_path,
        (Strand("S", "s", "survey", ("x",), closed=closed),),
        outlines=(Outline("o", (OutlineSection("H", items),)),),
    )
    assert check_against_codebook(sound, THEMES, CODES) == ()


def test_names_that_the_codebook_lacks_have_their_line_and_nearest_match(tmp_path: Path) -> None:
    """The lines are those of study.yaml."""
    closed = (ClosedItem("a", "a", "Demnd"),)
    items = (OutlineItem("Fundin"), OutlineItem("", "Tender"), OutlineItem("tenders"))
    lines = {
        ("strands", 0, "closed", "a", "section"): 7,
        ("outlines", "o", "H", 0): 10,
        ("outlines", "o", "H", 1): 11,
        ("outlines", "o", "H"): 9,
    }
    wrong = Study(
        tmp_path,
        "T",
        tmp_path,
        (Strand("S", "s", "survey", ("x",), closed=closed),),
        outlines=(Outline("o", (OutlineSection("H", items),)),),
        lines=lines,
    )
    assert [str(problem) for problem in check_against_codebook(wrong, THEMES, CODES)] == [
        "study.yaml:7: the codebook has no theme 'Demnd' (did you mean 'Demand'?)",
        "study.yaml:10: the codebook has no theme 'Fundin' (did you mean 'Funding'?)",
        "study.yaml:11: the codebook has no code 'Tender' (did you mean 'tenders'?)",
        "study.yaml:9: the codebook has no theme 'tenders' (for a code write 'code: tenders')",
    ]


def test_prompted_codes_are_looked_up(tmp_path: Path) -> None:
    """A question cannot prompt a code that is not there."""
    questions = (QuestionAsked(4, "Talks", "", "Why?", asked=True, prompts_codes=("more", "mre")),)
    found = check_questions(study(tmp_path), questions, CODES)
    assert [str(one) for one in found] == [
        "q.csv:4: the codebook has no code 'mre' (did you mean 'more'?)"
    ]


def test_codes_of_findings_are_looked_up(tmp_path: Path) -> None:
    """What speaks against may be words, so only a likely slip is a warning there."""
    finding = Finding(
        3, "F1", "x", codes=("more", "mre"), against=("tender", "One manager disagrees strongly.")
    )
    found = check_findings(study(tmp_path), (finding,), CODES)
    assert [(one.line, one.severity, one.hint) for one in found] == [
        (3, "error", "did you mean 'more'?"),
        (3, "warning", "did you mean 'tenders'?"),
    ]


def test_reading_findings_keeps_the_sound_ones(tmp_path: Path) -> None:
    """One broken finding does not hide the others from check."""
    findings, problems = read_findings(study(tmp_path, FINDING + "- {id: F2}\n", "f.yaml"))
    assert ([one.id for one in findings], len(problems)) == (["F1"], 1)
