"""Ways to have several people code a small study: a survey, run with stand-ins."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from support import make_study
from themekit.cli.app import app
from themekit.codebook import Codebook
from themekit.decisions import versioned
from themekit.events import Coding, Draw, DrawnItem, Event, Look
from themekit.records import Segment
from themekit.store import open_store
from themekit.store.coders import coder_id, save_versions
from themekit.store.events import append_events, last_number
from themekit.workflows.context import Models
from themekit.workflows.opening import OpenStudy, open_study
from themekit.workflows.run import run_study

ANSWERS = 24
SURVEY = "respondent,agree,worry\n" + "".join(
    f"R{number},yes,Answer number {number} speaks of this and that\n"
    for number in range(1, ANSWERS + 1)
)
MANY, MONEY = "more-people", "short-of-money"


@dataclass
class Coded:
    """A study, and short ways to have people say something in it."""

    folder: Path
    codebook: Codebook
    segments: dict[str, Segment]
    said: list[tuple[str, Event]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)

    def append(self, coder: str, events: Iterable[Event]) -> None:
        """Take events of somebody who knows all that is there; they are kept when asked about."""
        self.said.extend((coder, event) for event in events)

    def keep(self) -> OpenStudy:
        """Put all that was said into the study, in one go, and return it."""
        store = open_store(self.folder)
        with store.appending() as connection:
            save_versions(connection, versioned(self.codebook))
            for coder, event in self.said:
                who = coder_id(connection, coder, self.roles.get(coder, "researcher"))
                known = last_number(connection)
                append_events(connection, [replace(event, coder=who, after=known)])
        store.close()
        self.said.clear()
        return open_study(self.folder)

    def look(self, number: int, **about: Any) -> Look:
        """Return a look at an answer, for the whole codebook."""
        return Look(**self._where(number), **{"mode": "blind", **about})

    def coding(self, number: int, code: str, decision: Any = "add", **about: Any) -> Coding:
        """Return a word on an answer."""
        found = self.codebook.by_id(code)
        assert found
        meaning = {"code_hash": found.hash, "meaning_hash": found.meaning_hash}
        about = {"mode": "blind", **meaning, **about}
        return Coding(**{**self._where(number), "code_id": code, "decision": decision, **about})

    def says(self, coder: str, number: int, *codes: str, memo: str = "", **about: Any) -> None:
        """Have somebody look at an answer for the whole codebook, and apply some codes."""
        outcome: Any = "coded" if codes else "nothing applies"
        words = [self.coding(number, code, memo=memo, **about) for code in codes]
        self.append(coder, [self.look(number, outcome=outcome, **about), *words])

    def decides(self, coder: str, number: int, code: str, decision: Any, **about: Any) -> None:
        """Have somebody say one thing of one code on an answer."""
        self.append(coder, [self.coding(number, code, decision, **about)])

    def gives(
        self,
        coder: str,
        draw: str,
        numbers: Iterable[int],
        suggested: tuple[tuple[str, float], ...] = (),
        **about: Any,
    ) -> None:
        """Give somebody a draw of some answers, each with a chance of one half."""
        chosen = [self.segments[f"survey/R{number}/worry"] for number in numbers]
        items = tuple(
            DrawnItem(
                position=at,
                document=one.document,
                text_hash=one.text_hash,
                start=one.start,
                end=one.end,
                probability=0.5,
                suggested=suggested,
            )
            for at, one in enumerate(chosen)
        )
        kinds: dict[str, Any] = {"mode": "blind", "method": "random", **about}
        self.append(
            coder, [Draw(draw=draw, items=items, codebook_hash=self.codebook.hash, **kinds)]
        )

    def told(self, *words: str) -> dict[str, Any]:
        """Return what `themekit agree --format json` prints."""
        found = self.shown(*words, "--format", "json")
        return dict(json.loads(found.stdout))

    def shown(self, *words: str) -> Any:
        """Return what the command prints, which has to come to a good end."""
        self.keep()
        result = CliRunner().invoke(
            app, ["agree", str(self.folder), *words], catch_exceptions=False, standalone_mode=False
        )
        assert result.exit_code == 0, result.output
        return result

    def rows(self, table: str, *words: str) -> list[dict[str, Any]]:
        """Return the rows of one table."""
        return list(self.told(*words)[table])

    def _where(self, number: int) -> dict[str, Any]:
        one = self.segments[f"survey/R{number}/worry"]
        return {
            "document": one.document,
            "text_hash": one.text_hash,
            "start": one.start,
            "end": one.end,
            "codebook_hash": self.codebook.hash,
        }


def made(folder: Path, models: Models, **files: str) -> Coded:
    """Make a study and run it."""
    make_study(folder, **{"survey.csv": SURVEY, **files})
    run_study(folder, models=models)
    segments = {one.id: one for one in open_study(folder).segments}
    return Coded(folder, Codebook.load(folder / "codebook.yaml"), segments)
