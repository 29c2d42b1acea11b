"""Which passages to check next: those from which the tagger would learn most.

They are chosen where the tagger is at hand, at the end of the stage that suggests, and kept with
what that stage tells: whoever hands passages out reads the list, and loads no model for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from themekit.records import Segment
from themekit.segmenting.surroundings import surroundings
from themekit.spans import parts_hash
from themekit.store.documents import document_keys
from themekit.store.segments import known_segments, load_segments
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.suggestion_basis import SuggestionBasis

if TYPE_CHECKING:
    from themekit.tagging import CodebookTagger

CHOSEN = 200
"""Passages that are told: more than several people check between two steps of learning."""
CANDIDATES = 1_000
"""Passages among which they are chosen; of a larger study a sample by whole documents."""
_DOCUMENTS = 50


def chosen_order(context: RunContext) -> tuple[str, ...]:
    """Return ids of segments, most worth checking first; none before anything was learned.

    The list is as old as the last learning: who hands passages out leaves out what was looked at
    since.
    """
    with context.store.reading() as connection:
        stage = load_stages(connection).get("suggest")
        order: list[str] = stage.details.get("order", []) if stage else []
        there = known_segments(connection, order)
    return tuple(one for one in order if one in there)


def order_key(
    context: RunContext, tagger_key: str, segment_key: str, found: SuggestionBasis
) -> str:
    """Return what the order is made from; empty where none is made."""
    if found.seen is None or not context.codebook.codes:
        return ""
    silent = (id_ for _, of in sorted(found.silent.items()) for id_ in sorted(of))
    return parts_hash(tagger_key, segment_key, str(context.options.seed), *silent)


def choose_next(context: RunContext, tagger: CodebookTagger, found: SuggestionBasis) -> list[str]:
    """Choose among what nobody has looked at; the same for the same record and seed.

    Parameters
    ----------
    context : RunContext
    tagger : CodebookTagger
        That has learned what people decided.
    found : SuggestionBasis
        What they decided, and who has withdrawn.
    """
    seen = found.seen
    if seen is None:
        return []
    cases = list(_candidates(context, found))
    if not cases:
        return []
    texts = [*seen.texts, *(one.text for one, _ in cases)]
    around = [*seen.context, *(heard for _, heard in cases)]
    unseen = np.full((len(cases), seen.y.shape[1]), -1, dtype=np.int8)
    # In a group each speaker is somebody, whatever cases.csv calls them.
    people = [*seen.groups, *(f"{one.document} {one.speaker}" for one, _ in cases)]
    picked = tagger.choose(
        texts, np.vstack([seen.y, unseen]), CHOSEN, people, context.options.seed, around
    )
    first = len(seen.texts)
    return [cases[at - first][0].id for at in picked.tolist()]


def _candidates(context: RunContext, found: SuggestionBasis) -> Iterator[tuple[Segment, str]]:
    """Yield passages that nobody has looked at, each with what surrounds it.

    Documents come in an order that the seed makes, so that a sample is fair; passages of one
    document with the same words come once.
    """
    looked = set(found.seen.ids) if found.seen else set[str]()
    seed, count = str(context.options.seed), 0
    with context.store.reading() as connection:
        ids = [one.id for one in document_keys(connection)]
        ids.sort(key=lambda one: parts_hash(seed, one))
        for start in range(0, len(ids), _DOCUMENTS):
            if count >= CANDIDATES:
                return
            silent = found.silent
            part = [
                one
                for one in load_segments(connection, ids[start : start + _DOCUMENTS])
                if one.id not in silent.get(one.document, ())
            ]
            part.sort(key=lambda one: (parts_hash(seed, one.document), one.start, one.id))
            around = surroundings(part)
            known = set[tuple[str, str]]()
            for one in part:
                if not one.codable or one.id in looked or (one.document, one.text) in known:
                    continue
                known.add((one.document, one.text))
                count += 1
                yield one, around[one.id]
                if count >= CANDIDATES:
                    return
