"""What is fuzzed: a target a reader, its seeds, and what must hold of whatever it returns."""

from __future__ import annotations

import io
import logging
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from themekit.codebook import read_codebook, starter_codebook
from themekit.errors import READING_LOG, InputError, Problem, one_sentence
from themekit.reading import Table, read_source, readable_suffixes
from themekit.reading.formats import csv_table, docx, odt, rtf, srt, txt, vtt, xlsx_table
from themekit.reading.formats import pdf as pdfs
from themekit.records import Document, Extract, Turn
from themekit.starting import facts_of, guess_strands, guess_table, study_text, talks_of
from themekit.study import Strand, read_cases, read_study

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from hostile import paragraph, pdf, sheet, word  # noqa: E402 (the path comes first)

RAW = ROOT.parent / "shared" / "data" / "raw"
_LARGEST = 200_000
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = (
    f'<office:document-content xmlns:office="{_ODF}office:1.0" xmlns:text="{_ODF}text:1.0" '
    f'xmlns:table="{_ODF}table:1.0" xmlns:style="{_ODF}style:1.0" xmlns:fo="{_ODF}xsl-fo-compatible:1.0">'
    '<office:automatic-styles><style:style style:name="T1"><style:text-properties '
    'fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:text>'
    "%s</office:text></office:body></office:document-content>"
)


# -- what must hold -----------------------------------------------------------------------------


def judge(name: str, data: bytes) -> None:
    """Run a target; raise what is a finding.

    At the door nothing but an `InputError` may come out, whatever a parser throws, and each of its
    problems is one sentence. What the door had to catch is a finding as well where it was thrown
    by our own code or, called by it, the standard library: there a reader should know better. What
    other libraries throw at damaged bytes is what the door is for.
    """
    _CAUGHT.errors.clear()
    try:
        TARGETS[name](data)
    except InputError as error:
        _sentences(error.problems)
    for caught in _CAUGHT.errors:
        if _is_ours(caught):
            raise caught


