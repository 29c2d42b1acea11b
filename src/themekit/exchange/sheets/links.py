"""QuIP: where tellers say that something led to something. Claims of theirs, no proof of cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from themekit.errors import Problem
from themekit.events import CausalLink, Event
from themekit.exchange.sheets.material import BY, one_of
from themekit.exchange.sheets.merging import Entry
from themekit.exchange.sheets.model import (
    EXTRA_ROWS,
    NEW,
    Column,
    FilledRow,
    Passage,
    Tab,
    row_key,
)
from themekit.exchange.sheets.rows import RowSheet, open_keys
from themekit.names import folded
from themekit.spans import parts_hash

CLAIMS = "Claims by tellers, no proof of cause."
VALENCE = Column("valence", "Better or worse", "What the teller calls it.", 14,
                 choices=("better", "worse"))  # fmt: skip
BLINDFOLDED = Column(
    "blindfolded", "Blindfolded", "Did neither who asked nor who told know whose work it is about?",
    14, choices=("yes", "no"),
)  # fmt: skip
PASSAGE = Column("passage", "Passage", "Id of the passage.", 22, is_open=False)
COLUMNS = (
    Column("row", "Row", "Leave as it is.", 12, is_open=False),
    PASSAGE,
    Column("case", "Told by", "The source.", 12, is_open=False),
    Column("wave", "When", "When it was told.", 10, is_open=False),
    Column("question", "Asked", "What was asked.", 22, is_open=False),
    Column("text", "What was said", "The passage.", 56, is_open=False),
    Column("cause", "Cause", "What the teller says led to it.", 30),
    Column("effect", "Effect", "What they say it led to.", 30),
    VALENCE,
    BLINDFOLDED,
    BY,
)
_CLAIM = open_keys(COLUMNS)


class Links(RowSheet):
    """The sheet of claims: a row a passage, more rows at its end."""

    title = "Claims"
    record = CausalLink
    columns = COLUMNS
    how = (
        "This file is for what people say led to what (QuIP). " + CLAIMS,
        "1. Each row of the tab 'Claims' holds one passage.",
        (
            "2. Where its teller says that something led to something, write the cause and the effect "
            "in a few words. Nobody has written anything there before you."
        ),
        (
            "3. Choose whether the teller calls the effect better or worse. Leave it empty if they do "
            "not say."
        ),
        (
            "4. Under 'Blindfolded', choose yes if neither who asked nor who told knew whose work it "
            "was about."
        ),
        "5. A passage without such a claim stays empty.",
        "6. For a second claim in one passage, use an empty row at the end, with the passage's id.",
        "7. Write only in the blue cells. Do not merge cells, and leave the ids as they are.",
        "8. Save the file and send it back. You may send it again later: only changes are taken.",
        (
            "The tab 'Counts' counts people (sources) and passages (citations) apart, for all that has "
            "come back so far."
        ),
    )
    frozen = 2

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return what is written in one go; in an empty row also whose words it is about."""
        return (_CLAIM,)

    def entries(self, standing: Sequence[Event]) -> Iterator[Entry]:
        """Yield the claims of each passage, or an empty row; then empty rows for further ones."""
        there: dict[tuple[str, int, int], list[CausalLink]] = defaultdict(list)
        for event in standing:
            one = cast("CausalLink", event)
            there[one.document, one.start, one.end].append(one)
        for passage in self.material.passages:
            found = there.get((passage.document, passage.start, passage.end), ())
            for one in found:
                yield Entry((row_key(one),), _CLAIM, self.cells(one), one, about=passage.id)
            if not found:
                yield Entry((f"p-{parts_hash(passage.id)[:8]}",), _CLAIM, about=passage.id)
        for number in range(1, EXTRA_ROWS + 1):
            yield Entry((f"{NEW}{number}",), _CLAIM, unlocked=frozenset({PASSAGE.key}))

    def fixed(self, entry: Entry) -> Mapping[str, str]:
        """Return the passage of a row."""
        passage = self.material.by_id.get(entry.about)
        if passage is None:
            return {}
        return {
            PASSAGE.key: passage.shown_id, "case": passage.shown_case, "wave": passage.wave,
            "question": passage.question, "text": passage.text,
        }  # fmt: skip

    def cells(self, event: Event) -> Mapping[str, str]:
        """Return the open cells that a claim fills."""
        return {name: said for name in _CLAIM if (said := getattr(event, name))}

    def make(self, row: FilledRow, entry: Entry, problems: list[Problem]) -> CausalLink | None:
        """Return what a row says."""
        passage = self._passage(row, entry, problems)
        valence = one_of(row, VALENCE, problems)
        blindfolded = one_of(row, BLINDFOLDED, problems)
        cause, effect = row.get("cause"), row.get("effect")
        for key, said, other in (("cause", cause, effect), ("effect", effect, cause)):
            if not said and (other or valence):
                message = f"the claim has no {key}"
                problems.append(row.problem(key, message, "write both, or leave the row empty"))
        if passage is None:
            return None
        return CausalLink(
            document=passage.document, text_hash=passage.text_hash, start=passage.start,
            end=passage.end, cause=cause, effect=effect,
            valence=valence, blindfolded=blindfolded, source=passage.case,  # type: ignore[arg-type]
        )  # fmt: skip

    def _passage(self, row: FilledRow, entry: Entry, problems: list[Problem]) -> Passage | None:
        """Return the passage that a row is about; its id and the row's have to say the same."""
        said = row.get(PASSAGE.key)
        if not said:
            message = "the row does not say which passage it is about"
            problems.append(row.problem(PASSAGE.key, message, "write the id of the passage"))
            return None
        passage = self.material.find(said)
        if passage is None:
            problems.append(self.material.unknown(row, PASSAGE.key, said))
            return None
        if entry.about and passage.id != entry.about:
            shown = self.material.by_id[entry.about].shown_id
            message = f"the passage's id was '{shown}' and says '{said}' now"
            hint = "write it back; for another passage use an empty row at the end"
            problems.append(row.problem(PASSAGE.key, message, hint))
        return passage

    def tabs(self, standing: Sequence[Event]) -> tuple[Tab, ...]:
        """Return the counts of what has come back so far."""
        return (counts_tab(cast("CausalLink", one) for one in standing),)


def counts_tab(links: Iterable[CausalLink]) -> Tab:
    """Count for each claim its sources (people) and its citations (passages), apart."""
    named: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    sources: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    passages: dict[tuple[str, str, str], set[tuple[str, int, int]]] = defaultdict(set)
    blind: Counter[tuple[str, str, str]] = Counter()
    for one in links:
        said = (one.cause, one.effect, one.valence)
        key = (folded(one.cause), folded(one.effect), one.valence)
        named.setdefault(key, said)
        sources[key].add(one.source)
        passages[key].add((one.document, one.start, one.end))
        blind[key] += one.blindfolded == "yes"
    columns = (
        Column("cause", "Cause", width=36),
        Column("effect", "Effect", width=36),
        Column("valence", "Better or worse", width=16),
        Column("sources", "Sources (people)", width=18),
        Column("citations", "Citations (passages)", width=20),
        Column("blind", "Rows told blindfolded", width=22),
    )
    order = sorted(named, key=lambda key: (-len(sources[key]), -len(passages[key]), key))
    rows = tuple((*named[key], len(sources[key]), len(passages[key]), blind[key]) for key in order)
    return Tab("Counts", columns, rows, f"{CLAIMS} Counted is what has come back so far.")
