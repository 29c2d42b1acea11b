"""Stage segment: documents to units of coding; one document added costs one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from themekit.engine.references import Reference
from themekit.language import Analyser
from themekit.records import Document, Segment
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
from themekit.workflows.context import Outcome, RunContext, parts_of

PART = 5_000
CHARACTERS = 50_000
"""Length of the documents that are cut as one part of the work."""


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
    settings = {
        name: Settings(one.unit, one.interviewer, one.skip) for name, one in strands.items()
    }
    cut = Cut(settings, _analyser_for_parts(context, analyser))
    context.progress("segment", 0, len(stale))
    for part in parts_of(len(stale), PART):
        _save_cut(context, stale[part], keys, cut)
        analyser.save()
        context.progress("segment", part.stop, len(stale))
    with context.store.reading() as connection:
        segments = count_segments(connection)
    return Outcome(documents, segments)


def sentence_splitter(analyser: Analyser) -> Sentences:
    """Return a function that finds the sentences of a text with `analyser`."""

    def split(text: str) -> list[Span]:
        doc = next(iter(analyser.docs([text])))
        return [Span(sentence.start_char, sentence.end_char) for sentence in doc.sents]

    return split


@dataclass(frozen=True, slots=True)
class Cut:
    """Cuts documents by the settings of their strands."""

    settings: Mapping[str, Settings]
    analyser: Analyser

    def __call__(self, documents: Sequence[Document]) -> list[Segment]:
        """Return the segments of some documents, in order."""
        split = sentence_splitter(self.analyser)
        return [
            segment
            for document in documents
            for segment in segment_document(document, self.settings[document.strand], split)
        ]


def _analyser_for_parts(context: RunContext, here: Analyser) -> Analyser:
    """Return the analyser that finds sentences where documents are cut."""
    if not context.engine.elsewhere:
        return here
    from themekit.engine.remote_models import WorkerAnalyser

    return WorkerAnalyser(Reference(context.models.analyser_key, context.models.load_analyser))


def _save_cut(
    context: RunContext, stale: list[DocumentKeys], keys: dict[str, str], cut: Cut
) -> None:
    with context.store.reading() as connection:
        loaded = load_documents(connection, [one.id for one in stale])
    parts = _parts([loaded[one.id] for one in stale])
    segments = [one for found in context.engine.map(cut, parts) for one in found]
    save_segments(context.store, {one.id: keys[one.strand] for one in stale}, segments)


def _parts(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """Part documents by their length: an interview is more work than an answer."""
    part: list[Document] = []
    length = 0
    for document in documents:
        part.append(document)
        length += len(document.text)
        if length > CHARACTERS:
            yield part
            part, length = [], 0
    if part:
        yield part
