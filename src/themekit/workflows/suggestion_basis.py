"""What suggestions rest on beside codebook, models and documents: decisions, and who withdrew.

Whose a segment is, and who has withdrawn, follows from cases.csv, the strands and the names of all
documents together. What follows is compared with what a stage was made from: then nothing is
missed, and nothing is done again for a change that changes nothing. What it follows from is
compared first, since that costs next to nothing where nothing has changed at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from themekit.decisions import learned_through
from themekit.errors import InputError
from themekit.spans import parts_hash
from themekit.store.documents import DocumentKeys
from themekit.store.events import state_at
from themekit.store.stages import load_stages
from themekit.study import read_cases
from themekit.workflows.context import RunContext
from themekit.workflows.loading import is_silent

if TYPE_CHECKING:
    from themekit.workflows.training import TrainingSet

SUGGESTING_VERSION = "5"


@dataclass(frozen=True, slots=True)
class SuggestionBasis:
    """What suggestions rest on beside codebook, models and the documents themselves.

    Attributes
    ----------
    seen : TrainingSet or None
        What people decided; None where nobody has decided anything.
    silent : mapping of document id to frozenset of str
        Segments of those who have withdrawn: they are neither tagged nor heard by others.
    """

    seen: TrainingSet | None = None
    silent: Mapping[str, frozenset[str]] = field(default_factory=dict)


def suggestion_basis(context: RunContext) -> SuggestionBasis:
    """Find out what suggestions rest on; all material is loaded where there is anything.

    Raises
    ------
    InputError
        If cases.csv cannot be read.
    """
    if context.study.method == "reflexive":
        return SuggestionBasis()
    step = learned_through(context.decided_through())
    if not step and not any(row.withdrawn for row in read_cases(context.study)[0].entries):
        return SuggestionBasis()  # a million answers need not be loaded to know it
    from themekit.workflows.loading import load_coded
    from themekit.workflows.training import training_set

    coded = load_coded(context, suggested=False, through=step)
    silent: dict[str, set[str]] = {}
    for segment in coded.segments:
        if is_silent(segment):
            silent.setdefault(segment.document, set()).add(segment.id)
    seen = training_set(coded) if step else None
    if seen is not None and not seen.texts:
        seen = None
    return SuggestionBasis(seen, {document: frozenset(ids) for document, ids in silent.items()})


def suggests(context: RunContext) -> bool:
    """Tell whether a study has anything suggested at all."""
    return context.study.method != "reflexive" and bool(context.codebook.codes)


def tagger_key(context: RunContext, found: SuggestionBasis) -> str:
    """Return everything that decides a suggestion, but the segment itself."""
    if context.study.method == "reflexive":
        return "no suggestions in a reflexive study"
    return parts_hash(*settings(context), found.seen.hash if found.seen else "")


def wanted_key(context: RunContext, segment_key: str) -> str:
    """Return what the stage would be made from if it were done now; empty if that is not clear.

    Where nothing has changed that it follows from, it is what it was: a study of very
    many answers need not be loaded to know that there is nothing to do.
    """
    with context.store.reading() as connection:
        row = load_stages(connection).get("suggest")
    if row and row.details.get("follows_from") == follows_from(context, segment_key):
        return row.key
    try:
        found = suggestion_basis(context)
    except InputError:
        return ""
    silent = (id_ for _, of in sorted(found.silent.items()) for id_ in sorted(of))
    # The seed decides no suggestion, but which passages are worth checking next.
    seed = str(context.options.seed)
    return parts_hash(segment_key, tagger_key(context, found), seed, *silent)


def follows_from(context: RunContext, segment_key: str) -> str:
    """Hash all that the basis follows from; taken before it is, for files may change meanwhile."""
    study = context.study
    step = learned_through(context.decided_through())
    with context.store.reading() as connection:
        people = state_at(connection, step)
    table = (study.root / study.cases).read_bytes().hex() if study.cases else ""
    strands = repr(study.strands)
    seed = str(context.options.seed)
    return parts_hash(*settings(context), segment_key, people, table, strands, study.method, seed)


def settings(context: RunContext) -> tuple[str, ...]:
    """Return what decides suggestions beside the material and what people did with it."""
    from themekit.tagging.version import TAGGING_VERSION

    options, models = context.options, context.models
    # What counts where no time is named changes no suggestion.
    named = replace(context.study.periods, default="")
    return (
        SUGGESTING_VERSION,
        TAGGING_VERSION,
        context.codebook.hash,
        models.encoder_key,
        models.analyser_key,
        str(options.precision),
        str(options.deeper),
        repr(named),
    )


def document_key(key: str, document: DocumentKeys, found: SuggestionBasis) -> str:
    """Return what a document's suggestions are made from, given the tagger's key."""
    silent = sorted(found.silent.get(document.id, ()))
    return parts_hash(key, document.read_key, document.segment_key, *silent)
