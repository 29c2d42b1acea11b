"""Pages in columns are read column after column, tables of names and words row after row."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import pdf as make_pdf
from themekit.reading.formats import pdf
from themekit.reading.formats.page_gutters import Piece
from themekit.reading.formats.page_order import Reading, read_columns
from themekit.records import Extract

Placed = tuple[float, float, str]
TALK = [
    ("INT", "How did you come to the centre in the end, and who told you?"),
    (
        "P1",
        "My neighbour told me about it, so I walked in one cold Monday morning and sat by the heater.",
    ),
    ("INT", "What happened next?"),
    (
        "P1",
        "They gave me a form and a cup of tea, then I waited an hour or so before I was called.",
    ),
    ("INT", "Who helped you?"),
    ("P1", "A woman called me over and she listened to everything that I said, all of it."),
    ("INT", "Was a thing missing?"),
    ("P1", "A place to charge my phone, as I had no power at home that whole week."),
    ("INT", "Thank you for that."),
    ("P1", "You are welcome, it was good to talk."),
]
HEADING = "A talk at the centre, which runs over both of the columns below it"
TWO, THREE = (60, 330), (50, 230, 410)


def draw(*pages: Iterable[Placed], font: str = "Helvetica") -> bytes:
    """Return a PDF that draws words at places, in that order."""
    drawn = [list(page) for page in pages]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(drawn)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(drawn)}>>".encode(),
        f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode(),
    ]
    for at, page in enumerate(drawn):
        stream = b"".join(
            b"BT /F1 10 Tf %.1f %.1f Td (" % (x, y)
            + words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
            + b") Tj ET\n"
            for x, y, words in page
        )
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * at} 0 R>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    return make_pdf(*objects)


def wrapped(
    width: int, talk: Iterable[tuple[str, str]] = TALK, *, apart: bool = False
) -> list[str]:
    """Return a talk in lines of so many letters, with blank lines between turns if wanted."""
    lines: list[str] = []
    for who, said in talk:
        lines += [*textwrap.wrap(f"{who}: {said}", width), *([""] if apart else [])]
    return lines


def columns(
    lines: list[str], places: tuple[float, ...], *, top: float = 700, sizes: tuple[int, ...] = ()
) -> list[list[Placed]]:
    """Set lines in columns, as many in each unless told otherwise."""
    even = -(-len(lines) // len(places))
    out, at = [], 0
    for number, x in enumerate(places):
        size = sizes[number] if sizes else even
        part = lines[at : at + size]
        out.append([(x, top - 14 * row, line) for row, line in enumerate(part) if line])
        at += size
    return out


def by_rows(found: Iterable[Iterable[Placed]]) -> list[Placed]:
    """Return what stands in columns in the order of rows."""
    return sorted((one for column in found for one in column), key=lambda one: (-one[1], one[0]))


def said(found: Extract) -> list[tuple[str, str]]:
    """Return speaker and words of each turn, in one line each."""
    return [
        (turn.speaker, " ".join(found.text[turn.start : turn.end].split()))
        for turn in found.turns
        if turn.speaker
    ]


def shifted(by: float, leading: float = 14) -> list[Placed]:
    """Return two columns of which the second stands lower, or has another leading."""
    left, right = columns(wrapped(28), TWO)
    moved = [(x, 700 - by - leading * row, line) for row, (x, _, line) in enumerate(right)]
    return by_rows([left, moved])


def with_names_apart() -> list[Placed]:
    """Return two columns in each of which names stand before the words."""
    rows = [
        (f"{who}:" if not row else "", line)
        for who, words in TALK
        for row, line in enumerate(textwrap.wrap(words, 24))
    ]
    half = -(-len(rows) // 2)
    placed: list[Placed] = []
    for x, part in zip(TWO, (rows[:half], rows[half:]), strict=True):
        for at, (name, line) in enumerate(part):
            placed += [(x, 700 - 14 * at, name)] * bool(name) + [(x + 40, 700 - 14 * at, line)]
    return by_rows([placed])


def numbered() -> list[Placed]:
    """Return two columns with the numbers of lines in the margin."""
    found = columns(wrapped(28), (80, 350))
    return by_rows([*found, [(50, y, str(at)) for at, (_, y, _) in enumerate(found[0], 1)]])


LAYOUTS: dict[str, Callable[[], list[Placed]]] = {
    "two columns": lambda: by_rows(columns(wrapped(28), TWO)),
    "three columns": lambda: by_rows(columns(wrapped(24), THREE)),
    "turns set apart": lambda: by_rows(columns(wrapped(28, apart=True), TWO)),
    "three with turns set apart": lambda: by_rows(columns(wrapped(24, apart=True), THREE)),
    "a short second column": lambda: by_rows(columns(wrapped(28), TWO, sizes=(18, 9))),
    "a short first column": lambda: by_rows(columns(wrapped(28), TWO, sizes=(10, 20))),
    "a narrow gutter": lambda: by_rows(columns(wrapped(28), (60, 210))),
    "lines a little lower": lambda: shifted(5),
    "lines between the lines": lambda: shifted(7),
    "another leading": lambda: shifted(0, 15),
    "names before the words": with_names_apart,
    "numbers in the margin": numbered,
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_drawn_row_by_row_are_read_one_after_the_other(layout: str) -> None:
    """The turns are those of the talk, and it is told that the order is another."""
    found = pdf.read(draw(LAYOUTS[layout]()), "a.pdf")
    assert said(found) == TALK
    assert "1 page is set in columns, which were read one after the other." in found.notes
    assert not found.problems


def test_short_turns_in_columns_are_known_by_the_names_that_begin_them() -> None:
    """Nothing is wrapped, but the same two people speak in both columns."""
    talk = [(("INT", "P1")[at % 2], f"{word}.") for at, word in enumerate(
        ["You went", "Yes", "Alone", "No", "With whom", "A friend", "When", "In May", "Good", "Sure"]
    )]  # fmt: skip
    data = draw(by_rows(columns(wrapped(28, talk), TWO)))
    assert said(pdf.read(data, "a.pdf")) == talk


def test_columns_of_one_string_a_row_are_read_one_after_the_other() -> None:
    """A program may draw a whole row at once, with spaces for the gutter."""
    lines = wrapped(28)
    half = -(-len(lines) // 2)
    rows = zip(lines[:half], [*lines[half:], ""], strict=False)
    page = [(60, 700 - 14 * at, f"{one:34}{other}") for at, (one, other) in enumerate(rows)]
    assert said(pdf.read(draw(page, font="Courier"), "a.pdf")) == TALK


def test_a_heading_over_both_columns_stands_before_them() -> None:
    """What runs over the gutter parts what is above from what is below."""
    body = by_rows(columns(wrapped(28), TWO))
    found = pdf.read(draw([(120, 740, HEADING), *body]), "a.pdf")
    assert found.text.startswith(f"{HEADING}\nINT: How")
    assert said(found) == TALK
    middle = pdf.read(
        draw(
            [
                *by_rows(columns(wrapped(28, TALK[:6]), TWO)),
                (100, 580, HEADING),
                *by_rows(columns(wrapped(28, TALK[6:]), TWO, top=560)),
            ]
        ),
        "a.pdf",
    )
    assert middle.text.index("all of it.") < middle.text.index(HEADING)
    assert middle.text.index(HEADING) < middle.text.index("Was a thing missing?")


def test_a_last_page_of_few_lines_is_read_as_the_pages_before() -> None:
    """Heads and numbers of pages stay out of the columns and are dropped."""
    talk = [(who, f"{words} That was part {n}.") for n in range(9) for who, words in TALK]
    lines = wrapped(30, talk)
    parts = [lines[at : at + 80] for at in range(0, len(lines), 80)]
    pages = [
        [(60, 760, "A study"), (480, 760, f"Page {n}"), *by_rows(columns(part, TWO))]
        for n, part in enumerate(parts, 1)
    ]
    assert len(pages) > 2
    found = pdf.read(draw(*pages), "a.pdf")
    assert said(found) == talk
    assert f"{len(pages)} running heads, page and line numbers were left out." in found.notes


def test_columns_drawn_one_after_the_other_stay_as_they_are() -> None:
    """Nothing is moved, nothing is told."""
    left, right = columns(wrapped(28), TWO)
    found = pdf.read(draw([*left, *right]), "a.pdf")
    assert (said(found), found.notes) == (TALK, ())


def table(
    names: dict[str, str], width: int, places: tuple[float, float], gap: float
) -> list[Placed]:
    """Return a table with a name at the left and words at the right of every row."""
    placed: list[Placed] = []
    y = 700.0
    for who, words in TALK:
        for at, line in enumerate(textwrap.wrap(words, width)):
            placed += [(places[0], y, names[who])] * (not at) + [(places[1], y, line)]
            y -= 14
        y -= gap
    return placed


def figures() -> list[Placed]:
    """Return a table of questions and figures."""
    return [
        one
        for at in range(15)
        for one in (
            (60, 700 - 14 * at, f"Question {at} about the service"),
            (300, 700 - 14 * at, str(3 * at)),
            (360, 700 - 14 * at, f"{7 * at} %"),
        )
    ]


PAGES: dict[str, list[Placed]] = {
    "codes": table({"INT": "INT", "P1": "P1"}, 60, (60, 120), 8),
    "names": table({"INT": "Interviewer:", "P1": "Participant 1:"}, 60, (60, 160), 8),
    "names close together": table({"INT": "Interviewer:", "P1": "Participant 1:"}, 60, (60, 160), 0),
    "long names": table({"INT": "Dr Researcher (south)", "P1": "Participant one (north)"}, 40, (60, 230), 8),
    "times": table({"INT": "00:01:12 - 00:01:30 INT", "P1": "00:02:12 - 00:02:30 P1"}, 40, (60, 230), 0),
    "figures": figures(),
    "one column": columns(wrapped(80), (60,))[0],
    "one column with numbers": by_rows(
        [columns(wrapped(80), (80,))[0], [(50, 700 - 14 * at, str(at + 1)) for at in range(13)]]
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_rows_that_belong_together_are_not_torn_apart(page: str) -> None:
    """Names, times, numbers and figures beside words make no columns, and are no cause to doubt."""
    found = pdf.read(draw(PAGES[page]), "a.pdf")
    assert not found.problems
    assert not any("columns" in note for note in found.notes)
    words = found.text.split()
    assert words.index("Question" if page == "figures" else "How") < words.index(
        "13" if page == "figures" else "What"
    )


def grid() -> list[Placed]:
    """Return a table of wrapped questions and wrapped answers."""
    placed: list[Placed] = []
    y = 700.0
    for (_, asked), (_, answered) in zip(TALK[::2], TALK[1::2], strict=True):
        cells = [textwrap.wrap(asked, 22), textwrap.wrap(answered, 30)]
        for x, cell in zip((60, 300), cells, strict=True):
            placed += [(x, y - 14 * at, line) for at, line in enumerate(cell)]
        y -= 14 * max(map(len, cells)) + 10
    return by_rows([placed])


def crossed() -> list[Placed]:
    """Return two columns with a line over both after every third row."""
    placed: list[Placed] = []
    for at, (x, y, line) in enumerate(by_rows(columns(wrapped(28), TWO))):
        drop = 14 * (at // 6)
        placed.append((x, y - drop, line))
        if at % 6 == 5:
            placed.append((60, y - drop - 14, f"{at}: {HEADING}"))
    return placed


@pytest.mark.parametrize("layout", [grid, crossed])
def test_a_page_that_may_be_in_columns_is_read_by_rows_and_doubted(
    layout: Callable[[], list[Placed]],
) -> None:
    """Where it is not sure, the order of the file is kept, and it is told how to mend it."""
    found = pdf.read(draw(layout()), "talks/a.pdf")
    (doubt,) = found.problems
    assert (doubt.file, doubt.severity, doubt.doubt) == ("talks/a.pdf", "warning", "two-columns")
    assert doubt.message.startswith("Page 1 of the PDF may be set in two columns")
    assert ".docx" in doubt.hint


def test_columns_of_words_from_right_to_left_begin_at_the_right() -> None:
    """An Arabic page is read from its right column to its left one."""
    words = [f"كلمات كثيرة في السطر رقم {at} من هذا الحديث" for at in range(12)]
    rows = [
        Piece(left, left + 200, 700 - 14 * at, 709 - 14 * at, words[at + start], at)
        for at in range(6)
        for left, start in ((60, 6), (330, 0))
    ]
    assert read_columns([rows]) == [Reading(tuple(words), "columns")]


PLACES = st.sampled_from([0.0, 5.0, 60.0, 100.0, 330.0, 400.0, float("nan"), float("inf"), 1e300])
PIECES = st.builds(
    Piece, PLACES, PLACES, PLACES, PLACES,
    st.sampled_from(["", "INT: so", "P1: it was", "12", "and so it went on", "多字"]),
    st.integers(0, 6),
)  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=30), max_size=3))
def test_wherever_words_lie_none_is_lost(pages: list[list[Piece]]) -> None:
    """Damaged files put words anywhere; each page still has all its words."""
    for page, reading in zip(pages, read_columns(pages), strict=True):
        if reading.lines is not None:
            assert Counter("".join(reading.lines)) == Counter("".join(one.text for one in page))


def test_pages_without_words_have_no_columns() -> None:
    """An empty page, and a document of none."""
    assert read_columns([]) == []
    assert read_columns([[]]) == [Reading()]


@pytest.mark.shared
def test_a_page_of_two_columns_gives_the_same_turns_however_it_is_drawn(shared: Path) -> None:
    """Ten turns, whether rows or columns come first in the file."""
    folder = shared / "data/failing/pdf-rows-across-columns"
    rows, right = (
        pdf.read((folder / name / "P1.pdf").read_bytes(), "P1.pdf")
        for name in ("in", "right-already")
    )
    assert said(rows) == said(right)
    assert len(rows.turns) == 10
    assert right.notes == ()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["interview_pdpilot_P1.pdf", "maxqda_coded_segments.pdf"])
def test_pages_without_columns_are_read_as_they_are(name: str, shared: Path) -> None:
    """Neither is moved nor doubted."""
    found = pdf.read((shared / "data/raw" / name).read_bytes(), name)
    assert not any("columns" in note for note in found.notes)
    assert not found.problems