class _Caught(logging.Handler):
    """Hears of every exception that the door made a sentence of, those of YAML files too."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.errors: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.errors.append(record.exc_info[1])


_CAUGHT = _Caught()
logging.getLogger(READING_LOG).addHandler(_CAUGHT)
logging.getLogger(READING_LOG).setLevel(logging.DEBUG)
logging.getLogger(READING_LOG).propagate = False


def _is_ours(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = trace.tb_frame.f_code.co_filename if trace else ""
    ours = (str(ROOT), sysconfig.get_path("stdlib"))
    return place.startswith(ours) and "site-packages" not in place


def _sentences(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        told = str(problem)
        told.encode()
        assert "\n" not in told, told
        assert len(told) < 1_000, told


def _turns(text: str, turns: tuple[Turn, ...]) -> None:
    at = 0
    for turn in turns:
        assert at <= turn.start <= turn.end <= len(text), (at, turn, len(text))
        assert turn.speaker == turn.speaker.strip(), turn
        assert "\n" not in turn.speaker, turn
        assert turn.start_time is None or turn.start_time >= 0, turn
        said = text[turn.start : turn.end]
        assert said == said.strip(), turn
        at = turn.end


def _sound_text(text: str) -> None:
    assert isinstance(text, str)
    assert "\x00" not in text
    assert "\r" not in text
    text.encode()  # no half of a surrogate pair, which no database takes


def _extract(found: Extract) -> None:
    _sound_text(found.text)
    assert found.text.strip()
    _turns(found.text, found.turns)
    for note in found.notes:
        note.encode()
        assert "\n" not in note, note


def _table(found: Table) -> None:
    assert len(found.rows) == len(found.lines)
    assert len(found.wordings) == len(found.header) == len(set(found.header))
    assert list(found.lines) == sorted(found.lines)
    for row in (found.header, *found.rows):
        assert len(row) == len(found.header), row
        for cell in row:
            assert isinstance(cell, str)
            cell.encode()
            assert "\x00" not in cell
    for problem in found.problems:
        assert "\n" not in str(problem), problem
        str(problem).encode()


def _documents(found: tuple[Document, ...]) -> None:
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.name.isprintable(), one.name
        _turns(one.text, one.turns)
        one.text.encode()


# -- the targets --------------------------------------------------------------------------------


def _reads(reader: object, suffix: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        with one_sentence(f"a{suffix}"):
            found = reader.read(data, f"a{suffix}")  # type: ignore[attr-defined]
        _extract(found)

    return target


def _reads_table(reader: object, data: bytes, name: str) -> None:
    with one_sentence(name):
        found = reader.read(data, name)  # type: ignore[attr-defined]
    _table(found)


def _csv(data: bytes) -> None:
    _reads_table(csv_table, data, "a.csv")


def _xlsx(data: bytes) -> None:
    """The first byte says which part the rest is."""
    members = dict(_parts(sheet(_ROWS)))
    names = sorted(members)
    members[names[data[0] % len(names)] if data else names[0]] = data[1:]
    _reads_table(xlsx_table, _zip(members), "a.xlsx")


def _docx(data: bytes) -> None:
    _reads(docx, ".docx")(_zip({**dict(_parts(word(""))), "word/document.xml": data}))


def _odt(data: bytes) -> None:
    _reads(odt, ".odt")(_zip({"content.xml": data}))


def _archive(data: bytes) -> None:
    kind = data[0] % 3 if data else 0
    if kind == 0:
        _reads(docx, ".docx")(data[1:])
    elif kind == 1:
        _reads(odt, ".odt")(data[1:])
    else:
        _reads_table(xlsx_table, data[1:], "a.xlsx")


ENDINGS = tuple(sorted(readable_suffixes()))
KINDS = ("interview", "group", "survey", "case-study", "literature", "notes")


def _door(data: bytes) -> None:
    """The first two bytes choose the ending and the strand's kind: every reader as a run uses it."""
    ending, kind = (*data[:2], 0, 0)[:2]
    name = f"a/b{ENDINGS[ending % len(ENDINGS)]}"
    strand = Strand(name="S", slug="s", kind=KINDS[kind % len(KINDS)], sources=("a/*",))
    documents, problems = read_source(data[2:], name, strand)
    _documents(documents)
    _sentences(problems)
    assert all(one.file == name for one in problems)


_SETTINGS = "title: T\ncodebook: codebook.yaml\nstrands: []\ncases: cases.csv\n"


def _own_file(name: str) -> Callable[[bytes], None]:
    """A file of the study's own: only problems may come of it, whatever stands in it."""

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "study.yaml").write_text(_SETTINGS)
            (folder / "codebook.yaml").write_text("codes: [{name: A}]")
            (folder / "cases.csv").write_text("case,document\n")
            (folder / name).write_bytes(data)
            _sentences(read_codebook(folder / "codebook.yaml")[1])
            study, problems = read_study(folder)
            _sentences(problems)
            if study is not None and not problems:
                _sentences(read_cases(study)[1])

    return target


def _survey(data: bytes) -> None:
    """The first byte chooses the columns that study.yaml would name."""
    from themekit.study import WaveColumn

    kind = data[0] if data else 0
    strand = Strand(
        name="S", slug="s", kind="survey", sources=("a.csv",), open=("text",),
        id="id" if kind & 1 else "", question="question" if kind & 2 else "",
        attributes=("role",) if kind & 4 else (),
        wave=WaveColumn(column="date", by="quarter") if kind & 8 else "",
    )  # fmt: skip
    documents, problems = read_source(data[1:], "a.csv", strand)
    _documents(documents)
    assert all("\n" not in str(one) for one in problems)


def _talk(data: bytes) -> None:
    """The first byte chooses the columns that study.yaml would name; 0 leaves them to be found."""
    from themekit.study import TurnColumns

    kind = data[0] if data else 0
    columns = TurnColumns(
        text="text", speaker="who" if kind & 1 else "", start="start" if kind & 2 else "",
        end="end" if kind & 4 else "", document="talk" if kind & 8 else "",
    )  # fmt: skip
    strand = Strand(
        name="T", slug="t", kind="interview", sources=("a.csv",), columns=columns if kind else None
    )
    documents, problems = read_source(data[1:], "a.csv", strand)
    _documents(documents)
    for one in documents:
        _sound_text(one.text)
    assert all("\n" not in str(one) for one in problems)


