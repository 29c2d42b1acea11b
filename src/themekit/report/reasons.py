"""Why the machine suggests a code, said in words when it is shown and never before.

A suggestion keeps where its reasons stand. Their words are looked up in the study as it is now: so
nobody is quoted in a reason who has withdrawn since, and nothing that has changed since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.codebook import plain_words, readable, words_at
from themekit.language import spoken
from themekit.spans import text_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.decisions import CodedStudy
    from themekit.disclosure import Replacements
    from themekit.records import Reason, ReasonKind, Suggestion

LONGEST = 90
MANY = "no single reason: several weak ones together"
_QUOTED: dict[ReasonKind, str] = {
    "name": "its meaning is close to the name '{}'",
    "definition": "its meaning is close to the definition of '{}'",
    "concept": "sounds like talk about '{}', a subject close to this code",
    "key words": "uses words close in meaning to the name '{}'",
    "surroundings": "what was asked or said around it is close to what '{}' means",
    "example": "like the codebook's example '{}'",
    "near miss": "like '{}', which the codebook says is not this code but looks like it",
    "exclude": "like what the codebook leaves out: '{}'",
    "pattern": "uses '{}', a phrase of this code",
    "negated pattern": "uses '{}', a phrase of this code, but denies it",
    "checked segment": "like '{}', a passage to which people gave this code",
    "checked segment and others": "like '{}' and other passages to which people gave this code",
    "deeper reading": "read as a whole it is like passages that people checked, such as '{}'",
}
_ITSELF = "people gave this passage the code, and the machine learned from it"
"""A passage from which the machine learned is most like itself: its words would tell nothing."""
_IN_ORDER: dict[ReasonKind, str] = {
    "pattern": "uses words like '{}', a phrase of this code",
    "negated pattern": "uses words like '{}', a phrase of this code, but denies it",
}
"""Of patterns that stand token by token: what is quoted is no phrase that anybody said."""
_WITHOUT_WORDS: dict[ReasonKind, str] = {
    "example": "like an example that is no longer in the codebook",
    "near miss": "like a near miss that is no longer in the codebook",
    "exclude": "like an exclusion that is no longer in the codebook",
    "pattern": "uses a phrase that is no longer in the codebook",
    "negated pattern": "uses a phrase that is no longer in the codebook, but denies it",
    "checked segment": "like a checked passage that is no longer here",
    "checked segment and others": "like a checked passage that is no longer here, and others",
    "deeper reading": "read as a whole it is like a checked passage that is no longer here",
    "other checked segments": "like other passages to which people gave this code",
    # What is around it is never quoted, for it may be somebody else's words.
    "checked surroundings": "what was asked or said around it is like what stands around passages "
    "to which people gave this code",
    "earlier version": "told by an earlier version: run the study again to see it",
}
_NEAREST_GONE = {
    "example": "an example that is no longer in the codebook",
    "checked segment": "a checked passage that is no longer here",
}
_HIDDEN = "a checked passage that is not shown to you"
_OF_A_CODE = frozenset({"name", "definition", "key words", "surroundings"})
_LISTED = frozenset({"example", "near miss", "exclude", "pattern", "negated pattern"})
_GIVEN = frozenset({"checked segment", "checked segment and others"})
"""Kinds whose passage has the code: of a deeper reading that is not known."""
_SEGMENTS = frozenset({"checked segment", "checked segment and others", "deeper reading"})


class Told:
    """Says the reasons of one study's suggestions; each is looked up once.

    Parameters
    ----------
    coded : CodedStudy
    may_quote : callable, optional
        Tells of a segment's id whether whoever reads the reasons may be shown its words.
    shown : Replacements, optional
        How the study's words are shown to them; as they are where it is left out.
    """

    def __init__(
        self,
        coded: CodedStudy,
        may_quote: Callable[[str], bool] = lambda _segment: True,
        shown: Replacements | None = None,
    ) -> None:
        self._coded, self._may_quote, self._shown = coded, may_quote, shown
        self._words: dict[Reason, str] = {}
        self._lines: dict[tuple[Reason, ...], str] = {}

    def because(self, found: Suggestion) -> str:
        """Say what speaks for a suggestion, in one line."""
        told = found.because
        if any(self._is_itself(one, found) for one in told):
            lines = (_ITSELF if self._is_itself(one, found) else self._line(one) for one in told)
            return "; ".join(lines)
        if told not in self._lines:
            self._lines[told] = "; ".join(self._line(one) for one in told) or MANY
        return self._lines[told]

    def nearest_example(self, found: Suggestion) -> str:
        """Return the example or checked passage that lies nearest; empty where there is none."""
        nearest = found.nearest_example
        if nearest is None:
            return ""
        if self._is_hidden(nearest):
            return _HIDDEN
        return self._said(nearest) or _NEAREST_GONE[nearest.kind]

    def against(self, found: Suggestion) -> str:
        """Say what nearly stopped a suggestion; empty where nothing did."""
        return self._line(found.against) if found.against else ""

    def _is_itself(self, reason: Reason, found: Suggestion) -> bool:
        return reason.kind in _GIVEN and reason.source == found.segment_id

    def _is_hidden(self, reason: Reason) -> bool:
        return reason.kind in _SEGMENTS and not self._may_quote(reason.source)

    def _line(self, reason: Reason) -> str:
        if self._is_hidden(reason):
            return f"like {_HIDDEN}"
        words = self._said(reason)
        if not words:
            return _WITHOUT_WORDS[reason.kind]
        if reason.kind in _IN_ORDER and (plain := self._in_order(reason)):
            return _IN_ORDER[reason.kind].format(_short(plain))
        return _QUOTED[reason.kind].format(_short(words))

    def _in_order(self, reason: Reason) -> str:
        """Return the words of a pattern that stands token by token; empty for a plain phrase."""
        code = self._coded.codebook.by_id(reason.source)
        pattern = code.patterns[reason.place] if code else ""
        return "" if isinstance(pattern, str) else self._anywhere(plain_words(pattern))

    def _said(self, reason: Reason) -> str:
        """Return the words that a reason points to; empty where they no longer stand there."""
        if reason not in self._words:
            self._words[reason] = self._look_up(reason)
        return self._words[reason]

    def _look_up(self, reason: Reason) -> str:
        if reason.kind == "concept":
            return self._anywhere(reason.source)
        code = self._coded.codebook.by_id(reason.source)
        if reason.kind in _OF_A_CODE:
            return self._anywhere(readable(code.name) if code else reason.source)
        segment = self._coded.segment_by_id.get(reason.source)
        words = ""
        if reason.kind in _LISTED and code:
            words = words_at(code, reason.kind, reason.place)
        elif reason.kind in _SEGMENTS and segment:
            words = segment.text
        quoted = words[reason.start : reason.end]
        if not quoted or text_hash(quoted) != reason.text_hash:
            return ""
        if self._shown is not None and segment is not None and reason.kind in _SEGMENTS:
            place = segment.start + reason.start, segment.start + reason.end
            return spoken(self._shown.text(segment.document, *place))
        return spoken(self._anywhere(quoted))

    def _anywhere(self, text: str) -> str:
        """Return words of the codebook as whoever reads the reasons is shown them."""
        return text if self._shown is None else self._shown.anywhere(text)


def _short(text: str) -> str:
    """Return a text in one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " ..."
