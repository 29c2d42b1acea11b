"""Everything that is counted, loaded and computed once for the tables and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from themekit.decisions import CodedStudy
from themekit.events import Anchored
from themekit.matrix import build_matrix
from themekit.records import Segment, ThemeMatrix, TopicMap
from themekit.store.events import kept_texts
from themekit.store.rows import uncollected
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.loading import is_silent, load_coded
from themekit.workflows.topics import saved_topics


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted, for the tables and for the report.

    Attributes
    ----------
    coded : CodedStudy
    matrix : ThemeMatrix
    topics : TopicMap
    texts : mapping of text hash to text
        The texts that events lie on, as they were then, without the words of those who withdrew.
    """

    coded: CodedStudy
    matrix: ThemeMatrix = field(repr=False)
    topics: TopicMap = field(repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)


@uncollected()
def count(context: RunContext, through: int | None = None) -> Result:
    """Load what the study holds, with what was decided up to an event, and count it."""
    coded = load_coded(context, scored=True, through=through)
    with context.store.reading() as connection:
        stages = load_stages(connection)
    topics = saved_topics(context, stages.get("topics"))
    return Result(coded, build_matrix(coded), topics, texts_of(context, coded))


def texts_of(context: RunContext, coded: CodedStudy) -> dict[str, str]:
    """Return the texts that events lie on, without the words of those who have withdrawn."""
    lain_on = {one.text_hash for one in coded.events if isinstance(one, Anchored)}
    with context.store.reading() as connection:
        texts = kept_texts(connection, lain_on)
    return texts | _silenced(coded, texts)


def _silenced(coded: CodedStudy, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts in which somebody spoke who has withdrawn, with blanks for their words.

    Where a text was another then, it is not known which words were theirs: nothing of it is left.
    """
    ranges: dict[str, list[Segment]] = {}
    for segment in coded.segments:
        if is_silent(segment):
            ranges.setdefault(segment.document, []).append(segment)
    if not ranges:
        return {}
    blanked: dict[str, str] = {}
    for theirs in ranges.values():
        now = theirs[0].text_hash
        if now in texts:
            text = blanked.get(now, texts[now])
            for one in theirs:
                text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
            blanked[now] = text
    events = (one for one in coded.events if isinstance(one, Anchored))
    return {one.text_hash: "" for one in events if one.document in ranges} | blanked
