"""What was suggested to those who read a wave, and which words were read with suggestions alone.

Who reads with suggestions finds more than who reads without, and the more so the better the machine
is. What was read so is as good as any other reading of what was told, but two waves compare only
where both were read alike; and a part that was read anew without suggestions tells how a wave reads
that was read without them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from themekit.decisions import CodedStudy, Ints
from themekit.matrix.found import Evidence


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Suggesting:
    """Finds what was suggested, then and now.

    Parameters
    ----------
    coded : CodedStudy
    evidence : Evidence
    """

    coded: CodedStudy
    evidence: Evidence

    @cached_property
    def shown(self) -> Mapping[int, frozenset[str]]:
        """What was suggested, segment by segment, when it was first given out with suggestions."""
        coded, position = self.coded, self.evidence.units.passages.position
        places = {
            (one.document, one.text_hash, one.start, one.end): position[one.id]
            for one in coded.segments
        }
        found: dict[int, frozenset[str]] = {}
        void = coded.decisions.record.void
        for draw in coded.draws:
            if draw.mode != "assisted" or draw.event_id in void:
                continue
            for item in draw.items:
                at = places.get((item.document, item.text_hash, item.start, item.end))
                if at is not None:
                    found.setdefault(at, frozenset(code for code, _ in item.suggested))
        return found

    @cached_property
    def now(self) -> Mapping[str, set[str]]:
        """What is suggested today, by segment."""
        found: dict[str, set[str]] = {}
        for one in self.coded.suggestions:
            found.setdefault(one.segment_id, set()).add(one.code_id)
        return found

    @cached_property
    def helped(self) -> Ints:
        """Segments that nobody has read without suggestions, and somebody with them; sorted.

        None of a wave of which nothing was suggested at all: nothing could be seen there.
        """
        units = self.evidence.units
        suggested = {int(units.occasion[at]) for at, codes in self.shown.items() if codes}
        looks = self.evidence.decisions.latest.looks
        found = [
            at
            for at in self.shown
            if int(units.occasion[at]) in suggested
            and looks.get(at)
            and all(look.mode == "assisted" for look in looks[at])
        ]
        return np.array(sorted(found), dtype=np.int64)
