"""A small study with its desk, its pages and some people, for the pages of researchers."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from reviewing import SETTINGS, Browser, browser_for
from themekit.decisions import versioned
from themekit.events import Coder, Draw, DrawnItem, Event, Look
from themekit.records import Segment
from themekit.review.app import create_app
from themekit.store.coders import save_coder, save_versions
from themekit.tasks.answers import Answer, Choice, Where, look, word
from themekit.workflows.desk import Desk, Place
from themekit.workflows.project import load_project, stamp

ADA = Coder("Ada", "Ada", "researcher")
BEN = Coder("Ben", "Ben", "researcher")
PEER = Coder("Peer One", "Peer One", "peer")
MORE, MONEY = "More people", "Short of money"


class Room:
    """A desk with its pages, people in their browsers, and hands to put decisions there.

    Parameters
    ----------
    folder : Path
        Of a study that was run.
    """

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        with self.desk.store.writing() as connection:
            save_versions(connection, versioned(self.desk.codebook))
            for coder in (ADA, BEN, PEER):
                save_coder(connection, coder)
        self.app: Flask = create_app(self.desk, SETTINGS)

    def browser(self, coder: Coder = ADA) -> Browser:
        """Return a browser in which somebody has a session."""
        return browser_for(self.app, coder)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments that are to be coded."""
        return tuple(one for one in self.desk.material().segments if one.codable)

    def segment(self, words: str) -> Segment:
        """Return the segment that holds some words."""
        return next(one for one in self.segments if words in one.text)

    def score(self, segment: Segment, name: str) -> float:
        """Return with what score the machine suggests a code."""
        found = self.desk.suggestions_of(segment.id)
        return next(one.score for one in found if one.code_id == self.code(name))

    def is_suggested(self, segment: Segment) -> bool:
        """Tell whether the machine suggests a code for certain."""
        return any(one.status == "suggested" for one in self.desk.suggestions_of(segment.id))

    def code(self, name: str) -> str:
        """Return the id of a code by its name."""
        return next(one.id for one in self.desk.codebook.codes if one.name == name)

    def key(self, segment: Segment, draw: str = "") -> str:
        """Return the key of a segment's passage."""
        return self.desk.key(
            Place(segment.document, segment.text_hash, segment.start, segment.end, draw)
        )

    def code_key(self, name: str) -> str:
        """Return the key of a code."""
        return self.desk.key_of("code", self.code(name))

    def where(self, segment: Segment, **more: Any) -> Where:
        """Return how a segment is shown."""
        return Where(
            document=segment.document, text_hash=segment.text_hash, start=segment.start,
            end=segment.end, codebook_hash=self.desk.codebook.hash,
            versions=self.desk.version(), **more,
        )  # fmt: skip

    def say(
        self, coder: Coder, segment: Segment, name: str, choice: Choice, memo: str = ""
    ) -> Event:
        """Have somebody say something of a code on a segment; return the event."""
        answer = Answer(code_id=self.code(name), choice=choice, memo=memo)
        return self.append(coder, [word(self.where(segment), answer)])[-1]

    def look(self, coder: Coder, segment: Segment) -> Event:
        """Have somebody go through the whole codebook on a segment and find nothing."""
        return self.append(coder, [look(self.where(segment), (), "nothing applies")])[-1]

    def append(self, coder: Coder, events: Sequence[Event]) -> list[Event]:
        """Append events of somebody who knows everything."""
        self.desk.append(events, coder=coder.id, after=self.desk.known())
        return list(self.desk.record().events[-len(events) :])

    def give_blind(self, coder: Coder, segment: Segment, draw: str = "d1") -> str:
        """Give somebody a segment without suggestions; return the key of its passage."""
        item = DrawnItem(
            position=0, document=segment.document, text_hash=segment.text_hash,
            start=segment.start, end=segment.end,
        )  # fmt: skip
        given = Draw(draw=draw, mode="blind", method="random", items=(item,),
                     codebook_hash=self.desk.codebook.hash)  # fmt: skip
        self.append(coder, [given])
        return self.key(segment, draw)

    def events(self, coder: Coder, kind: type[Event] = Event) -> list[Event]:
        """Return what somebody has done, in order."""
        return [one for one in self.desk.said_by(coder.id) if isinstance(one, kind)]

    def change(self, name: str, old: str, new: str) -> None:
        """Change a file of the study, and wait until the desk has read it."""
        file = self.desk.path / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        for _ in range(500):
            # What an earlier change set going may come first: only what the files are now will do.
            if self.desk.shelf().state.endswith(str(stamp(load_project(self.desk.path)))):
                return
            time.sleep(0.01)
        raise AssertionError(f"{name} was not read again")

    def compared(self, coder: Coder) -> list[Look]:
        """Return the looks by which somebody opened others' words."""
        found = (one for one in self.desk.said_by(coder.id) if isinstance(one, Look))
        return [one for one in found if one.outcome == "compared"]


def form_of(page: str, action: str = "") -> dict[str, str]:
    """Return the hidden fields of the page's first form, or of the first to some address."""
    for found in re.finditer(r"<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", page, re.DOTALL):
        if action in found.group(1):
            hidden = re.findall(
                r"<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"", found.group(2)
            )
            return dict(hidden)
    raise AssertionError(f"no form to {action}")


def addresses(page: str) -> list[str]:
    """Return every address that a page names."""
    return re.findall(r"(?:href|action|src|formaction)=\"([^\"]*)\"", page)


def read(browser: Browser, path: str) -> str:
    """Open a page that has to be there."""
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.get_data(as_text=True))
