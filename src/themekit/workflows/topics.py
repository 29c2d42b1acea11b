"""Stage topics: the codable segments to groups of like ones."""

from __future__ import annotations

from dataclasses import replace

from themekit.language import Analyser, sentence_spans, terms
from themekit.records import Segment, TopicMap
from themekit.spans import parts_hash
from themekit.store.stages import StageRow
from themekit.store.topics import load_topics, save_topics
from themekit.store.vectors import CachedEncoder
from themekit.topics import TOPICS_VERSION, Readings, find_topics
from themekit.workflows.context import Outcome, RunContext
from themekit.workflows.loading import load_material


def wanted_key(context: RunContext, segment_key: str) -> str:
    """Return what the stage would be made from if it were done now."""
    model = context.models.encoder_key
    cases = context.study.root / context.study.cases if context.study.cases else None
    told = cases.read_bytes().hex() if cases else ""
    return parts_hash(
        TOPICS_VERSION,
        segment_key,
        model,
        context.models.analyser_key,
        str(context.options.seed),
        told,
    )


def topics(context: RunContext) -> Outcome:
    """Find topics among the codable segments of everyone who has not withdrawn."""
    segments, cases = _codable(context)
    context.progress("topics", 0, 1)
    analyser = context.analyser()
    found = find_topics(
        segments,
        _readings(context.encoder("vectors"), analyser),
        cases,
        context.options.seed,
    )
    analyser.save()
    save_topics(context.store, found)
    context.progress("topics", 1, 1)
    details = {"reason": found.reason, "settings": [list(pair) for pair in found.settings]}
    return Outcome(len(segments), sum(topic.id >= 0 for topic in found.topics), details)


def _codable(context: RunContext) -> tuple[list[Segment], dict[str, str]]:
    """Return what topics are looked for in, and whose it is; all else is let go of."""
    material = load_material(context)
    return [one for one in material.segments if one.codable], dict(material.case_of)


def _readings(encoder: CachedEncoder, analyser: Analyser) -> Readings:
    """Read texts through the caches: nothing is analysed or encoded a second time."""
    return Readings(
        vectors=encoder.encode,
        language=lambda texts: [(terms(doc), sentence_spans(doc)) for doc in analyser.docs(texts)],
        sentence_vectors=lambda texts, spans: encoder.encode_spans(texts, spans)[1],
    )


def saved_topics(context: RunContext, stage: StageRow | None) -> TopicMap:
    """Return the last topic map with its reason and settings."""
    with context.store.reading() as connection:
        found = load_topics(connection)
    details = stage.details if stage else {"reason": "topics have not been looked for yet"}
    settings = tuple((str(pair[0]), str(pair[1])) for pair in details.get("settings", ()))
    return replace(found, reason=details.get("reason", ""), settings=settings)
