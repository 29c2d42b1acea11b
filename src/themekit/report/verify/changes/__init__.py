"""What changed from wave to wave, as a report tells it, against waves.csv and changes.csv.

``model`` is what the study holds, ``saying`` finds what a sentence says of it, ``checking`` holds
one against the other.
"""

from __future__ import annotations
