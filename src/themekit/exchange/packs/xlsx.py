"""A pack as a workbook for those who read on a spreadsheet: one row a question, and back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from themekit.errors import InputError, Problem, one_sentence
from themekit.exchange.packs.codes import is_code, tidy
from themekit.exchange.packs.model import Pack, PackPassage, digest_of
from themekit.exchange.packs.paper import how_to_answer, last_words, who_helps
from themekit.exchange.packs.reply import Reply, ReplyAnswer, ReplyPassage
from themekit.exchange.packs.texted import LETTERED, said_in
from themekit.style.zips import FIXED_TIME

SHEET_FORMAT = "themekit-questionnaire/1"
ABOUT, ANSWERS = "Read this first", "Passages"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("Question", 10),
    ("Passage", 10),
    ("Before you read", 24),
    ("What was asked", 28),
    ("What was said", 64),
    ("Is this about", 28),
    ("What we mean", 44),
    ("Your answer", 24),
    ("In your own words", 40),
)
_ANSWER, _OWN = 7, 8
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_MOST_CHARACTERS = 32_767  # what a cell holds
_MOST_UNPACKED = 50_000_000
_MOST_ROWS = 5_000
_CREDIT, _CONTACT = "How do you want to be named?", "Shall somebody get in touch with you?"


# -- there ---------------------------------------------------------------------------------------


def questionnaire(pack: Pack) -> bytes:
    """Return a pack as a workbook; the same pack is the same bytes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,  # also keeps the clock of the zip constant
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(target, options) as book:
        book.set_properties({"title": pack.title, "created": FIXED_TIME, "author": ""})
        _about(book, pack)
        _passages(book, pack)
    return target.getvalue()


def _about(book: Workbook, pack: Pack) -> None:
    page = book.add_worksheet(ABOUT)
    wrap = book.add_format({"text_wrap": True, "valign": "top", "font_size": 14})
    head = book.add_format({"bold": True, "font_size": 18, "text_wrap": True})
    open_ = book.add_format({"text_wrap": True, "font_size": 14, "border": 1})
    quiet = book.add_format({"font_size": 9, "font_color": "#4d4f57"})
    page.set_column(0, 0, 70)
    page.set_column(1, 1, 40)
    page.write_string(0, 0, "Would you read some passages?", head)
    lines = [
        pack.title,
        *how_to_answer(
            pack, f"Choose your answers on the sheet \u201c{ANSWERS}\u201d, and save this file."
        ),
        *who_helps(pack.support),
        *last_words(pack),
    ]
    for at, line in enumerate(lines, start=2):
        page.write_string(at, 0, _safe(line), wrap)
    at = len(lines) + 3
    for question in (_CREDIT, _CONTACT):
        page.write_string(at, 0, question, wrap)
        page.write_blank(at, 1, None, open_)
        at += 1
    page.data_validation(at - 1, 1, at - 1, 1, {"validate": "list", "source": ["Yes", "No"]})
    at += 1
    page.write_string(at, 0, "Please leave what stands here: it says which pack this is.", quiet)
    told = (SHEET_FORMAT, pack.study, pack.pack, pack.coder, digest_of(pack))
    names = ("format", "study", "pack", "coder", "digest")
    for name, value in zip(names, told, strict=True):
        at += 1
        page.write_string(at, 0, name, quiet)
        page.write_string(at, 1, value, quiet)


def _passages(book: Workbook, pack: Pack) -> None:
    page = book.add_worksheet(ANSWERS)
    base = {"text_wrap": True, "valign": "top", "font_size": 12}
    text, said = book.add_format(base), book.add_format({**base, "font_name": "Georgia"})
    head = book.add_format({**base, "bold": True, "bottom": 2})
    open_ = book.add_format({**base, "border": 1, "bg_color": "#e7f0f5"})
    for at, (name, width) in enumerate(COLUMNS):
        page.set_column(at, at, width)
        page.write_string(0, at, name, head)
    row = 0
    for passage in pack.passages:
        for number, question in enumerate(passage.questions):
            row += 1
            page.write_number(row, 0, question.q, text)
            page.write_number(row, 1, passage.n, text)
            for at, cell in enumerate(_shown(passage, first=number == 0), start=2):
                page.write_string(row, at, _safe(cell), said if at == 4 else text)  # noqa: PLR2004
            page.write_string(row, 5, _safe(question.code.name), text)
            page.write_string(row, 6, _safe(question.code.meaning), text)
            page.write_blank(row, _ANSWER, None, open_)
            page.write_blank(row, _OWN, None, open_)
    choices = [f"{letter} {word}" for letter, word in LETTERED]
    page.data_validation(
        1, _ANSWER, max(row, 1), _ANSWER,
        {"validate": "list", "source": choices, "error_type": "warning",
         "error_message": "Please choose one of the answers in the list."},
    )  # fmt: skip
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _shown(passage: PackPassage, *, first: bool) -> tuple[str, str, str]:
    """Return what is said before, what was asked and what was said: once a passage."""
    if not first:
        return "", "", f"(passage {passage.n} as above)"
    return passage.note, passage.asked, passage.text


