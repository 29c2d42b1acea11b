"""What is said before a hard passage, in general words, and which topics a passage speaks of.

Both rest on a list of words, on passages that people marked as upsetting, and on the content notes
of codes that people applied there; never on a machine's suggestion: they are worked out before it
is known who sees suggestions, and are the same wherever studies differ in suggestions alone. No
note says that somebody was upset, or who: among few people that would tell on them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from themekit.decisions import CodedStudy
from themekit.events import Look
from themekit.records import Segment

HARD = "hard to read"
"""The topic of passages that people marked; it is in no list of words."""
_HARD_SAYS = "something that can be hard to read"
_TOPIC = re.compile(r"\[(?P<name>[^\]]+)\]\s*(?P<says>.+)")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something hard that a passage may speak of.

    Attributes
    ----------
    name : str
        By which somebody chooses not to see it.
    says : str
        What is said before: the end of "This passage mentions ...".
    stems : tuple of str
        What its words begin with; a text without any speaks of something else.
    pattern : re.Pattern or None
        Its false friends, and then its words as the group ``word``; None for `HARD`.
    """

    name: str
    says: str
    stems: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def is_in(self, lowered: str) -> bool:
        """Tell whether a text in small letters speaks of it."""
        if self.pattern is None or not any(stem in lowered for stem in self.stems):
            return False
        return any(match["word"] for match in self.pattern.finditer(lowered))


@cache
def all_topics() -> tuple[Topic, ...]:
    """Return the topics that somebody may choose not to see, in the order of their list."""
    text = files("themekit.tasks").joinpath("content_words.txt").read_text(encoding="utf-8")
    parts: dict[tuple[str, str], list[str]] = {}
    here: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if head := _TOPIC.fullmatch(line):
            here = parts.setdefault((head["name"], head["says"]), [])
        elif line and not line.startswith("#"):
            here.append(line)
    found = [_topic(name, says, lines) for (name, says), lines in parts.items()]
    return (*found, Topic(HARD, _HARD_SAYS))


def _topic(name: str, says: str, lines: Iterable[str]) -> Topic:
    """Build a topic from its lines."""
    listed = list(lines)
    words = [line for line in listed if not line.startswith("-")]
    friends = [line.removeprefix("-").strip() for line in listed if line.startswith("-")]
    false = "|".join(map(_regular, friends)) or r"(?!)"
    pattern = rf"\b(?:{false})\b|\b(?P<word>{'|'.join(map(_regular, words))})\b"
    stems = {re.split(r"[*\s]", word, maxsplit=1)[0] for word in words}
    # A stem that begins with another is found with it.
    short = [one for one in stems if not any(one != it and one.startswith(it) for it in stems)]
    return Topic(name, says, tuple(sorted(short)), re.compile(pattern))


def _regular(phrase: str) -> str:
    """Return a phrase as a regular expression; any white space parts its words."""
    return r"\s+".join(re.escape(word).replace(r"\*", r"[\w'\u2019-]*") for word in phrase.split())


def topics_of(text: str) -> frozenset[str]:
    """Return the names of the topics that a text speaks of."""
    lowered = text.lower()
    return frozenset(one.name for one in all_topics() if one.is_in(lowered))


@dataclass(frozen=True, slots=True)
class ContentNotes:
    """What is known of hard passages in a study.

    Attributes
    ----------
    upsetting : collection of segment ids
        Passages that somebody marked as upsetting; it does not matter who.
    applied : mapping of segment id to content notes
        Of the codes that people applied there, in codebook order.
    """

    upsetting: Collection[str] = frozenset()
    applied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, coded: CodedStudy, upsetting: Iterable[tuple[str, str, int, int]]) -> ContentNotes:
        """Return what is known of a study's passages.

        Parameters
        ----------
        coded : CodedStudy
        upsetting : iterable of (document, text hash, start, end)
            Passages that upset anybody.
        """
        decisions, size = coded.decisions, len(coded.segments)
        found: set[str] = set()
        for document, text_hash, start, end in upsetting:
            place = Look(document=document, text_hash=text_hash, start=start, end=end)
            found.update(decisions.segments_of(place))
        notes = [code.content_note for code in coded.codebook.codes]
        applied: dict[str, list[tuple[int, str]]] = {}
        for pair, words in decisions.latest.words.items() if any(notes) else ():
            code, segment = divmod(pair, size)
            if notes[code] and any(word.verdict == "yes" for word in words.values()):
                name = decisions.passages.ids[segment]
                applied.setdefault(name, []).append((code, notes[code]))
        in_order = {name: tuple(note for _, note in sorted(said)) for name, said in applied.items()}
        return cls(frozenset(found), in_order)

    def topics(self, segment: Segment) -> frozenset[str]:
        """Return the names of all that a passage, with what stands around it, speaks of."""
        found = topics_of(f"{segment.text}\n{segment.question}\n{segment.before}")
        for note in self._notes(segment):
            found |= topics_of(note)
        return found | {HARD} if segment.id in self.upsetting else found

    def speaks_of(self, segment: Segment, unwanted: Collection[str]) -> bool:
        """Tell whether a passage speaks of one of some topics; quicker than all of them."""
        if segment.id in self.upsetting and HARD in unwanted:
            return True
        parts = (segment.text, segment.question, segment.before, *self._notes(segment))
        lowered = "\n".join(parts).lower()
        return any(one.is_in(lowered) for one in all_topics() if one.name in unwanted)

    def note(self, segment: Segment) -> str:
        """Return what is said before a passage; empty for nothing.

        It is said in general words alone: a code's own note would tell, before the passage is
        read, what others found there.
        """
        topics = self.topics(segment)
        said = [one.says for one in all_topics() if one.name in topics and one.name != HARD]
        if not said and (HARD in topics or self._notes(segment)):
            said.append(_HARD_SAYS)
        return _listed(said)

    def _notes(self, segment: Segment) -> tuple[str, ...]:
        return self.applied.get(segment.id, ())


def _listed(parts: list[str]) -> str:
    """Join the ends of a sentence."""
    if len(parts) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"
