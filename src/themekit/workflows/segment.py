"""Stage segment: documents to units of coding; one document added costs one document."""

from __future__ import annotations

from themekit.language import Analyser
from themekit.segmenting import SEGMENTING_VERSION, Settings, segment_document
from themekit.segmenting.splitting import Sentences
from themekit.spans import Span, parts_hash
from themekit.store.documents import (
    DocumentKeys,
    count_documents,
    document_keys,
    load_documents,
)
from themekit.store.segments import count_segments, save_segments
from themekit.study import Strand, unit_settings
from themekit.workflows.asking import unasked_in
from themekit.workflows.context import Outcome, RunContext, parts_of

PART = 5_000


def segment_key(context: RunContext, strand: Strand) -> str:
    """Return what decides how a strand's documents are cut."""
    return parts_hash(SEGMENTING_VERSION, context.models.analyser_key, unit_settings(strand))


def wanted_key(context: RunContext, read_key: str) -> str:
    """Return what the stage would be made from if it were done now."""
    keys = (f"{strand.name}={segment_key(context, strand)}" for strand in context.study.strands)
    return parts_hash(read_key, *keys)


def segment(context: RunContext) -> Outcome:
    """Cut every document that is new or whose strand is cut otherwise now."""
    strands = {strand.name: strand for strand in context.study.strands}
    keys = {name: segment_key(context, strand) for name, strand in strands.items()}
    with context.store.reading() as connection:
        documents = count_documents(connection)
        stale = [one for one in document_keys(connection) if one.segment_key != keys[one.strand]]
    stale.sort(key=lambda one: one.id)
    analyser = context.analyser()
    split = sentence_splitter(analyser)
    context.progress("segment", 0, len(stale))
    for part in parts_of(len(stale), PART):
        _cut(context, stale[part], strands, keys, split)
        analyser.save()
        context.progress("segment", part.stop, len(stale))
    with context.store.reading() as connection:
        segments = count_segments(connection)
    return Outcome(documents, segments, unasked_in(context))


def sentence_splitter(analyser: Analyser) -> Sentences:
    """Return a function that finds the sentences of a text with `analyser`."""

    def split(text: str) -> list[Span]:
        doc = next(iter(analyser.docs([text])))
        return [Span(sentence.start_char, sentence.end_char) for sentence in doc.sents]

    return split


def _cut(
    context: RunContext,
    stale: list[DocumentKeys],
    strands: dict[str, Strand],
    keys: dict[str, str],
    split: Sentences,
) -> None:
    with context.store.writing() as connection:
        loaded = load_documents(connection, [one.id for one in stale])
        segments = (
            segment
            for one in stale
            for segment in segment_document(
                loaded[one.id],
                Settings(strands[one.strand].unit, strands[one.strand].interviewer),
                split,
            )
        )
        save_segments(connection, {one.id: keys[one.strand] for one in stale}, segments)
