"""Which codes a look covers, and whether a word still means what the code means now.

A look covers the codes that it lists, or all codes of its version of the codebook: a code made
later is not covered, and a version that nobody knows covers nothing. What was said of an older
meaning stands, but is not current: it is not `checked`, compared or corrected with, until a person
says that the change was editorial or looks again. Patterns are no part of the meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from themekit.events import Coding, Look, Override, VersionedCode

EDITORIAL = "editorial"


class Cover(NamedTuple):
    """The codes, by number, that a look covers, and those of them in their present meaning."""

    codes: frozenset[int]
    current: frozenset[int]


NOTHING = Cover(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class CodeState:
    """A code of the present codebook."""

    id: str
    meaning_hash: str = ""


@dataclass(slots=True)
class Meanings:
    """The present codes and all versions of the codebook that events name.

    Attributes
    ----------
    codes : sequence of CodeState
        In codebook order.
    number : dict of code id to its place in `codes`
    versions : dict of codebook hash to a dict of code id to meaning hash
    """

    codes: Sequence[CodeState]
    number: dict[str, int]
    versions: dict[str, dict[str, str]] = field(default_factory=dict)
    _of_code: dict[tuple[str, str], str] = field(default_factory=dict)
    _current: dict[str, frozenset[str]] = field(default_factory=dict)
    _covers: dict[tuple[str, tuple[str, ...]], Cover] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        codes: Iterable[CodeState],
        versions: Iterable[VersionedCode] = (),
        overrides: Iterable[Override] = (),
    ) -> Meanings:
        """Join the codes with what people said of changed wordings.

        Parameters
        ----------
        codes : iterable of CodeState
        versions : iterable of VersionedCode
            The codes of every version of the codebook that is known.
        overrides : iterable of Override
            Those in force; only ``editorial`` ones matter here.
        """
        found = tuple(codes)
        made = cls(found, {one.id: at for at, one in enumerate(found)})
        for row in versions:
            made.versions.setdefault(row.codebook_hash, {})[row.code_id] = row.meaning_hash
            made._of_code[row.code_id, row.code_hash] = row.meaning_hash
        editorial = [one for one in overrides if one.what == EDITORIAL]
        for code in found:
            same = {code.meaning_hash}
            steps = [(one.before, one.now) for one in editorial if one.target == code.id]
            while more := {before for before, now in steps if now in same} - same:
                same |= more
            made._current[code.id] = frozenset(same - {""})
        return made

    def is_current(self, event: Coding) -> bool:
        """Tell whether a word was said of what its code means now."""
        return self._meant(event) in self._current.get(event.code_id, ())

    def _meant(self, event: Coding) -> str:
        """Return the hash of what a code meant to whoever said a word; empty if nobody knows.

        Tables from elsewhere name the code's hash alone, or the version of the whole codebook: of
        one that we know either tells the meaning.
        """
        of_code = self._of_code.get((event.code_id, event.code_hash), "")
        version = self.versions.get(event.codebook_hash, {})
        return event.meaning_hash or of_code or version.get(event.code_id, "")

    def rejects_current(self, change: Coding, old: Coding) -> bool:
        """Tell whether a change of code took back what the old code means now."""
        shown = self.versions.get(change.codebook_hash, {}).get(old.code_id)
        if shown is None:  # it does not say which codebook it was made with
            return self.is_current(old)
        return shown in self._current.get(old.code_id, ())

    def knows(self, look: Look) -> bool:
        """Tell whether it is known of which version of the codebook a look was."""
        return look.codebook_hash in self.versions

    def cover(self, look: Look) -> Cover:
        """Return which codes a look covers; alike looks share one answer."""
        key = (look.codebook_hash, look.codes)
        found = self._covers.get(key)
        if found is None:
            found = self._covers[key] = self._cover(look)
        return found

    def _cover(self, look: Look) -> Cover:
        version = self.versions.get(look.codebook_hash, {})
        named = [name for name in (look.codes or version) if name in self.number]
        return Cover(
            frozenset(self.number[name] for name in named),
            frozenset(
                self.number[name] for name in named if version.get(name) in self._current[name]
            ),
        )
