"""What the tagger is told beside each segment: what was asked, and what was said around it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from themekit.language import spoken
from themekit.records import Segment


def surroundings(segments: Iterable[Segment]) -> dict[str, str]:
    """Return the surroundings of each codable segment by its id, a line each.

    Parameters
    ----------
    segments : iterable of Segment
        All those of some documents, the interviewer's too; a document's come in a row. Those of
        people who have withdrawn are heard by nobody.

    Returns
    -------
    dict of str to str
        In talk the question, the words before and the words after, each a whole unit. A short
        question right before is told twice, and counts so. Of a survey's answer the question
        alone, since other answers are about other things.
    """
    found: dict[str, str] = {}
    for _, of in groupby(segments, key=lambda one: one.document):
        heard = (one for one in of if one.codable or one.skip_reason == "interviewer")
        units = sorted(heard, key=lambda one: (one.start, one.end))
        said = [one.text for one in units]
        for one, before, after in zip(units, ["", *said], [*said[1:], ""], strict=False):
            if one.codable:
                around = (one.question,) if one.item else (one.question, before, after)
                found[one.id] = _lines(around)
    return found


def _lines(texts: Iterable[str]) -> str:
    lines = (" ".join(spoken(text).split()) for text in texts)
    return "\n".join(line for line in lines if line)