def _guess(data: bytes) -> None:
    """A file of text as ``init --from`` sees it: the study.yaml that comes out must be read back."""
    from themekit.study import load_study

    texts, tables = [], []
    with one_sentence("a/b"):
        if data[:1] > b"\x7f":
            texts.append(facts_of("a/b.txt", txt.read(data[1:], "a/b.txt")))
        else:
            table = csv_table.read(data[1:], "a/b.csv")
            texts += talks_of("a/b.csv", table)
            tables += [] if texts else [guess_table("a/b.csv", table)]
    strands, left_out = guess_strands(texts, tables, ["a/b.txt", "a/b.csv"])
    written = study_text("Title", strands, left_out)
    if any(one.table is None or not one.table.reason for one in strands):
        with tempfile.TemporaryDirectory() as folder:
            for one in ("a/b.txt", "a/b.csv", "codebook.yaml"):
                (Path(folder) / one).parent.mkdir(exist_ok=True)
                (Path(folder) / one).write_text("codes: [{name: A}]")
            (Path(folder) / "study.yaml").write_text(written, encoding="utf-8")
            try:
                load_study(Path(folder))
            except InputError as error:
                raise ValueError(f"{error}\n{written}") from error


TARGETS: dict[str, Callable[[bytes], None]] = {
    "txt": _reads(txt, ".txt"),
    "csv": _csv,
    "survey": _survey,
    "talk": _talk,
    "guess": _guess,
    "pdf": _reads(pdfs, ".pdf"),
    "rtf": _reads(rtf, ".rtf"),
    "vtt": _reads(vtt, ".vtt"),
    "srt": _reads(srt, ".srt"),
    "docx": _docx,
    "odt": _odt,
    "xlsx": _xlsx,
    "archive": _archive,
    "door": _door,
    "study": _own_file("study.yaml"),
    "codebook": _own_file("codebook.yaml"),
    "cases": _own_file("cases.csv"),
}


# -- seeds --------------------------------------------------------------------------------------

