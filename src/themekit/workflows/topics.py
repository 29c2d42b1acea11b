"""Stage topics: the codable segments to groups of like ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.records import Segment, TopicMap
from themekit.spans import parts_hash
from themekit.store.stages import StageRow
from themekit.store.topics import load_topics, save_topics
from themekit.topics import TOPICS_VERSION, find_topics
from themekit.vectors import Encoder
from themekit.workflows.context import Outcome, RunContext
from themekit.workflows.material import load_material

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


def wanted_key(context: RunContext, segment_key: str) -> str:
    """Return what the stage would be made from if it were done now."""
    model = context.models.encoder_key
    cases = context.study.root / context.study.cases if context.study.cases else None
    told = cases.read_bytes().hex() if cases else ""
    return parts_hash(TOPICS_VERSION, segment_key, model, str(context.options.seed), told)


def topics(context: RunContext) -> Outcome:
    """Find topics among the codable segments of everyone who has not withdrawn."""
    material = load_material(context)
    segments = [one for one in material.segments if one.codable]
    context.progress("topics", 0, 1)
    vectors = segment_vectors(context.encoder("vectors"), segments)
    found = find_topics(segments, vectors, material.case_of, context.options.seed)
    with context.store.writing() as connection:
        save_topics(connection, found)
    context.progress("topics", 1, 1)
    details = {"reason": found.reason, "settings": [list(pair) for pair in found.settings]}
    return Outcome(len(segments), sum(topic.id >= 0 for topic in found.topics), details)


def segment_vectors(encoder: Encoder, segments: Sequence[Segment]) -> NDArray[np.float32]:
    """Return one vector a segment; equal texts are encoded once."""
    texts = list(dict.fromkeys(segment.text for segment in segments))
    row = {text: number for number, text in enumerate(texts)}
    return encoder.encode(texts)[[row[segment.text] for segment in segments]]


def saved_topics(context: RunContext, stage: StageRow | None) -> TopicMap:
    """Return the last topic map with its reason and settings."""
    with context.store.reading() as connection:
        found = load_topics(connection)
    details = stage.details if stage else {"reason": "topics have not been looked for yet"}
    settings = tuple((str(pair[0]), str(pair[1])) for pair in details.get("settings", ()))
    return TopicMap(found.topics, found.members, details.get("reason", ""), settings)
