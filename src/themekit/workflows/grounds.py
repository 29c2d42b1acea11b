"""What suggestions rest on beside codebook, models and documents: decisions, and who withdrew.

Whose a segment is, and who has withdrawn, follows from cases.csv, the strands and the names of all
documents together. What follows is compared with what a stage was made from, not what it follows
from: then nothing is missed, and nothing is done again for a change that changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.errors import InputError
from themekit.spans import parts_hash
from themekit.store.documents import DocumentKeys
from themekit.store.people import load_codings, load_looks
from themekit.study import read_cases
from themekit.workflows.context import RunContext
from themekit.workflows.material import WITHDRAWN

if TYPE_CHECKING:
    from themekit.workflows.training import TrainingSet

SUGGESTING_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What suggestions rest on beside codebook, models and the documents themselves.

    Attributes
    ----------
    seen : TrainingSet or None
        What people decided; None where nobody has decided anything.
    silent : mapping of document id to tuple of str
        Segments of those who have withdrawn: they are neither tagged nor heard by others.
    """

    seen: TrainingSet | None = None
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def grounds(context: RunContext) -> Grounds:
    """Find out what suggestions rest on; all material is loaded where there is anything.

    Raises
    ------
    InputError
        If cases.csv cannot be read.
    """
    if context.study.method == "reflexive":
        return Grounds()
    with context.store.reading() as connection:
        decided = bool(load_codings(connection) or load_looks(connection))
    if not decided and not any(row.withdrawn for row in read_cases(context.study)[0].entries):
        return Grounds()  # a million answers need not be loaded to know it
    from themekit.workflows.counting import load_counted
    from themekit.workflows.training import training_set

    counted = load_counted(context)
    silent: dict[str, tuple[str, ...]] = {}
    for segment in counted.material.segments:
        if segment.skip_reason == WITHDRAWN:
            silent[segment.document] = (*silent.get(segment.document, ()), segment.id)
    return Grounds(training_set(context, counted) if decided else None, silent)


def tagger_key(context: RunContext, found: Grounds) -> str:
    """Return everything that decides a suggestion, but the segment itself."""
    if context.study.method == "reflexive":
        return "no suggestions in a reflexive study"
    from themekit.tagging.version import TAGGING_VERSION

    return parts_hash(
        SUGGESTING_VERSION,
        TAGGING_VERSION,
        context.codebook.hash,
        found.seen.hash if found.seen else "",
        context.models.encoder_key,
        context.models.analyser_key,
        str(context.options.precision),
        *(["deeper"] if context.options.deeper else []),
    )


def wanted_key(context: RunContext, segment_key: str) -> str:
    """Return what the stage would be made from if it were done now; empty if that is not clear."""
    try:
        found = grounds(context)
    except InputError:
        return ""
    silent = (id_ for _, of in sorted(found.silent.items()) for id_ in of)
    return parts_hash(segment_key, tagger_key(context, found), *silent)


def document_key(key: str, document: DocumentKeys, found: Grounds) -> str:
    """Return what a document's suggestions are made from, given the tagger's key."""
    silent = found.silent.get(document.id, ())
    return parts_hash(key, document.read_key, document.segment_key, *silent)
