"""What is exported, for oneself and for others; and what a public run asks first."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from support import STUDY, PlainAnalyser, WordEncoder, decide, make_study
from themekit.errors import UsageError
from themekit.events import Coder, Coding, Mark
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.events import append_events, load_kind
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.export import export_table
from themekit.workflows.mark import mark_documents
from themekit.workflows.run import RunSummary, run_study

CASES = """\
document,organisation,role,consent_quote,consent_review
P1,A charity,manager,verbatim,yes
R1,,clerk,verbatim,yes
R2,,clerk,none,no
R3,,driver,paraphrase,yes
"""


@pytest.fixture(scope="module")
def said_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Have somebody say something of three people's words; it is made once."""
    text = STUDY + "cases: cases.csv\n"
    folder = tmp_path_factory.mktemp("said") / "study"
    study = make_study(folder, **{"study.yaml": text, "cases.csv": CASES})
    encoder, analyser = WordEncoder(), PlainAnalyser()
    run(study, Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser))
    rows = {row["segment_id"]: row for row in table(study, "segments.csv")}
    said = [one for name, one in rows.items() if one["status"] != "skipped"]
    decide(study, *((one, "more-people") for one in said))
    return study


@pytest.fixture
def decided(said_once: Path, tmp_path: Path) -> Path:
    """Return a study of one's own in which that was said."""
    return Path(shutil.copytree(said_once, tmp_path / "study"))


def run(study: Path, models: Models, *, public: bool = False) -> RunSummary:
    """Run without progress."""
    return run_study(study, RunOptions(public=public), models=models)


def table(study: Path, name: str) -> list[dict[str, str]]:
    """Read an output table."""
    return read(study / "outputs" / name)


def read(path: Path) -> list[dict[str, str]]:
    """Read an exported table."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def replace_words(study: Path, document: str, words: str, shown: str) -> None:
    """Have somebody say what stands for words."""
    row = next(one for one in table(study, "segments.csv") if one["document"] == document)
    source = {"interviews/P1": study / "interviews" / "P1.txt"}[document]
    start = source.read_text(encoding="utf-8").index(words)
    mark = Mark(
        event_id=words, coder="Ada", document=document, text_hash=row["text_hash"], start=start,
        end=start + len(words), marking="replace", replacement=shown,
    )  # fmt: skip
    store = open_store(study)
    with store.appending() as connection:
        append_events(connection, [mark])
    store.close()


def test_a_plain_export_carries_what_codings_csv_does(decided: Path, tmp_path: Path) -> None:
    """It is for whoever holds the study."""
    done = export_table(decided, tmp_path / "out.csv")
    found = read(tmp_path / "out.csv")
    assert (len(found), done.rows, done.left_out) == (4, 4, ())
    assert any("More people came" in row["quote"] for row in found)


@pytest.mark.parametrize("what", ["codings", "codebook", "cases"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_an_export_is_the_same_bytes_twice(
    decided: Path, tmp_path: Path, what: str, ending: str
) -> None:
    """No clock is in it."""
    files = [tmp_path / f"{n}{ending}" for n in range(2)]
    for file in files:
        export_table(decided, file, what)  # type: ignore[arg-type]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_workbook_holds_what_the_table_does(decided: Path, tmp_path: Path) -> None:
    """Numbers are numbers in it."""
    export_table(decided, tmp_path / "out.csv")
    export_table(decided, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[8] for row in rows[1:]] == [row["quote"] for row in read(tmp_path / "out.csv")]
    assert all(isinstance(row[0], int) for row in rows[1:])


def test_others_get_nothing_that_nobody_has_read(decided: Path, tmp_path: Path) -> None:
    """Whose it is, why and what is to be done is said; no file is left."""
    with pytest.raises(UsageError) as refused:
        export_table(decided, tmp_path / "out.csv", for_others=True)
    told = str(refused.value)
    assert "4 of 4 rows may not leave" in told
    assert "interviews/P1" in told
    assert "themekit mark STUDY DOCUMENT --reviewed-by NAME" in told
    assert not (tmp_path / "out.csv").exists()


def test_what_is_left_out_for_others_is_counted(decided: Path, tmp_path: Path) -> None:
    """The sums add up."""
    mark_documents(decided, all_of=["Interviews"], reviewed_by="Ada")
    done = export_table(decided, tmp_path / "out.csv", for_others=True, leave_out=True)
    left = sum(int(one.split()[0]) for one in done.left_out)
    assert (done.rows, done.of, left) == (2, 4, 2)
    assert any("paraphrased only" in one for one in done.left_out)
    assert len(read(tmp_path / "out.csv")) == 2


def test_others_get_replaced_words_and_keys(decided: Path, tmp_path: Path) -> None:
    """In quotes, in what stands around them, in memos; no id and no name stands anywhere."""
    replace_words(decided, "interviews/P1", "June", "[month]")
    mark_documents(decided, all_of=["Interviews"], reviewed_by="Ada")
    store = open_store(decided)
    with store.appending() as connection:
        (first, *_) = [
            one for one in load_kind(connection, Coding) if one.document == "interviews/P1"
        ]
        narrow = first.end - 10
        append_events(
            connection,
            [
                Coding(
                    event_id="interviews/P1 again",
                    coder="Ada",
                    document=first.document,
                    text_hash=first.text_hash,
                    start=narrow,
                    end=first.end,
                    code_id="more-people",
                    memo="as Ada says of june",
                    meaning_hash=first.meaning_hash,
                    codebook_hash=first.codebook_hash,
                )
            ],
        )
        save_coder(connection, Coder("Ada", "Ada", credit="A. Lovelace (invented)"))
    store.close()
    export_table(decided, tmp_path / "out.csv", for_others=True, leave_out=True)
    found, data = read(tmp_path / "out.csv"), (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "June" not in data
    assert any("in [month]" in row["quote"] for row in found)
    assert [row["memo"] for row in found if row["memo"]] == ["as Ada says of [month]"]
    assert "P1" not in data
    assert {row["coder"] for row in found}.isdisjoint({"Ada"})
    assert {row["credit"] for row in found} == {"A. Lovelace (invented)"}


def test_what_stands_around_is_only_of_the_same_person(decided: Path, tmp_path: Path) -> None:
    """The interviewer's words, and labels that name who speaks, are nobody's to pass on."""
    mark_documents(decided, all_of=["Interviews"], reviewed_by="Ada")
    export_table(decided, tmp_path / "out.csv", for_others=True, leave_out=True)
    assert all(not row["prefix"] and not row["suffix"] for row in read(tmp_path / "out.csv"))


def test_who_took_part_is_told_to_others_by_keys(decided: Path, tmp_path: Path) -> None:
    """Of those who agreed that others read; their organisation only if they may be named."""
    mark_documents(decided, all_of=["Interviews", "Survey"], reviewed_by="Ada")
    done = export_table(decided, tmp_path / "c.csv", "cases", for_others=True, leave_out=True)
    found = read(tmp_path / "c.csv")
    assert (done.rows, done.of) == (3, 4)
    assert [row["role"] for row in found] == ["manager", "clerk", "driver"]
    assert {row["organisation"] for row in found} == {""}
    assert all("P1" not in row["case"] + row["documents"] for row in found)
    assert "nobody else in the study has" in " ".join(done.notes)


def test_others_get_the_codebook_without_examples(decided: Path, tmp_path: Path) -> None:
    """Examples may be somebody's words; the rest is its author's."""
    text = (decided / "codebook.yaml").read_text()
    (decided / "codebook.yaml").write_text(text + "    examples: [We had none left]\n")
    done = export_table(decided, tmp_path / "c.csv", "codebook", for_others=True)
    found = read(tmp_path / "c.csv")
    assert [row["examples"] for row in found] == ["", ""]
    assert [row["code"] for row in found] == ["More people", "Short of money"]
    assert "Examples are left out" in " ".join(done.notes)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("out.qdpx", "cannot be written yet"),
        ("out.parquet", "cannot be written yet"),
        ("out", "says no kind of file"),
        ("nowhere/out.csv", "there is no folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused(
    decided: Path, tmp_path: Path, name: str, told: str
) -> None:
    """Before anything is loaded."""
    with pytest.raises(UsageError, match=told):
        export_table(decided, tmp_path / name)


@pytest.mark.parametrize("name", ["cases.csv", "survey.csv", "outputs/codings.csv"])
def test_an_export_takes_the_place_of_no_file_of_the_study(decided: Path, name: str) -> None:
    """A source is people's words, and outputs are kept by the run."""
    before = (decided / name).read_bytes()
    with pytest.raises(UsageError):
        export_table(decided, decided / name, "cases")
    assert (decided / name).read_bytes() == before


