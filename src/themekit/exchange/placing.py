"""Where in this study's texts a row of a table lies, by its hash and range or by its words.

What is found by a hash or by its exact words lies there surely. What is only like it, and what is
not found, keeps the place that it came with: that is on none of the present texts, so it counts
nowhere until a person says where it belongs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from themekit._yaml import nearest
from themekit.decisions.finding import find
from themekit.errors import Problem
from themekit.exchange.tables import Row, whole_number
from themekit.records import Document, Segment
from themekit.spans import Span, text_hash


class Place(NamedTuple):
    """A passage.

    Attributes
    ----------
    document, text_hash : str
    start, end : int
    quote, prefix, suffix : str
        Empty where the study has the text.
    searched : bool
        Whether it was not simply where the row says.
    """

    document: str
    text_hash: str
    start: int
    end: int
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    searched: bool = False


@dataclass(slots=True)
class Texts:
    """The texts of a study and the units they were cut into."""

    documents: Mapping[str, Document]
    segments: Mapping[str, Segment]
    _by_hash: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, documents: Iterable[Document], segments: Iterable[Segment]) -> Texts:
        """Index documents and segments."""
        made = cls({one.id: one for one in documents}, {one.id: one for one in segments})
        for document in made.documents.values():
            made._by_hash[document.text_hash].append(document)
        return made

    @property
    def hashes(self) -> Container[str]:
        """Hashes of the present texts."""
        return self._by_hash.keys()

    def place(self, row: Row, problems: list[Problem], losses: list[Problem]) -> Place:
        """Find where a row lies.

        Parameters
        ----------
        row : Row
        problems : list of Problem
            Filled with what keeps the row from being read.
        losses : list of Problem
            Filled with why it lies nowhere.
        """
        start, end = whole_number(row, "start", problems), whole_number(row, "end", problems)
        hashed = row.get("text_hash")
        quote = row.words("quote")
        if start is None or end is None:
            if start is None and end is None and (found := self._segment(row, hashed)):
                return found
            span = None
        else:
            # From 0 to 0 is what we write of words that were not found.
            span = Span(start, end) if start or end else None
        if span is not None and span.end <= span.start:
            problems.append(row.problem(f"the range from {start} to {end} holds nothing"))
        silent = not (quote.strip() or row.get("segment_id") or row.get("start") or row.get("end"))
        if silent:
            hint = "it needs document, text_hash, start and end, or document and quote"
            problems.append(row.problem("the row does not say on what passage it lies", hint))
        document = self._document(row, hashed, span)
        if document and span and document.text_hash == hashed and span.end <= len(document.text):
            return Place(document.id, hashed, *span)
        return self._by_words(row, document, span or Span(0, 0), losses)

    def _segment(self, row: Row, hashed: str) -> Place | None:
        """Return the present segment that a row without a range names, if its text is the same."""
        segment = self.segments.get(row.get("segment_id"))
        if segment is None or segment.text_hash != hashed:
            return None
        return Place(segment.document, hashed, segment.start, segment.end)

    def _document(self, row: Row, hashed: str, span: Span | None) -> Document | None:
        """Return the document that a row means: by its name, else by a text that is there once."""
        named = self.documents.get(row.get("document") or row.get("segment_id").rpartition("/")[0])
        if named and (named.text_hash == hashed or not hashed):
            return named
        same = self._by_hash.get(hashed, [])
        if span is not None and len(same) == 1:
            return same[0]
        return named

    def _by_words(
        self, row: Row, document: Document | None, span: Span, losses: list[Problem]
    ) -> Place:
        quote, around = row.words("quote"), (row.words("prefix"), row.words("suffix"))
        came = Place(
            row.get("document"), row.get("text_hash"), *span, quote, *around, searched=True
        )
        if document is None:
            losses.append(row.loss(*self._no_document(row)))
            return came
        if not quote.strip():
            message = f"the text of '{document.id}' is not the one that the row lies on"
            losses.append(row.loss(f"{message}, and it brings no quote: it counts nowhere"))
            return came
        found = find(quote, *around, document.text)
        if found and found.sure:
            return Place(document.id, document.text_hash, *found.span, searched=True)
        if found:
            at = f"from {found.span.start} to {found.span.end} of '{document.id}'"
            message = f"its words are only like those {at}: doubtful, it counts nowhere"
            losses.append(row.loss(message, "correct its quote if that is the passage"))
        else:
            message = f"its words do not stand in '{document.id}', or in several places"
            losses.append(row.loss(f"{message}: it counts nowhere"))
        # Kept off the present text, whatever the row says: it is not known where on it it lies.
        return came if came.text_hash != document.text_hash else came._replace(text_hash=_off(came))

    def _called(self, said: str) -> str:
        """Return the one document whose last part is what was said, as a name or a file's name."""
        last = said.rpartition("/")[2]
        wanted = {last.casefold(), last.rpartition(".")[0].casefold()}
        found = [one for one in self.documents if one.rpartition("/")[2].casefold() in wanted]
        return found[0] if len(found) == 1 else ""

    def _no_document(self, row: Row) -> tuple[str, str]:
        said = row.get("document")
        close = self._called(said) or nearest(said, self.documents)
        if not said:
            what = f"there is no segment '{row.get('segment_id')}' with that text in this study"
            return f"{what}: it counts nowhere", ""
        hint = f"did you mean '{close}'?" if close else "see 'themekit check' for their names"
        return f"there is no document '{said}' in this study: it counts nowhere", hint


def _off(place: Place) -> str:
    """Return the hash of a text that no document has: a quotation alone."""
    return text_hash(f"\0{place.quote}")