def _safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and that fits into a cell."""
    guarded = f"'{text}" if text.startswith(_FORMULA_STARTS) else text
    return guarded if len(guarded) <= _MOST_CHARACTERS else f"{guarded[: _MOST_CHARACTERS - 1]}…"


# -- back ----------------------------------------------------------------------------------------


def is_questionnaire(data: bytes) -> bool:
    """Tell whether a file may be a workbook of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(one.file_size for one in archive.infolist())
            whole = archive.read("xl/workbook.xml") if size <= _MOST_UNPACKED else b""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return False
    return ABOUT.encode() in whole and ANSWERS.encode() in whole


def read_questionnaire(name: str, data: bytes) -> Reply:
    """Read a workbook that somebody filled in.

    Parameters
    ----------
    name : str
        Of the file, for what is said of it.
    data : bytes

    Raises
    ------
    InputError
        If it is none of ours, or with each answer that cannot be read, by its row.
    """
    with one_sentence(name):
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        about = [row[:2] for row in _rows(book[ABOUT])]
        rows = list(_rows(book[ANSWERS]))
        book.close()
    told = {_text(row[0]): _text(row[1]) for row in about if len(row) > 1}
    pack = tidy(told.get("pack", ""))
    if told.get("format") != SHEET_FORMAT or not is_code(pack):
        hint = f"the sheet '{ABOUT}' has to be as it was"
        raise InputError.one(name, None, "this workbook does not say which pack it is", hint)
    answers, passages = _answers(name, rows)
    return Reply(
        pack=pack, way="sheet", study=told.get("study", ""), coder=told.get("coder", ""),
        answers=tuple(answers), passages=tuple(passages), credit=told.get(_CREDIT) or None,
        contact=said_in(told.get(_CONTACT, "")) == "yes",
    )  # fmt: skip


def _rows(page: Any) -> Iterator[tuple[Any, ...]]:
    for row in page.iter_rows(max_row=_MOST_ROWS, max_col=len(COLUMNS), values_only=True):
        yield tuple(row)


def _answers(
    name: str, rows: list[tuple[Any, ...]]
) -> tuple[list[ReplyAnswer], list[ReplyPassage]]:
    answers, passages, problems = [], [], []
    seen: set[int] = set()
    for line, row in enumerate(rows[1:], start=2):
        cells = (*row, *(None,) * len(COLUMNS))
        typed, own = _text(cells[_ANSWER]), _text(cells[_OWN])
        if not typed and not own:
            continue
        q = _number(cells[0])
        said = said_in(typed) if typed else ""
        if q is None or q in seen:
            problems.append(Problem(name, line, "this row has lost its number, or has another's"))
        elif said is None:
            problems.append(Problem(name, line, f"'{typed[:60]}' is no answer to question {q}"))
        elif said == "problem" and not own:
            problems.append(Problem(name, line, "it does not say what needs changing"))
        else:
            match said:
                case "yes" | "no" | "unsure" | "problem":
                    answers.append(ReplyAnswer(q, said, memo=own))
                case _:
                    passages.append(ReplyPassage(0, said, own=own, q=q))
        seen.add(q or 0)
    if problems:
        raise InputError(problems)
    return answers, passages


def _number(cell: Any) -> int | None:
    try:
        return int(cell)
    except (TypeError, ValueError):
        return None


def _text(cell: Any) -> str:
    said = "" if cell is None else str(cell).strip()
    return said[1:] if said[:1] == "'" and said[1:].startswith(_FORMULA_STARTS) else said
