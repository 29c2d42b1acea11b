"""What changed from wave to wave, of the codes and closed questions that a study follows.

A row a code or question, strand and pair of waves: each wave and the next, and the first and the
last. What the study said beforehand that it watches comes first; all else is followed too, and was
noticed afterwards: with many codes chance alone gives some alarms.

- `followed` - what is followed, in which order;
- `heard` - who was asked in a wave, who told it, and who may still turn out to have;
- `suggesting` - what was suggested to those who read, and what was read with suggestions alone;
- `reread` - how a part of an earlier wave reads today: drift;
- `alike` - whether two waves were read alike, or what keeps their readings apart;
- `circumstances` - what else differs between two waves, and no reading mends;
- `verdicts` - rose, fell, no change seen or cannot tell, and why in words;
- `compare` - one pair of waves, one row;
- `next_reading` - what to read so that what is watched can be told;
- `outside` - what of it readers outside are shown.
"""

from __future__ import annotations

from themekit.matrix.change.compare import AFTERWARDS, changes_in, next_readings
from themekit.matrix.change.followed import Followed, followed
from themekit.matrix.change.heard import Heard
from themekit.matrix.change.next_reading import NextReading, Part

__all__ = [
    "AFTERWARDS",
    "Followed",
    "Heard",
    "NextReading",
    "Part",
    "changes_in",
    "followed",
    "next_readings",
]