_TALK = """\
[00:00:01] INT: What changed for you?
[00:00:09] P2: A great deal, and quickly. Note: nobody asked.

1 INTERVIEWER - And then?
Jane Smith  0:12
We went on “as before” – mostly.
"""
_ANSWERS = (
    'id,date,role,question,text\n1,2021-04-03,"a;b",Why?,"It was\nlate"\n1,04/13/2021,c,How?,\n'
)
_TURNS = """\
talk,start,end,who,text
V1,0:00:01,0:00:04.5,INT,"What ""changed""
for you?"
V1,0:00:05,,,A great deal
V1,0:00:09,0:00:12,P2 (0:00:10):,and quickly.
V2,2000,4500 ms,Q,INT: And then?
V2,2021-03-12 10:16,10:17 PM,A,.
V2,0:05 - 0:09,1h 2m 3s,A,on
"""
_CUES = """\
1
00:00:01,000 --> 00:00:04.000 align:start
<v Jane Smith>What <i>changed</i>?</v>

2
00:00:04.000 --> 00:00:09.000
P2: A great deal &amp; quickly

NOTE aside
"""
_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="str"><v>text</v></c></row>'
    '<row r="2"><c r="A2"><v>1.5</v></c><c r="B2" t="b"><v>1</v></c><c r="AB2"><f>1+1</f></c></row>'
)
_BODY = (
    paragraph("INT: So?")
    + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>P2</w:t></w:r><w:ins><w:r><w:tab/><w:t>Well</w:t></w:r></w:ins></w:p>"
    + f"<w:tbl><w:tr><w:tc>{paragraph('INT')}</w:tc><w:sdt><w:sdtContent><w:tc>{paragraph('And?')}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
)
_SPOKEN = (
    '<text:h>T</text:h><text:p><text:span text:style-name="T1">P2</text:span> a<text:s text:c="3"/>'
    "<text:tab/>b<text:note><text:p>n</text:p></text:note></text:p><table:table><table:table-row>"
    "<table:table-cell><text:p>INT</text:p></table:table-cell><table:table-cell><text:p>So?</text:p>"
    "</table:table-cell></table:table-row></table:table>"
)
_RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}{\*\x y}\b INT:\b0  "
    r"So\u8217?\'e9 {\f1\'b9}\par\trowd\intbl P2\cell Well\line x\cell\row\pard{\footnote z}\~end\par}"
)
_PAGE = b"BT /F1 12 Tf 20 100 Td (INT: What changed?) Tj 0 -20 Td (P2: A great deal.) Tj ET"
_PDF = pdf(
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
    b"<</Length %d>>\nstream\n%s\nendstream" % (len(_PAGE), _PAGE),
    b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
)
_TURNS = (
    'start,end,speaker,text\n0.0,2.5,INT,What changed?\n2.5,9,P2,"A great deal, and quickly."\n'
)
_CHAT = "[12/03/2021, 09:14:02] Ana: Hi\n12/03/2021, 09:15 - Ben: <Media omitted>\nand more\n"
_TIERS = "@UTF8\n@Begin\n@Participants:\tPAR Participant, INV Investigator\n*INV:\twhat changed ? \x15100_900\x15\n*PAR:\ta great [//] deal .\n%mor:\tdet|a\n@End\n"
_ELAN = "INV\t\t00:00:01.000\t00:00:02.000\t00:00:01.000\tWhat changed?\nPAR\t\t00:00:02.000\t00:00:04.000\t00:00:02.000\tA lot.\n"
_STAMPS = "(speaker 0) So? #00:00:08-1#\n[[0:08]]() **Ana:** Well.\nBen (00:01:02):\nYes.\n[00.01.09] INT: And?\n"
_SEEDS_BY_ENDING: dict[str, tuple[bytes, ...]] = {
    ".txt": tuple(one.encode() for one in (_TALK, _CHAT, _TIERS, _ELAN, _STAMPS)),
    ".md": (_STAMPS.encode(),),
    ".cha": (_TIERS.encode(),),
    ".csv": (_TURNS.encode(), _ANSWERS.encode()),
    ".tsv": (_TURNS.replace(",", "\t").encode(), _ELAN.encode()),
    ".docx": (word(_BODY),),
    ".xlsx": (sheet(_ROWS),),
    ".xlsm": (sheet(_ROWS),),
}
"""Whole files for the door, whose readers get nothing built around what is fuzzed."""
_CASES = "case,document,Ward,consent_quote\nP1,P1,North,verbatim\nP2,P2,,no\n"
_CODES = "name: N\nthemes: [{name: A}]\ncodes:\n- name: B\n  theme: A\n  patterns: [[{LOWER: x, OP: '{1,2}'}], y]\n- {name: C, parent: B, also_in: A}\n"
_XML = (
    "<![CDATA[",
    "<!--",
    "<!DOCTYPE",
    "&#x1F600;",
    "&#xD;",
    "&amp;",
    "<?xml encoding='utf-16'?>",
)

