"""What was drawn, as it stands in a pack: words as they are shown, codes in plain words, no names.

Every text in it has gone through the study's replacements, those of the list too: an example may
be somebody's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from themekit.codebook import Code
from themekit.decisions import CodedStudy
from themekit.disclosure import Replacements
from themekit.events import Draw, DrawnItem
from themekit.exchange.packs import PackCode, PackPassage, PackPractice, PackQuestion, PackWord
from themekit.records import Document, Segment
from themekit.tasks.asking import Given, covered
from themekit.tasks.packs import asked_in_pack
from themekit.tasks.practice import to_try_out
from themekit.workflows.passages import neighbours, overlapping

AROUND = 60
"""Words that are shown of what was said before, and of what was said after."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Packing:
    """Fills a pack.

    Attributes
    ----------
    coded : CodedStudy
    shown : Replacements
        Of the study.
    keys : mapping of code id to str
        By which codes are known outside.
    """

    coded: CodedStudy
    shown: Replacements
    keys: Mapping[str, str]
    _segments: dict[str, list[Segment]] = field(default_factory=dict, init=False, repr=False)
    _documents: dict[str, Document] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Put the segments of each document together."""
        self._documents.update((one.id, one) for one in self.coded.documents)
        for one in self.coded.segments:
            self._segments.setdefault(one.document, []).append(one)

    # -- the list ------------------------------------------------------------------------------

    def codes(self) -> tuple[PackCode, ...]:
        """Return the whole list."""
        return tuple(self._code(one) for one in self.coded.codebook.codes)

    def practice(self) -> tuple[PackPractice, ...]:
        """Return what is there to try out."""
        tried = to_try_out(self.coded.codebook.codes)
        return tuple(PackPractice(self._plain(text), self._code(code)) for code, text in tried)

    def _code(self, code: Code) -> PackCode:
        # What it is not is told; only where nothing is, a near miss stands there, in quotes.
        near = next((f"\u201c{one}\u201d" for one in code.near_misses), "")
        example = code.plain_example or next(iter(code.examples), "")
        return PackCode(
            self.keys[code.id],
            self._plain(code.plain_name or code.name),
            self._plain(code.plain_meaning or code.definition),
            self._plain(example),
            self._plain(code.plain_not_this or near),
            self._plain(code.theme),
        )

    def _plain(self, text: str) -> str:
        return " ".join(self.shown.anywhere(text).split())

    # -- passages ------------------------------------------------------------------------------

    def passages(self, draws: Sequence[Draw]) -> tuple[PackPassage, ...]:
        """Return the passages of some draws of one hand-out, in the order in which they come."""
        found = [Given(draw, item) for draw in draws for item in draw.items]
        found.sort(key=lambda one: one.item.position)
        numbers = count(1)
        groups: dict[str, int] = {}
        return tuple(
            self._passage(one, numbers, groups.setdefault(one.item.document, len(groups) + 1))
            for one in found
        )

    def _passage(self, given: Given, numbers: Iterator[int], group: int) -> PackPassage:
        item, segments = given.item, self._segments.get(given.item.document, ())
        here = overlapping(segments, item.start, item.end)
        asked = self._asked(given)
        before, after = neighbours(segments, item)
        question = next((one.question for one in here if one.question), "")
        seen = covered(given, self._ids())
        return PackPassage(
            n=item.position + 1,
            words=tuple(self._words(item)),
            asked=self.shown.anywhere(question).strip(),
            before=self._around(before, at_end=True),
            after=self._around(after, at_end=False),
            note=self._note(given, asked),
            questions=tuple(PackQuestion(next(numbers), self._code(one)) for one in asked),
            more=tuple(self.keys[one] for one in seen if one not in {it.id for it in asked}),
            group=group,
        )

    def _ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.coded.codebook.codes)

    def _asked(self, given: Given) -> tuple[Code, ...]:
        """Return the codes that are asked about one by one."""
        by_id = {one.id: one for one in self.coded.codebook.codes}
        return tuple(by_id[one] for one in asked_in_pack(given, self._ids()))

    def _words(self, item: DrawnItem) -> Iterator[PackWord]:
        """Yield the words as they are shown, counted from the passage's own first word."""
        document = self._documents[item.document]
        own = [
            number
            for number, one in enumerate(_WORD.finditer(document.text), start=1)
            if item.start < one.end() and one.start() < item.end
        ]
        if not own:
            return
        base, most = own[0] - 1, len(own)
        for one in self.shown.words(item.document, item.start, item.end):
            first, last = max(1, one.first - base), min(most, one.last - base)
            yield PackWord(first, last, one.text)

    def _around(self, segment: Segment | None, *, at_end: bool) -> str:
        """Return what was said beside a passage: what is nearest of it, where it is long."""
        if segment is None:
            return ""
        words = self.shown.text(segment.document, segment.start, segment.end).split()
        if len(words) <= AROUND:
            return " ".join(words)
        near = " ".join(words[-AROUND:] if at_end else words[:AROUND])
        return f"\u2026 {near}" if at_end else f"{near} \u2026"

    def _note(self, given: Given, asked: Sequence[Code]) -> str:
        """Return what is said before a passage that somebody may not want to read."""
        told = []
        if note := given.item.note.rstrip("."):
            is_sentence = note[:1] != note[:1].lower()
            told.append(f"{'Before you read:' if is_sentence else 'This passage mentions'} {note}.")
        if not given.blind:
            told += [self._plain(one.content_note) for one in asked if one.content_note]
        return " ".join(dict.fromkeys(told))