def test_a_public_run_asks_for_marks_before_it_works(study: Path, models: Models) -> None:
    """It names the documents and the command, and no suggestion was made before."""
    make_study(study, **{"study.yaml": STUDY + "consent: {quote: verbatim}\n"})
    with pytest.raises(UsageError, match=r"interviews/P1.*themekit mark STUDY DOCUMENT"):
        run(study, models, public=True)
    assert not (study / "outputs").exists()
    assert models.load_encoder().asked == []  # type: ignore[attr-defined]


def test_a_later_run_quotes_nothing_of_a_text_that_changed(study: Path, models: Models) -> None:
    """It is not stopped: it leaves the words out, and says so."""
    make_study(study, **{"study.yaml": STUDY + "consent: {quote: verbatim}\n"})
    run(study, models)
    mark_documents(study, all_of=["Interviews", "Survey"], reviewed_by="Ada")
    run(study, models, public=True)
    (study / "interviews" / "P1.txt").write_text("P1: More people came, and Anna left.\n")
    told = run(study, models).as_text()
    assert "1 document is not quoted: nobody has read the present text" in told
    pages = (study / "outputs" / "public").glob("*.md")
    assert all(b"Anna" not in page.read_bytes() for page in pages)


def test_a_public_run_ends_with_where_people_become_known(study: Path, models: Models) -> None:
    """The list by person is there, and goes when the public outputs have gone."""
    rows = "".join(f"Q{n},yes,More people came to number {n}\n" for n in range(6))
    make_study(
        study,
        **{
            "study.yaml": STUDY + "consent: {quote: verbatim}\n",
            "survey.csv": "respondent,agree,worry\n" + rows,
            # One interviewee who says it too would be told by the difference of all and survey.
            "interviews/P1.txt": "INT: And?\n\nP1: We kept hens on the roof all through it.\n",
        },
    )
    run(study, models)
    mark_documents(study, all_of=["Interviews", "Survey"], reviewed_by="Ada")
    last = run(study, models, public=True).as_text().splitlines()[-1]
    assert "people are quoted in public" in last
    assert last.endswith("quotes_by_person.html")
    listed = table(study, "quotes_by_person.csv")
    public = (study / "outputs" / "public" / "theme_matrix.md").read_text()
    assert listed
    assert all(row["quote"] in public for row in listed if "Findings" in row["used_in"])
    for path in (study / "outputs" / "public").iterdir():
        path.unlink()
    (study / "outputs" / "public").rmdir()
    run(study, models)
    assert not (study / "outputs" / "quotes_by_person.csv").exists()
