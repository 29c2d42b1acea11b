"""Which passages make a case, and from which frame whole cases are drawn.

Whoever draws whole cases and whoever counts by such a draw have to mean the same frame: it is known
by a hash of its passages.
"""

from __future__ import annotations

from collections.abc import Iterable

from themekit.decisions.coded import CodedStudy
from themekit.records import Segment
from themekit.spans import parts_hash


def cases_of(coded: CodedStudy, segments: Iterable[Segment]) -> dict[str, str]:
    """Return whose words some passages are, by id.

    A passage is the case's that is known to have said it; else that of the only one who took part
    in its document; else the document stands for a case. The interviewer's are nobody's.
    """
    only = {document: one[0] for document, one in coded.present.items() if len(one) == 1}
    return {
        one.id: coded.case_of.get(one.id) or only.get(one.document) or one.document
        for one in segments
        if one.speaker_role != "interviewer"
    }


def hash_of_frame(segments: Iterable[Segment]) -> str:
    """Return a hash of the places of some passages, whoever asks."""
    lines = (f"{one.document}\t{one.text_hash}\t{one.start}\t{one.end}" for one in segments)
    return parts_hash("\n".join(lines))
