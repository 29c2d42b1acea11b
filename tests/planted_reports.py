"""Writes a report made of pieces as Markdown, Word, HTML or PDF, as different authors would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document

from planting import Piece

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FORMATS = (".md", ".docx", ".html", ".pdf")


def write(pieces: Sequence[Piece], path: Path, number: int) -> None:
    """Write a report in the format of its name; `number` says which habits its author has."""
    writers = {".md": _md, ".docx": _docx, ".html": _html, ".pdf": _pdf}
    writers[path.suffix](pieces, path, number)


def _marked(piece: Piece) -> str:
    """Return a sentence with its mark behind it."""
    return f"{piece.text} [row: {piece.mark}]" if piece.mark else piece.text


def _quoted(piece: Piece, number: int) -> str:
    """Return a quotation within a sentence."""
    opening, closing = (("“", "”"), ('"', '"'), ("‘", "’"))[number % 3]
    return f"{opening}{piece.text}{closing} ({piece.credit})"


def _md(pieces: Sequence[Piece], path: Path, number: int) -> None:
    blocks = ["# What the study found"]
    for piece in pieces:
        if piece.kind == "heading":
            blocks.append(f"## {piece.text}")
        elif piece.kind == "quote" and number % 2:
            blocks.append(f"> {piece.text}\n>\n> — {piece.credit}")
        elif piece.kind == "quote":
            blocks.append(_quoted(piece, number))
        else:
            blocks.append(_marked(piece))
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _paragraphs(pieces: Sequence[Piece], number: int) -> Iterator[str]:
    for piece in pieces:
        if piece.kind == "heading":
            yield f"<h2>{escape(piece.text)}</h2>"
        elif piece.kind == "quote" and number % 2:
            yield f"<blockquote><p>{escape(piece.text)}</p><p>{escape(piece.credit)}</p></blockquote>"
        elif piece.kind == "quote":
            yield f"<p>{escape(_quoted(piece, number))}</p>"
        else:
            yield f"<p>{escape(_marked(piece))}</p>"


def _page(pieces: Sequence[Piece], number: int) -> str:
    body = "\n".join(_paragraphs(pieces, number))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title></head>'
        f"<body><h1>What the study found</h1>\n{body}</body></html>"
    )


def _html(pieces: Sequence[Piece], path: Path, number: int) -> None:
    path.write_text(_page(pieces, number), encoding="utf-8")


def _docx(pieces: Sequence[Piece], path: Path, number: int) -> None:
    document: Any = Document()
    document.add_heading("What the study found", 0)
    for piece in pieces:
        if piece.kind == "heading":
            document.add_heading(piece.text, 1)
        elif piece.kind == "quote" and number % 2:
            document.add_paragraph(piece.text, style="Quote")
            document.add_paragraph(piece.credit)
        elif piece.kind == "quote":
            document.add_paragraph(_quoted(piece, number))
        elif piece.mark and number % 2:
            run = document.add_paragraph().add_run(piece.text)
            document.add_comment(run, text=f"[row: {piece.mark}]", author="Author", initials="A")
        else:
            document.add_paragraph(_marked(piece))
    document.save(str(path))


def _pdf(pieces: Sequence[Piece], path: Path, number: int) -> None:
    """Print a page as browsers do: words are broken over lines, and sections over pages."""
    from browsing import with_chromium

    def work(browser: Browser) -> None:
        page = browser.new_page()
        page.set_content(_page(pieces, 2 * number))
        page.pdf(
            path=str(path), format="A4", margin={"top": "25mm", "left": "30mm", "right": "30mm"}
        )

    with_chromium(work)
