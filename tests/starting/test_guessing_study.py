"""Files to strands, strands to a study.yaml that loads as it is."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from themekit.errors import InputError
from themekit.reading import build_table, find_turns
from themekit.reading.tables.survey import survey_documents
from themekit.records import Extract
from themekit.starting import (
    LeftOut,
    StrandGuess,
    TextFacts,
    facts_of,
    guess_strands,
    guess_table,
    study_text,
)
from themekit.starting.strands import source_patterns
from themekit.starting.texts import guess_interviewer, participants
from themekit.starting.yaml_text import comment, disabled, offered, quoted
from themekit.study import Study, read_study
from themekit.workflows.init import start_from

TALK = "INT: What changed?\n\nP1: A lot.\n\nINT: And then?\n\nP1: More of it.\n"


def facts(path: str, text: str) -> TextFacts:
    """Take the facts of a text as the reader of plain text would."""
    return facts_of(path, Extract(text, find_turns(text).turns))


def talk(*names: str, asks: str = "", rounds: int = 3) -> str:
    """Return a conversation in which everybody speaks in each round; `asks` asks."""
    return "\n\n".join(
        f"{name}: {'What did you make of that?' if name == asks else 'It was hard for us.'}"
        for _ in range(rounds)
        for name in names
    )


def strands(*texts: TextFacts) -> tuple[StrandGuess, ...]:
    """Group texts that lie in a folder with nothing else."""
    return guess_strands(texts, (), [text.path for text in texts])[0]


def load(folder: Path, text: str, *files: str) -> Study:
    """Load a study.yaml beside empty files of the names it needs; any problem is an error."""
    for name in ("codebook.yaml", *files):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (folder / "study.yaml").write_text(text, encoding="utf-8")
    study, problems = read_study(folder)
    assert not problems
    assert study is not None
    return study


def test_transcripts_of_a_folder_are_one_strand_of_interviews() -> None:
    """All files of it by one pattern, the usual label as interviewer."""
    (guess,) = strands(facts("interviews/a.txt", TALK), facts("interviews/b.txt", TALK))
    assert (guess.strand.name, guess.strand.kind) == ("Interviews", "interview")
    assert guess.strand.sources == ("interviews/*",)
    assert guess.interviewer.value == ("INT",)
    assert guess.interviewer.why == "in 2 of 2 documents a label looks like an interviewer's"


def test_four_people_who_answer_are_a_group() -> None:
    """Three could be either: that is offered as a comment."""
    four = facts("talks/a.txt", talk("INT", "A", "B", "C", "D"))
    three = facts("talks/b.txt", talk("INT", "A", "B", "C"))
    kinds = {one.strand.kind: one for one in strands(four, three)}
    assert set(kinds) == {"group", "interview"}
    assert kinds["interview"].other_kind == "group"
    assert kinds["group"].strand.name == "Talks: groups"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("focus_groups/a.txt", talk("Facilitator", "Ann", "Bea"), "group"),
        ("data/roundtable.txt", talk("Chair", "Ann", "Bea"), "group"),
        ("case studies/a.txt", "A charity in the north, told in prose.", "case-study"),
        ("Literature/a.txt", "What others wrote about it.", "literature"),
        ("data/fieldnotes.txt", "Arrived at nine. The room was cold.", "notes"),
        ("interviews/a.txt", "He talked at length and nobody wrote down who asked.", "interview"),
        ("data/a.txt", "Abstract\nWe show x.\nReferences\nSmith et al. 2020", "literature"),
        ("data/a.txt", "Just some words about a day.", "notes"),
        ("data/a.txt", TALK, "interview"),
    ],
)
def test_the_kind_is_guessed_from_speakers_then_names_then_words(
    path: str, text: str, kind: str
) -> None:
    """Speakers count most; a file's own name more than its folder's."""
    assert strands(facts(path, text))[0].strand.kind == kind


HEADED = "Kitchen: two helpers.\n\nGarden: a van.\n\nKitchen: a fridge.\n\nGarden: a driver.\n"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("notes/a.txt", "notes"),
        ("data/a.txt", "notes"),
        ("literature/a.txt", "literature"),
        ("notes/INTERIM.txt", "notes"),
    ],
)
@pytest.mark.parametrize("capitals", [False, True])
def test_headings_with_a_colon_make_no_interview(path: str, kind: str, *, capitals: bool) -> None:
    """They come again like speakers, but nobody asks and nobody has a number or a time."""
    text = HEADED.replace("Kitchen", "KITCHEN").replace("Garden", "GARDEN") if capitals else HEADED
    (guess,) = strands(facts(path, text))
    assert len(facts(path, text).labels) == 2
    assert guess.strand.kind == kind
    assert guess.interviewer.why == ""


@pytest.mark.parametrize(
    "text",
    [
        talk("Ann", "Bea", asks="Ann"),
        talk("V03", "Jane"),
        "Ann  0:01\nIt was late.\n\nBea  0:09\nVery late.\n\nAnn  0:12\nIndeed.\n",
    ],
    ids=["questions", "codes", "times"],
)
def test_names_are_speakers_where_something_shows_a_talk(text: str) -> None:
    """Questions, codes of participants, or the times of a recording."""
    assert strands(facts("data/a.txt", text))[0].strand.kind == "interview"


@pytest.mark.parametrize(
    ("asker", "answerer", "asked", "answered"),
    [
        ("المحاورة ", "م1 ", "من ساعدك هناك؟", "نادتني امرأة."),
        ("访谈者", "受访者", "谁帮助了你？", "有一位女士叫我过去。"),
        ("Ερευνήτρια", "Σ1", "Ποιος σας βοήθησε;", "Μια γυναίκα."),
        ("Հարցազրուցավար", "Մ1", "Ո՞վ օգնեց", "Մի կին։"),
        ("ጠያቂ", "መላሽ", "ማን ረዳዎት፧", "አንዲት ሴት።"),
    ],
)
def test_who_asks_is_seen_in_every_script(
    asker: str, answerer: str, asked: str, answered: str
) -> None:
    """Question marks of other scripts make an interview, and its asker is proposed."""
    text = "\n\n".join(f"{asker}: {asked}\n\n{answerer}: {answered}" for _ in range(4))
    found = facts("talks/one.txt", text)
    assert [(one.label, one.turns) for one in found.labels] == [
        (asker.strip(), 4),
        (answerer.strip(), 4),
    ]
    assert strands(found)[0].strand.kind == "interview"
    assert guess_interviewer([found]).value == (asker.strip(),)


@pytest.mark.shared
def test_arabic_and_chinese_interviews_are_interviews(shared: Path) -> None:
    """Eight turns of two speakers each, and whoever asks is proposed."""
    folder = shared / "data/failing/other-question-marks/in"
    found = [facts(f"in/{one.name}", one.read_text("utf-8")) for one in sorted(folder.iterdir())]
    assert [sum(one.turns for one in text.labels) for text in found] == [8, 8]
    assert [len(text.labels) for text in found] == [2, 2]
    assert [one.strand.kind for one in strands(*found)] == ["interview"]
    assert guess_interviewer(found).value == ("المحاورة", "访谈者")


def test_an_interview_in_a_folder_of_notes_is_an_interview() -> None:
    """Somebody asks in it, which no note does."""
    assert strands(facts("notes/a.txt", TALK))[0].strand.kind == "interview"
    named = facts("notes/b.txt", talk("Jane", "Tom", asks="Jane"))
    assert strands(named)[0].strand.kind == "interview"


def test_literature_and_notes_beside_interviews_are_context() -> None:
    """They are not counted among the participants; alone, notes are what is studied."""
    notes = facts("notes/a.txt", "Arrived at nine.")
    roles = {one.strand.kind: one.strand.role for one in strands(facts("i/a.txt", TALK), notes)}
    assert roles == {"interview": "primary", "notes": "context"}
    assert strands(notes)[0].strand.role == "primary"


def test_a_name_that_asks_in_every_document_is_taken_for_the_interviewer() -> None:
    """Two documents and no other role: live, with a word to confirm it."""
    said = guess_interviewer(
        [facts(f"{who}.txt", talk("Jane Smith", who, asks="Jane Smith")) for who in ("Tom", "Una")]
    )
    assert (said.value, said.sure) == (("Jane Smith",), True)
    assert "please confirm" in said.why


def test_a_name_that_asks_in_one_document_is_only_proposed() -> None:
    """A mistake would leave a participant uncoded."""
    said = guess_interviewer([facts("a.txt", talk("Jane", "Tom", asks="Jane"))])
    assert (said.value, said.sure) == (("Jane",), False)


def test_of_two_labels_the_one_that_is_not_participant_asks() -> None:
    """Though the questions are evenly spread."""
    text = "Dan: Go on?\n\nParticipant: Me?\n\nDan: Yes.\n\nParticipant: Right.\n"
    assert guess_interviewer([facts("a.txt", text)]).value == ("Dan",)
    assert participants(facts("a.txt", text)) == 1


def test_nobody_who_asks_is_said_too() -> None:
    """With the key to name one."""
    said = guess_interviewer([facts("a.txt", talk("Ann", "Bea"))])
    assert (said.value, said.why) == ((), "no label looks like an interviewer's")


def test_two_files_of_one_name_are_one_document_and_it_is_said() -> None:
    """Else `check` would refuse the second."""
    texts = [facts("i/P1.docx", TALK), facts("i/P1.pdf", TALK)]
    found, left_out = guess_strands(texts, (), [one.path for one in texts])
    assert found[0].strand.sources == ("i/P1.docx",)
    assert [one.path for one in left_out] == ["i/P1.pdf"]


def test_strands_that_would_have_one_name_are_numbered() -> None:
    """Their ids must differ."""
    texts = [facts("x/interviews/a.txt", TALK), facts("y/interviews/b.txt", TALK)]
    assert [one.strand.slug for one in strands(*texts)] == ["interviews", "interviews-2"]


@pytest.mark.parametrize(
    ("wanted", "present", "patterns"),
    [
        (["i/a.txt", "i/b.docx"], ["i/a.txt", "i/b.docx", "c.txt"], ("i/*",)),
        (["i/a.txt", "i/b.txt"], ["i/a.txt", "i/b.txt", "i/x.mp3"], ("i/*.txt",)),
        (["i/a.txt", "i/b.txt"], ["i/a.txt", "i/b.txt", "i/c.TXT"], ("i/a.txt", "i/b.txt")),
        (["a.txt", "b.txt"], ["a.txt", "b.txt"], ("*.txt",)),
        (["i/a.txt"], ["i/a.txt"], ("i/*",)),
        (["i/a.txt"], ["i/a.txt", "i/b.txt"], ("i/a.txt",)),
        (["i[1]/a.txt", "i[1]/b.txt"], ["i[1]/a.txt", "i[1]/b.txt"], ("i[[]1]/*",)),
    ],
)
def test_patterns_match_just_the_files_of_a_strand(
    wanted: list[str], present: list[str], patterns: tuple[str, ...]
) -> None:
    """As short as what else lies there allows; never * beside study.yaml."""
    assert source_patterns(wanted, present) == patterns


def test_what_is_written_loads_as_it_was_guessed(tmp_path: Path) -> None:
    """Sure guesses are in force, others are comments; reasons stand behind each."""
    texts = [facts("i/a.txt", talk("Jane", "Tom", asks="Jane")), facts("n/b.txt", "Just words.")]
    paths = [one.path for one in texts]
    found, _ = guess_strands(texts, (), paths)
    text = study_text("My: study #1", found, [LeftOut("x\ny.mp3", "no reader\nis known")])
    study = load(tmp_path, text, *paths)
    assert study.title == "My: study #1"
    assert [one.name for one in study.strands] == ["I: interviews", "N: notes"]
    assert study.strands[0].interviewer == ()
    assert "    # interviewer: [Jane]" in text
    assert "# - x y.mp3: no reader is known" in text


def test_a_table_that_cannot_be_run_is_a_comment_that_can_be_made_live(tmp_path: Path) -> None:
    """Taking away the first '# ' of its lines gives a strand."""
    rows = [["id", "way"], *([str(at), "bus"] for at in range(9)), ["9", "tram"]]
    table = guess_table("t.csv", build_table(list(enumerate(rows, 1)), "t.csv"))
    found, _ = guess_strands((), [table], ["t.csv"])
    text = study_text("x", found, ())
    assert load(tmp_path, text).strands == ()
    lines = text.replace("strands: []", "strands:").split("\n")
    start = next(at for at, one in enumerate(lines) if "- name" in one)
    end = next(at for at, one in enumerate(lines) if "open: []" in one) + 1
    live = [one.replace("# ", "", 1) for one in lines[start:end]]
    (strand,) = load(tmp_path, "\n".join([*lines[:start], *live]), "t.csv").strands
    assert (strand.id, strand.closed[0].column) == ("id", "way")


def test_a_folder_without_strands_gives_a_study_that_loads(tmp_path: Path) -> None:
    """An empty list is allowed."""
    assert load(tmp_path, study_text("x", (), ())).strands == ()


@given(st.one_of(st.text(max_size=40), st.sampled_from(["no", "Null", "e5", "y", "a #b", "a: b"])))
def test_quoted_text_is_read_as_it_was(text: str) -> None:
    """Whatever signs it holds, in a scalar or in a list."""
    from ruamel.yaml import YAML

    read = YAML(typ="safe", pure=True).load(f"a: {quoted(text)}\nb: [{quoted(text)}]\n")
    assert read == {"a": text, "b": [text]}


@given(st.text(max_size=300))
def test_a_comment_stays_on_its_line(text: str) -> None:
    """Nothing that lies in a folder can write into study.yaml."""
    assert comment(text).isprintable()
    assert len(comment(text)) <= 160


def test_lines_out_of_force_keep_their_indentation() -> None:
    """So that taking the sign away puts them right."""
    assert disabled("  - a\n    b: c") == "  # - a\n    # b: c"


def test_the_reason_of_a_line_out_of_force_is_one_comment_where_it_stands_above() -> None:
    """Taking the sign off the line below it puts that line in force."""
    long = "id: a column with quite a long name"
    assert offered(4, long, "long " * 20).split("\n") == [
        "    # " + ("long " * 20).strip(),
        f"    # {long}",
    ]


WORDS = st.sampled_from(
    ["id", "Yes", "No", "n/a", "", "Agree", "disagree", "12", "a; b", "b", "x, y", "2021-03-04",
     "question", "why", "null", "no", "- a", "# b", "a: b", "'", '"', "[x", "*", "&a", "\u2028",
     "Really quite a long answer, with a good many words in it", "=1+1", "name", "Ünï", "ab\ncd"]
)  # fmt: skip
CELLS = st.one_of(WORDS, st.text(max_size=12).filter(lambda text: "\0" not in text))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_a_table_holds_its_guess_loads_and_reads_it(
    tmp_path: Path, data: st.DataObject
) -> None:
    """The columns that are named are there, the orders fit, and every row is read."""
    width = data.draw(st.integers(1, 5))
    rows = data.draw(
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=9)
    )
    try:
        table = build_table(list(enumerate(rows, 1)), "t.csv")
    except InputError:
        return
    found, _ = guess_strands((), [guess_table("t.csv", table)], ["t.csv"])
    study = load(tmp_path, study_text("x", found, ()), "t.csv")
    for strand in study.strands:
        documents, problems = survey_documents(table, strand, "t.csv")
        assert documents
        assert not [one for one in problems if one.severity == "error"]


@pytest.mark.parametrize(
    ("asker", "other", "guessed"),
    [("Q", "I", "[Q]"), ("Rosa", "Interviewer", "[Rosa]"), ("Mod", "Int", "[Mod]")],
)
def test_a_usual_label_that_only_answers_is_no_interviewers(
    tmp_path: Path, asker: str, other: str, guessed: str
) -> None:
    """What init writes into study.yaml is nothing that check doubts afterwards."""
    for number in (1, 2):
        said = [f"{asker}: How was it?\n\n{other}: Long and cold, number {number}.\n\n"] * 4
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"V{number}.txt").write_text("".join(said), encoding="utf-8")
    start_from(tmp_path / "study", tmp_path / "in")
    text = (tmp_path / "study" / "study.yaml").read_text(encoding="utf-8")
    assert f"    interviewer: {guessed}" in text