WORDS: dict[str, tuple[str, ...]] = {
    "txt": ("INT:", "P1:", "Speaker 2", "[00:01:02]", "\ufeff", " – ", "\t", "WEBVTT\n\n", "0:01"),
    "csv": ('"', '""', ";", "\t", "sep=;\n", '{"ImportId":"Q1"}', "StartDate", "Respondent ID", "'="),
    "survey": ("id", "text", "question", "role", "date", "2021-01-02", "1/13/21", '"'),
    "talk": ("who", "text", "start", "INT", "P1:", "0:01", "00;00;01;12", "1e-5", "\t", ";", "?", '"'),
    "guess": ("id", "text", "Strongly agree", "yes", "no", "; ", "'", ": ", "# ", "\\", "case,document"),
    "pdf": ("/Type /Page", "/Encrypt", "stream\n", "endstream", "obj", "/Kids", "Tj", "/Font"),
    "rtf": (r"\u-10179?\u-8704?", r"\'ff", r"\bin9 ", r"\fcharset128 ", r"\cell", r"\row", r"\uc9", r"\ansicpg932 "),
    "vtt": ("WEBVTT", "-->", "00:00:01.000 --> 00:00:02.000\n", "<v A>", "</v>", "NOTE", "&lt;", "<c.x>"),
    "srt": ("-->", "00:00:01,000 --> 00:00:02,000\n", "1\n", "A: ", r"{\an8}"),
    "docx": ("<w:del>", "<w:tbl>", "<w:br w:type='page'/>", "<w:sdt>", "<w:p/>", "w:val='0'", *_XML),
    "odt": ("<text:s text:c='9'/>", "<text:line-break/>", "<table:table>", "<text:list>", *_XML),
    "door": ("INT:", "[00:01:02] ", "&#", ";", "speaker,text\n", "@Begin", "*PAR:\t", " - Ana: ", "#00:00:08-1#", "WEBVTT\n\n"),
    "study": ("&a ", "*a", "!!int ", "<<: *a", "- ", ": ", "{", "[", "'", "|\n", "kind: survey", "sources: x/*", "closed:", "outlines:"),
    "codebook": ("parent: B", "theme: A", "{LOWER: x}", "OP: '+'", "{1,99}", "also_in: ", "!!python/object:x ", "id: "),
    "cases": ("document", "strand", "withdrawn", "speaker", '"', ";", "\t", "'="),
    "xlsx": ("t='s'", "t='e'", "<f/>", "r='ZZZ9'", "<v>1e308</v>", "_x0000_", "_xD83D_", "state='hidden'", *_XML),
}  # fmt: skip


def SEEDS(name: str) -> Iterator[bytes]:  # noqa: N802 -- a table like the two above, made late
    """Yield small sound files to begin with: our own, and real ones where they are at hand."""
    said, spoken = dict(_parts(word(_BODY)))["word/document.xml"], (_ODT % _SPOKEN).encode()
    cells = dict(_parts(sheet(_ROWS)))
    own: dict[str, list[bytes]] = {
        "txt": [_TALK.encode(), _TALK.encode("cp1252"), _TALK.encode("utf-16")],
        "csv": [_ANSWERS.encode(), _ANSWERS.replace(",", ";").encode("cp1252")],
        "survey": [bytes([kind]) + _ANSWERS.encode() for kind in range(16)],
        "talk": [bytes([kind]) + _TURNS.encode() for kind in (0, 15, 3, 5, 0)],
        "guess": [
            b"\x00" + _ANSWERS.encode(), b"\xff" + _TALK.encode(), b"\x00" + _TURNS.encode()
        ],
        "pdf": [_PDF],
        "rtf": [_RTF.encode()],
        "vtt": [b"WEBVTT\n\n" + _CUES.encode()],
        "srt": [_CUES.encode()],
        "docx": [said],
        "odt": [spoken],
        "xlsx": [bytes([at]) + cells[part] for at, part in enumerate(sorted(cells))],
        "archive": [b"\x00" + word(_BODY), b"\x01" + _zip({"content.xml": spoken}), b"\x02" + sheet(_ROWS)],
    }  # fmt: skip
    own["door"] = [
        bytes([ENDINGS.index(ending), kind]) + seed
        for ending in ENDINGS
        for kind in (0, 2)
        for seed in _SEEDS_BY_ENDING.get(ending, (own.get(ending[1:], [_TALK.encode()])[0],))
    ]
    own["study"] = [_SETTINGS.encode(), (ROOT / "corpora/lifeline-london/study.yaml").read_bytes()]
    own["codebook"] = [starter_codebook().encode(), _CODES.encode()]
    own["cases"] = [_CASES.encode(), _CASES.replace(",", ";").encode("utf-16")]
    yield from own[name]
    for path in sorted(RAW.glob(f"*.{name}")):
        if name in {"txt", "csv", "pdf", "rtf"} and path.stat().st_size < _LARGEST:
            yield path.read_bytes()


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
