"""A study on a real server, people with links of their own, and what is kept of what they do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import BrowserContext

from reviewing import SAFE, codable, give, link_for, open_desk, run_once
from served import Server, serving
from themekit.events import Coder, Coding, Event, Look, Memo, Note, Role
from themekit.records import Segment
from themekit.workflows.desk import Desk

STUDY = (
    """\
title: How people found help (synthetic)
codebook: codebook.yaml
strands:
  - name: Interviews
    kind: interview
    sources: interviews/*
    interviewer: [INT]
  - name: Survey
    kind: survey
    sources: survey.csv
    id: respondent
    open: [worry]
"""
    + SAFE
)
CODEBOOK = """\
name: Small
version: "1"
themes: [{name: Demand}, {name: Money}]
codes:
  - name: More people
    theme: Demand
    definition: More people look for help than before.
    examples: [Our phone rings twice as often.]
    patterns: [more people, queue]
    plain_name: More people look for help
    plain_meaning: More people come than before.
    plain_example: Twice as many people call us now.
    plain_not_this: The same people call more often.
  - name: Long waits
    theme: Demand
    definition: People wait a long time until they get help.
    examples: [She waited a year for a first talk.]
    patterns: [wait, waited]
    plain_name: Long waits
    plain_meaning: People have to wait a long time for help.
  - name: Tired staff
    theme: Demand
    definition: Staff have little left to give.
    patterns: [tired]
    plain_name: Tired staff
    plain_meaning: The people who help are worn out.
  - name: Remote support
    theme: Demand
    definition: Help by telephone or online.
    patterns: [telephone, online]
    plain_name: Help by phone or online
    plain_meaning: People got help without meeting anybody.
  - name: Too far away
    theme: Demand
    definition: Help is too far away to reach.
    plain_name: Too far away
    plain_meaning: People could not get to the place.
  - name: Short of money
    theme: Money
    definition: There is not enough money to go on.
    patterns: [money]
    plain_name: Short of money
    plain_meaning: There is not enough money to go on.
"""
INTERVIEW = """\
INT: What changed?

P1: More people came every week. We ran out of money in June, and the queue never stopped.

INT: And the staff?

P1: Tired, mostly. They kept going, and some of them waited for a letter that never came.

INT: What helped?

P1: The telephone. Nobody had thought that people would talk for an hour, and they did.
"""
WORRIES = (
    "Money will run out, and then the group will close.",
    "I waited for months and nobody wrote to me.",
    "More people than we can see, honestly.",
    "The bus no longer comes here, so I stay at home.",
    "Everybody is tired and nobody says it.",
    "They sent me online and I have no computer.",
    "Some days I do not get up at all.",
    "The queue at the door is longer every morning.",
)
SURVEY = "respondent,worry\n" + "".join(
    f'R{number},"{said}"\n' for number, said in enumerate(WORRIES, start=1)
)
FILES = {
    "study.yaml": STUDY, "codebook.yaml": CODEBOOK, "interviews/P1.txt": INTERVIEW,
    "survey.csv": SURVEY,
}  # fmt: skip
OWNER = Coder("Ada", "Ada (invented)", "researcher")
Kind = TypeVar("Kind", bound=Event)
Device = Callable[..., BrowserContext]
"""Makes a device of somebody; options are those of a context of Playwright."""


class House:
    """A server of the real program, and the study's record as it stands on the disk.

    Parameters
    ----------
    server : Server
    desk : Desk
        The same study, open in this process: what it tells of the record is read from the disk.
    """

    def __init__(self, server: Server, desk: Desk) -> None:
        self.server = server
        self.desk = desk
        self._people = count(1)

    @property
    def base(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.server.port}"

    def person(self, role: Role = "peer") -> Coder:
        """Return somebody who has not been here."""
        name = f"{role.capitalize()} {next(self._people)}"
        return Coder(name, f"{name} (invented)", role)

    def link(self, coder: Coder) -> str:
        """Give somebody a link."""
        return f"{self.base}/enter/{link_for(self.desk, coder)}"

    def segment(self, words: str) -> Segment:
        """Return the passage that holds some words."""
        return next(one for one in codable(self.desk) if words in one.text)

    def code(self, name: str) -> str:
        """Return the id of a code."""
        return next(one.id for one in self.desk.codebook.codes if one.name == name)

    def hand(self, coder: Coder, *words: str, **more: Any) -> list[str]:
        """Give somebody the passages that hold some words; return their addresses."""
        more = {"mode": "assisted", "draw": f"d{next(self._people)}"} | more
        keys = give(self.desk, coder, *(self.segment(one) for one in words), **more)
        return [f"{self.base}/passage/{key}" for key in keys]

    def kept(self, coder: Coder, kind: type[Kind]) -> list[Kind]:
        """Return what is kept of what somebody did, in order."""
        return [one for one in self.desk.said_by(coder.id) if isinstance(one, kind)]

    def words(self, coder: Coder) -> list[tuple[str, str]]:
        """Return what is kept of somebody's words: code by name, and decision."""
        names = {one.id: one.name for one in self.desk.codebook.codes}
        return [(names.get(one.code_id, ""), one.decision) for one in self.kept(coder, Coding)]

    def looks(self, coder: Coder) -> list[str]:
        """Return how the passages ended that somebody looked at."""
        return [one.outcome for one in self.kept(coder, Look)]

    def memos(self, coder: Coder) -> list[str]:
        """Return what somebody wrote in their own words."""
        return [one.text for one in self.kept(coder, Memo)]

    def notes(self, coder: Coder, name: str) -> list[dict[str, str]]:
        """Return the notes of a name that somebody made."""
        return [dict(one.fields) for one in self.kept(coder, Note) if one.name == name]


@contextmanager
def house_at(folder: Path) -> Iterator[House]:
    """Run the study of the journeys in a folder, and serve it."""
    study = run_once(folder / "study", **FILES)
    desk = open_desk(study)
    try:
        link_for(desk, OWNER)
        with serving(study, "--coder", OWNER.name, "--passages", "0") as server:
            yield House(server, desk)
    finally:
        desk.close()
        shutil.rmtree(folder, ignore_errors=True)
