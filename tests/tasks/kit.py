"""A small study to draw from, built by hand: no file, no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.events import Coder, Draw, Event, Look, Note
from themekit.records import Case, Document, Segment, Suggestion
from themekit.study import Strand, Study
from themekit.tasks.content_notes import ContentNotes
from themekit.tasks.drawing import Table
from themekit.tasks.plans import HandOut, Plan
from themekit.tasks.pool import Pool
from themekit.tasks.readers import Codes, read_readers

WORDS = "We waited for months and nobody rang."
CODEBOOK = Codebook(
    "Small",
    codes=(
        *(Code(f"d{number}", f"Demand {number}", "Demand") for number in range(3)),
        *(Code(f"m{number}", f"Money {number}", "Money") for number in range(11)),
    ),
)


@dataclass
class Place:
    """Collects documents and what people do; draws from them."""

    documents: int = 6
    passages: int = 10
    words: dict[str, str] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    coders: dict[str, Any] = field(default_factory=lambda: {"ada": "researcher", "bo": "peer"})
    shut: set[str] = field(default_factory=set)
    upsetting: set[tuple[str, str, int, int]] = field(default_factory=set)

    @property
    def coded(self) -> CodedStudy:
        """The study as it is by now; every third document is of the strand t."""
        strands = tuple(Strand(name, name, "interview", ("*",)) for name in "st")
        study = Study(Path("/study"), "A study", Path("/study/codebook.yaml"), strands)
        documents, segments, case_of, present = [], [], {}, {}
        for number in range(self.documents):
            name = f"d{number}"
            strand = "t" if number % 3 == 2 else "s"
            text = "x" * 100 * self.passages
            documents.append(Document(name, name, strand, name, text, f"hash {name}"))
            present[name] = (f"case {name}",)
            for at in range(self.passages):
                id_ = f"{name}/{at}"
                said = self.words.get(id_, WORDS)
                span = (at * 100, at * 100 + 100)
                segments.append(Segment(id_, name, f"hash {name}", *span, said))
                case_of[id_] = f"case {name}"
        cases = {case: Case(case) for found in present.values() for case in found}
        return CodedStudy(
            study, CODEBOOK, tuple(documents), tuple(segments), cases, case_of, present,
            tuple(self.suggestions), tuple(self.events),
            tuple(Coder(name, name, role) for name, role in self.coders.items()),
            versioned(CODEBOOK), through=len(self.events),
        )  # fmt: skip

    def table(self) -> Table:
        """Return where passages are handed out now."""
        coded = self.coded
        readers = read_readers(coded, self.coders, lambda name, _role: name not in self.shut)
        pool = Pool.of(coded, ContentNotes.of(coded, self.upsetting))
        void = coded.decisions.record.void
        return Table(pool, readers, [one for one in coded.draws if one.event_id not in void])

    def draw(self, *coders: str, codes: Codes = (), **plan: Any) -> list[HandOut]:
        """Draw, and add what was drawn to the record."""
        found = self.table().hand_out(coders, Plan(**plan), dict.fromkeys(coders, codes))
        for one in found:
            self.add(*one.draws, act=f"act {len(self.events)}")
        return found

    def add(self, *events: Event, act: str = "") -> None:
        """Append events."""
        for one in events:
            number = len(self.events) + 1
            told = {"number": number, "event_id": f"e{number}", "after": number - 1}
            self.events.append(replace(one, **told, act=act or f"act {number}"))

    def look(self, coder: str, draw: Draw, at: int = 0, **about: Any) -> None:
        """Let a coder look at the passage of a draw that is `at`-th in it."""
        item = draw.items[at]
        place = {
            "document": item.document, "text_hash": item.text_hash,
            "start": item.start, "end": item.end,
        }  # fmt: skip
        given = {"coder": coder, "draw": draw.draw, "mode": draw.mode, "codes": draw.codes}
        shown = {"codebook_hash": CODEBOOK.hash, "origin": "page"}
        self.add(Look(**{**place, **given, **shown, **about}))

    def note(self, coder: str, name: str, *fields: tuple[str, str]) -> None:
        """Let a coder, or whoever looks after them, say something."""
        self.add(Note(coder=coder, name=name, fields=fields))


def passages(draws: Sequence[Draw] | HandOut, mode: str = "") -> list[tuple[str, int]]:
    """Return document and start of what was drawn, in the order in which it is shown."""
    found = draws.draws if isinstance(draws, HandOut) else draws
    items = [item for one in found if mode in ("", one.mode) for item in one.items]
    return [(one.document, one.start) for one in sorted(items, key=lambda one: one.position)]
