"""study.yaml: what it may say, and what is said of it when it is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.errors import InputError
from themekit.study import (
    ClosedItem,
    Consent,
    OutlineItem,
    Population,
    Support,
    TurnColumns,
    WaveColumn,
    load_study,
    read_study,
    settings_of,
    starter_study,
    unit_settings,
)

Make = Callable[..., Path]
STRANDS = "strands:\n  - {name: Interviews, kind: interview, sources: iv/*}\n"

SURVEY = "strands:\n- name: S\n  kind: survey\n  sources: iv/*\n"


def test_title_codebook_and_strands_are_enough(make: Make) -> None:
    """Everything else has its default."""
    study = load_study(make("strands: []\n"))
    assert (study.title, study.strands, study.method) == ("T", (), "codebook")
    assert (study.consent, study.cases, study.store) == (Consent(), None, "sqlite")


def test_a_study_is_named_by_its_folder_or_its_file(make: Make) -> None:
    """Both ways lead to the same study."""
    root = make()
    assert load_study(root) == load_study(root / "study.yaml")


def test_a_strand_takes_its_defaults_from_name_and_kind(make: Make) -> None:
    """Slug and attribution come from the name, the unit from the kind."""
    (strand,) = load_study(make()).strands
    assert (strand.slug, strand.attribution, strand.unit) == ("interviews", "Interviews", "turn")
    assert (strand.role, strand.sample, strand.sources) == ("primary", "opportunity", ("iv/*",))


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("interview", "turn"),
        ("group", "turn"),
        ("case-study", "paragraph"),
        ("literature", "paragraph"),
        ("notes", "paragraph"),
    ],
)
def test_the_unit_follows_the_kind(make: Make, kind: str, unit: str) -> None:
    """What is coded at a time is what the material is made of."""
    text = f"strands:\n- {{name: A, kind: {kind}, sources: iv/*}}\n"
    assert load_study(make(text)).strands[0].unit == unit


def test_a_survey_is_read_with_all_its_keys(make: Make) -> None:
    """The example of the contract becomes records."""
    text = SURVEY + (
        "  id: respondent\n  case: person\n  question: q\n  open: [worry, help]\n"
        "  attributes: [band]\n  wave: {column: date, by: quarter}\n"
        "  closed:\n"
        "    more: {label: More people, section: Demand, type: scale, order: [no, yes],"
        " positive: [yes], missing: ['', n/a]}\n"
        "    channels: {type: multi, separator: ' / '}\n"
        "    plain:\n"
    )
    (strand,) = load_study(make(text)).strands
    assert (strand.id, strand.case, strand.question) == ("respondent", "person", "q")
    assert (strand.open, strand.attributes, strand.unit) == (("worry", "help"), ("band",), "answer")
    assert strand.wave == WaveColumn("date", "quarter")
    assert strand.closed == (
        ClosedItem("more", "More people", "Demand", "scale", ("no", "yes"), ("yes",), ("", "n/a")),
        ClosedItem("channels", "channels", type="multi", separator=" / "),
        ClosedItem("plain", "plain"),
    )


@pytest.mark.parametrize("written", ["2021", "'2021'", "2021-07"])
def test_a_wave_may_be_written_as_a_number(make: Make, written: str) -> None:
    """YAML would make a number or a date of it."""
    text = f"{STRANDS.rstrip()[:-1]}, wave: {written}}}\n"
    assert load_study(make(text)).strands[0].wave == written.strip("'")


def test_the_other_parts_of_a_study_become_records(make: Make) -> None:
    """Consent, population and support are small records."""
    text = STRANDS + (
        "consent: {quote: verbatim, review: yes}\nsupport: {name: Line, phone: 020 7946 0123}\n"
        "population:\n  band: {source: census, date: 2021, shares: {low: 0.4, high: 60%}}\n"
        "store: postgresql://host/db\nmethod: reflexive\n"
    )
    study = load_study(make(text))
    assert study.consent == Consent("verbatim", review=True, told=frozenset({"quote", "review"}))
    assert study.support == Support("Line", "020 7946 0123")
    shares = (("low", 0.4), ("high", 0.6))
    assert study.population == (Population("band", "census", "2021", "", shares),)
    assert (study.store, study.method) == ("postgresql://host/db", "reflexive")


def test_an_outline_names_themes_and_codes_with_periods(make: Make) -> None:
    """An item is a theme, or a code with its prefix, in all periods or in one."""
    text = STRANDS + (
        "outlines:\n  summary:\n    Money: ['Funding @during', 'code: Eased  terms']\n"
        "    Rest: [code: Tenders @after, {theme: Demand}, A @ home]\n    One: Demand\n"
    )
    (outline,) = load_study(make(text)).outlines
    assert outline.name == "summary"
    assert [section.heading for section in outline.sections] == ["Money", "Rest", "One"]
    assert [item for section in outline.sections for item in section.items] == [
        OutlineItem("Funding", "", "during"),
        OutlineItem("", "Eased terms"),
        OutlineItem("", "Tenders", "after"),
        OutlineItem("Demand"),
        OutlineItem("A @ home"),
        OutlineItem("Demand"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("strnds: []\n", 3, "unknown key 'strnds' (did you mean 'strands'?)"),
        ("strands: []\nmethod: codebok\n", 4, "'method' should be 'reliability', 'codebook' or"),
        ("strands: x\n", 3, "'strands' should be a list"),
        ("strands:\n- x\n", 4, "item 1 of 'strands' should be a mapping"),
        ("strands:\n- kind: interview\n  sources: iv/*\n", 4, "'name' is missing"),
        ("strands:\n- name: A\n  sources: iv/*\n", 4, "'kind' is missing"),
        ("strands:\n- name: A\n  kind: interview\n", 4, "'sources' is missing"),
        ("strands:\n- {name: A, kind: interview, sources: []}\n", 4, "'sources' is empty"),
        ("strands:\n- {name: A, kind: intervew, sources: iv/*}\n", 4, "did you mean 'interview'?"),
        (STRANDS + "  - {name: Interviews, kind: notes, sources: cb.yaml}\n", 5, "two strands are"),
        (STRANDS + "  - {name: INTERVIEWS, kind: notes, sources: iv/*}\n", 5, "would both be"),
        (STRANDS.replace("Interviews", "Imported"), 4, "kept for imported documents"),
        (SURVEY, 5, "the survey 'S' names no question (add 'open: [column]'"),
        (SURVEY + "  open: [a]\n  unit: turn\n", 8, "a survey has no turns"),
        (SURVEY + "  open: [a]\n  closed: {a: {}}\n", 7, "the column 'a' is both open and closed"),
        (STRANDS[:-2] + ", open: [a]}\n", 4, "'open' is for surveys, and 'Interviews' is of kind"),
        (STRANDS[:-2] + ", id: a}\n", 4, "'id' is for surveys"),
        (STRANDS[:-2] + ", unit: answer}\n", 4, "the unit 'answer' is for surveys"),
        (STRANDS[:-2] + ", wave: {column: a}}\n", 4, "a wave from a column needs a survey"),
        (SURVEY + "  open: [a]\n  wave: {colum: a}\n", 8, "unknown key 'colum'"),
        (SURVEY + "  open: [a]\n  wave: {column: a, by: weekly}\n", 8, "'by' should be 'day', 'mo"),
        (SURVEY + "  closed:\n    a: {typ: scale}\n", 8, "unknown key 'typ' (did you mean 'type'"),
        (SURVEY + "  closed:\n    a: {type: scal}\n", 8, "'type' should be 'scale', 'single', 'mu"),
        (SURVEY + "  closed:\n    a: {separator: ;}\n", 8, "'separator' is for questions of type"),
        (SURVEY + "  closed:\n    a: {type: number, order: [1]}\n", 8, "'order' is not for quest"),
        (SURVEY + "  closed:\n    a: {order: [yes], positive: [yse]}\n", 8, "'yse' is not in 'or"),
        (SURVEY + "  closed:\n    a: {positive: [no], missing: [no]}\n", 8, "stands in 'missing'"),
        (STRANDS + "consent: {quote: verbatm}\n", 5, "'quote' should be 'verbatim', 'paraphrase'"),
        (STRANDS + "consent: {review: maybe}\n", 5, "'review' should be yes or no, not 'maybe'"),
        (STRANDS + "cases: caes.csv\n", 5, "'cases': there is no file 'caes.csv'"),
        (STRANDS + "cases: ../cases.csv\n", 5, "'cases': '../cases.csv' leads out of the study"),
        (STRANDS + "questions: iv\n", 5, "'questions': 'iv' is a folder"),
        (STRANDS + "store: mysql://x\n", 5, "'store' should be 'sqlite' or a PostgreSQL URL"),
        (STRANDS + "support: call us\n", 5, "'support' should be a mapping"),
        (STRANDS + "population: {a: {}}\n", 5, "'shares' is missing"),
        (STRANDS + "population: {a: {shares: {b: 2}}}\n", 5, "'b' should be a share such as 0.18"),
        (STRANDS + "population: {a: {shares: {b: 0.8, c: 0.4}}}\n", 5, "the shares of 'a' add to"),
        (STRANDS + "outlines: {report: {A: B}}\n", 5, "the outline 'report' is made from the code"),
        (STRANDS + "outlines: {x: [A]}\n", 5, "should be a mapping of headings to themes"),
        (STRANDS + "outlines:\n  x:\n    A:\n", 7, "nothing stands under the heading 'A'"),
        (STRANDS + "outlines:\n  x:\n    A:\n    - B @durin\n", 8, "'@durin' is not a period (did"),
        (STRANDS + "outlines: {x: {A: ['code: ']}}\n", 5, "names neither a theme nor a code"),
        (STRANDS + "outlines: {x: {A: [{cod: B}]}}\n", 5, "should be a theme or a code (write"),
    ],
)
def test_a_wrong_study_file_is_one_clear_sentence(
    make: Make, text: str, line: int, words: str
) -> None:
    """The problem names its line and what would be right."""
    _, problems = read_study(make(text))
    said = [problem for problem in problems if words in str(problem)]
    assert said, [str(problem) for problem in problems]
    assert (said[0].file, said[0].line, said[0].severity) == ("study.yaml", line, "error")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("codebook: cb.yaml\n", "'title' is missing (add 'title: ...')"),
        ("title: T\n", "'codebook' is missing (add 'codebook: codebook.yaml')"),
        ("title: ''\ncodebook: cb.yaml\n", "'title' is empty"),
        ("title: T\ncodebook: cd.yaml\n", "there is no file 'cd.yaml' (did you mean 'cb.yaml'?)"),
        ("title: T\ncodebook: ../cb.yaml\n", "'codebook': there is no file '../cb.yaml'"),
    ],
)
def test_a_required_key_is_asked_for(make: Make, head: str, words: str) -> None:
    """Loading stops with the sentence that check would show."""
    with pytest.raises(InputError) as caught:
        load_study(make(STRANDS, head))
    assert words in str(caught.value)


def test_all_problems_come_at_once_in_the_order_of_the_file(make: Make) -> None:
    """A user mends a file in one go."""
    text = "titel: x\nstrands:\n- {name: A, kind: interview, sources: no/*}\nmethod: x\n"
    _, problems = read_study(make(text, "codebook: no.yaml\ncases: no.csv\n"))
    assert [problem.line for problem in problems] == [1, 1, 2, 3, 5, 6]


def test_a_password_is_refused_and_not_repeated(make: Make) -> None:
    """Secrets belong in the environment, and not on a screen either."""
    for url in ("postgresql://u:sesame@h/d", "postgresql://h/d?password=sesame"):
        _, problems = read_study(make(STRANDS + f"store: {url}\n"))
        assert [problem.message for problem in problems] == ["'store' holds a password"]
        assert "sesame" not in str(problems[0])


def test_a_codebook_may_lie_outside_the_study(make: Make, tmp_path: Path) -> None:
    """One codebook serves several studies."""
    (tmp_path / "shared.yaml").write_text("codes: []\n", encoding="utf-8")
    study = load_study(make(STRANDS, "title: T\ncodebook: ../shared.yaml\n"))
    assert study.codebook == (tmp_path / "shared.yaml").resolve()


def test_an_empty_folder_is_no_study(tmp_path: Path) -> None:
    """The way out is named."""
    with pytest.raises(InputError, match=r"there is no study\.yaml here \(make one with 'themekit"):
        load_study(tmp_path)


def test_another_file_is_no_study(make: Make) -> None:
    """A codebook given by mistake is not read as a study."""
    with pytest.raises(InputError, match=r"cb\.yaml' is no study folder"):
        load_study(make() / "cb.yaml")


def test_the_starter_is_a_valid_study_once_its_sources_exist(make: Make) -> None:
    """What init writes passes check, whatever the title."""
    text = starter_study('A "quoted": title', "cb.yaml")
    study = load_study(make(text, "", **{"interviews__A.txt": "Hello"}))
    assert study.title == 'A "quoted": title'


def test_the_commented_parts_of_the_starter_are_valid_too(make: Make) -> None:
    """A user who takes the comment signs away has a study."""
    text = starter_study("T", "cb.yaml").replace("  # - name", "  - name").replace("  #   ", "    ")
    lines = [line.removeprefix("# ") for line in text.splitlines()[1:]]
    more = {"interviews__A.txt": "", "survey.csv": "", "cases.csv": "", "questions.csv": ""}
    study = load_study(make("\n".join(lines), "", **more))
    assert [strand.kind for strand in study.strands] == ["interview", "survey"]
    assert (study.cases, study.outlines[0].name) == ("cases.csv", "summary")


def test_settings_change_with_what_they_influence_and_nothing_else(make: Make) -> None:
    """A new label re-reads nothing; a new column re-reads the strand; a unit re-segments it."""
    base = SURVEY + "  closed: {a: {label: L}}\n"
    one, relabelled, column, unit = (
        load_study(make(text)).strands[0]
        for text in (
            base,
            base.replace("label: L", "label: M"),
            base.replace("{a:", "{b:"),
            base + "  unit: sentence\n",
        )
    )
    assert settings_of(one) == settings_of(relabelled) == settings_of(unit) != settings_of(column)
    assert unit_settings(one) == unit_settings(column) != unit_settings(unit)


def test_settings_know_a_wave_column(make: Make) -> None:
    """A wave from a column is part of reading."""
    base = SURVEY + "  open: [a]\n  wave: "
    year, month = (
        load_study(make(base + f"{{column: d, by: {by}}}\n")).strands[0] for by in ("year", "month")
    )
    assert settings_of(year) != settings_of(month)


def test_a_strand_says_which_columns_of_its_tables_hold_a_talk(make: Make) -> None:
    """Only that of what was said must be named; how a table is read depends on them."""
    bare, words, more = (
        load_study(make(STRANDS.replace("}", columns))).strands[0]
        for columns in (
            "}", ", columns: {text: Words}}", ", columns: {text: Words, speaker: Who, start: T}}"
        )
    )  # fmt: skip
    assert bare.columns is None
    assert words.columns == TurnColumns("Words")
    assert more.columns == TurnColumns("Words", "Who", "T")
    assert len({settings_of(one) for one in (bare, words, more)}) == 3


def test_a_span_of_time_may_stand_in_one_column(make: Make) -> None:
    """It is start and end at once; nothing else can be two things."""
    columns = "columns: {text: a, start: Timespan, end: Timespan}}"
    assert read_study(make(STRANDS.replace("}", ", " + columns)))[1] == ()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ("{speaker: Who}", "text"),
        ("{text: a, speeker: b}", "did you mean 'speaker'?"),
        ("{text: a, speaker: A}", "the column 'A' is both text and speaker"),
        ("Words", "columns"),
        ("{text: [a]}", "text"),
    ],
)
def test_columns_that_cannot_be_meant_are_told(make: Make, columns: str, words: str) -> None:
    """With the line and the nearest name."""
    _, problems = read_study(make(STRANDS.replace("}", f", columns: {columns}}}")))
    assert [problem.line for problem in problems] == [4]
    assert words in str(problems[0])


def test_a_survey_has_no_columns_of_a_talk(make: Make) -> None:
    """What to write is said: the kind, or nothing."""
    _, problems = read_study(make(SURVEY + "  open: [a]\n  columns: {text: a}\n"))
    assert "'columns' is for talks, and 'S' is of kind survey" in str(problems[0])
    assert "write 'kind: interview'" in problems[0].hint


def test_a_broken_yaml_is_said_with_its_line(make: Make) -> None:
    """Nothing else can be checked then."""
    study, problems = read_study(make("strands: [\n"))
    assert study is None
    assert [problem.line for problem in problems] == [3]


def test_a_list_is_no_study(make: Make) -> None:
    """A study file is a mapping."""
    study, problems = read_study(make("- a\n", ""))
    assert study is None
    assert "the file should be a mapping" in str(problems[0])


@pytest.mark.skipif(os.name == "nt", reason="links need POSIX")
def test_a_table_that_is_a_link_out_of_the_study_is_refused(make: Make, tmp_path: Path) -> None:
    """Consent is read from the study alone."""
    root = make(STRANDS + "cases: cases.csv\n")
    (tmp_path / "other.csv").write_text("case\n", encoding="utf-8")
    (root / "cases.csv").symlink_to(tmp_path / "other.csv")
    with pytest.raises(InputError, match=r"'cases\.csv' is a link out of the study folder"):
        load_study(root)


@pytest.mark.skipif(os.name == "nt", reason="links need POSIX")
def test_a_codebook_that_is_a_ring_of_links_is_not_there(make: Make) -> None:
    """A link to itself leads to a sentence, not to a traceback."""
    root = make(STRANDS, "title: T\ncodebook: ring.yaml\n")
    (root / "ring.yaml").symlink_to("ring.yaml")
    _, problems = read_study(root)
    assert "'codebook': there is no file 'ring.yaml'" in str(problems[0])
