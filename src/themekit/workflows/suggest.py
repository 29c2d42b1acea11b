"""Stage suggest: segments to suggested codes, with their evidence; never a decision."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit.decisions import learned_through
from themekit.language import Analyser, Times, spoken
from themekit.records import Reason, Segment, Suggestion
from themekit.segmenting.surroundings import surroundings
from themekit.spans import Span, text_hash
from themekit.store.documents import document_keys
from themekit.store.scores import (
    ScoredPart,
    add_part,
    forget_scores,
    gather_scores,
    scored_documents,
    scores_are_there,
)
from themekit.store.segments import (
    count_codable,
    count_suggestions,
    load_segments,
    save_suggestions,
)
from themekit.store.stages import load_stages
from themekit.workflows.choosing import choose_next, order_key
from themekit.workflows.context import Outcome, RunContext, parts_of
from themekit.workflows.learned import with_step
from themekit.workflows.reading_ahead import Block
from themekit.workflows.suggestion_basis import (
    SuggestionBasis,
    document_key,
    follows_from,
    suggestion_basis,
    suggests,
    tagger_key,
)
from themekit.workflows.tagparts import tags_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.store.documents import DocumentKeys
    from themekit.tagging import Checked, CodebookTagger, Tag, Verdict
    from themekit.workflows.training import TrainingSet

    Floats = NDArray[np.float32]

DOCUMENTS = 10_000
MANY = 1_000
"""Segments of a first run whose texts are analysed in a process of their own from the start."""
MORE = 50
"""Further checked segments for which the expected gain is told."""


def suggest(context: RunContext) -> Outcome:
    """Suggest codes for every document that is new, or for all where the tagger has changed."""
    told, segment_key = _told(context)
    origin = follows_from(context, segment_key)
    found = suggestion_basis(context)
    key = tagger_key(context, found)
    order_from = order_key(context, key, segment_key, found)
    with context.store.reading() as connection:
        documents = [(one, document_key(key, one, found)) for one in document_keys(connection)]
    stale = _stale(context, documents)
    is_kept = not suggests(context) or scores_are_there(
        context.store.folder, told.get("scores", "")
    )
    made_with = (told.get("tagger"), told.get("order_from", ""))
    if stale or not is_kept or made_with != (key, order_from):
        former = told.get("history", ())
        analyser = context.analyser()
        tagger, learned = None, dict[str, Any]()
        if suggests(context):
            if not told:
                _make_ready(context)
            tagger, learned = _tagger(context, analyser, found.seen)
        told = {"tagger": key, "order_from": order_from, **learned}
        _tag(context, tagger, stale, found)
        analyser.save()
        told["scores"] = _gather(context, tagger, {one.id: of for one, of in documents}, found)
        told["order"] = choose_next(context, tagger, found) if tagger and order_from else []
        told["history"] = with_step(context, former, told, _step(context))
        analyser.save()
    with context.store.reading() as connection:
        units = count_codable(connection)
        told = {**told, "follows_from": origin, "learned_through": _step(context)}
        return Outcome(units, count_suggestions(connection), told)


def _stale(
    context: RunContext, documents: Sequence[tuple[DocumentKeys, str]]
) -> list[tuple[DocumentKeys, str]]:
    """Return the documents whose suggestions or scores are not what they are to be made from."""
    if suggests(context):
        scored = scored_documents(context.store.folder)
    else:
        scored = {one.id: wanted for one, wanted in documents}
    stale = [
        (one, wanted)
        for one, wanted in documents
        if one.suggest_key != wanted or scored.get(one.id) != wanted
    ]
    # Documents of the same words come together, so that these are measured once in a survey.
    return sorted(stale, key=lambda one: (one[0].text_hash, one[0].id))


def _gather(
    context: RunContext,
    tagger: CodebookTagger | None,
    wanted: Mapping[str, str],
    found: SuggestionBasis,
) -> str:
    """Put the scores of all documents together; return under which name they are kept."""
    folder = context.store.folder
    if tagger is None:
        forget_scores(folder)
        return ""
    seen = found.seen.ids if found.seen else []
    left_out = dict(zip(seen, tagger.left_out(), strict=True))
    codes = [code.id for code in context.codebook.codes]
    return gather_scores(folder, wanted, codes, tagger.learned_.thresholds.tolist(), left_out)


def _step(context: RunContext) -> int:
    """Return the number of the last event that is learned from."""
    return learned_through(context.decided_through())


def _tell(context: RunContext, part: slice, total: int, share: float) -> None:
    """Say how far the stage is when a share of one part of its documents is done."""
    context.progress("suggest", part.start + int(share * (part.stop - part.start)), total)


def _told(context: RunContext) -> tuple[dict[str, Any], str]:
    """Return what the stage told when it was last done, and what segments are made from."""
    with context.store.reading() as connection:
        rows = load_stages(connection)
    return rows["suggest"].details if "suggest" in rows else {}, rows["segment"].key


def _tagger(
    context: RunContext, analyser: Analyser, seen: TrainingSet | None
) -> tuple[CodebookTagger, dict[str, Any]]:
    """Return a tagger that has learned what people decided so far, and how far to trust it."""
    from themekit.tagging import CodebookTagger
    from themekit.workflows.training import no_training

    tagger = CodebookTagger(
        context.codebook,
        context.encoder(),
        analyser,
        context.options.precision,
        context.options.deeper,
    )
    seen = seen or no_training(len(context.codebook.codes))
    texts = tagger.prepare(seen.texts, seen.context)
    tagger.fit(texts, seen.y, groups=seen.groups, drawn=seen.drawn)
    if not len(texts):
        return tagger, {}
    return tagger, {
        "checked": len(texts),
        "drawn": int(seen.drawn.sum()),
        "agreement": [asdict(one) for one in tagger.agreements()],
        "agreement_drawn": [asdict(one) for one in tagger.agreements(seen.drawn)],
        "verdicts": [_verdict(one, seen) for one in tagger.verdicts()],
        "gain": tagger.expected_gain(texts, seen.y, MORE, groups=seen.groups),
        "deeper": _deeper(tagger, seen),
    }


def _verdict(verdict: Verdict, seen: TrainingSet) -> dict[str, Any]:
    """Return a verdict as it is kept: with the segment that shows which example would help."""
    example = "" if verdict.example is None else seen.ids[verdict.example]
    return {**asdict(verdict), "example": example}


def _deeper(tagger: CodebookTagger, seen: TrainingSet) -> str:
    """Return what became of the fine-tuned encoder: not asked, not tried, used or not used."""
    from themekit.tagging.deepening import enough

    if not tagger.deeper:
        return "not asked"
    if not enough(len(seen.texts), seen.groups):
        return "not tried"
    return "not used" if tagger.learned_.deep is None else "used"


def _make_ready(context: RunContext) -> None:
    """Have the analyser begin to get ready where a first run has many texts to understand."""
    with context.store.reading() as connection:
        many = count_codable(connection) >= MANY
    if many:
        context.analyser().begin()


@dataclass(frozen=True, slots=True)
class _Documents:
    """Some documents with the cases that their segments come to.

    Attributes
    ----------
    keys : mapping of document id to str
        The documents, each with what its suggestions are made from.
    codable : list of Segment
    alike : dict
        Rows of `codable` by their words and surroundings: equal ones are measured once.
    block : Block
    """

    keys: Mapping[str, str]
    codable: list[Segment]
    alike: dict[tuple[str, str], list[int]]
    block: Block


def _tag(
    context: RunContext,
    tagger: CodebookTagger | None,
    stale: Sequence[tuple[DocumentKeys, str]],
    found: SuggestionBasis,
) -> None:
    """Suggest codes for documents and save them, some thousand documents at a time."""
    if tagger is None:
        for part in parts_of(len(stale), DOCUMENTS):
            save_suggestions(context.store, {one.id: of for one, of in stale[part]}, ())
        return
    waiting: deque[_Documents] = deque()

    def blocks() -> Iterator[Block]:
        for part in parts_of(len(stale), DOCUMENTS):
            documents = _documents(context, stale, part, found)
            if documents.codable:
                waiting.append(documents)
                yield documents.block
            else:
                _save(context, documents, iter(()), found)

    for tagged in tags_of(context, tagger, blocks()):
        _save(context, waiting.popleft(), tagged, found)
    context.analyser().end()


def _documents(
    context: RunContext,
    stale: Sequence[tuple[DocumentKeys, str]],
    part: slice,
    found: SuggestionBasis,
) -> _Documents:
    """Load some of the documents; equal words in equal surroundings are one case."""
    keys = {one.id: of for one, of in stale[part]}
    with context.store.reading() as connection:
        segments = [
            one
            for one in load_segments(connection, list(keys))
            if one.id not in found.silent.get(one.document, ())
        ]
    around = surroundings(segments)
    codable = [one for one in segments if one.codable]
    alike: dict[tuple[str, str], list[int]] = {}
    for row, segment in enumerate(codable):
        alike.setdefault((spoken(segment.text), around[segment.id]), []).append(row)
    cases = sorted(alike, key=lambda case: (len(case[0]), case))
    return _Documents(keys, codable, alike, Block(cases, partial(_tell, context, part, len(stale))))


def _save(
    context: RunContext,
    documents: _Documents,
    tagged: Iterator[tuple[tuple[Tag, ...], Floats]],
    found: SuggestionBasis,
) -> None:
    """Keep the suggestions and scores of some documents."""
    documents.block.tell(0)
    scores = np.empty((len(documents.codable), len(context.codebook.codes)), dtype=np.float32)
    suggestions = _suggestions(context, documents, tagged, References(found.seen), scores)
    save_suggestions(context.store, documents.keys, suggestions)
    # Kept last: a document without scores is done again, whatever its suggestions say.
    add_part(context.store.folder, _part(context, documents.keys, documents.codable, scores))
    documents.block.tell(1)


def _part(
    context: RunContext, keys: Mapping[str, str], segments: Sequence[Segment], scores: Floats
) -> ScoredPart:
    """Put scores document by document, as they are kept."""
    rows: dict[str, list[int]] = {id_: [] for id_ in keys}
    for row, segment in enumerate(segments):
        rows[segment.document].append(row)
    order = [row for of in rows.values() for row in of]
    return ScoredPart(
        tuple(code.id for code in context.codebook.codes),
        keys,
        {id_: tuple(segments[row].id for row in of) for id_, of in rows.items()},
        scores[order],
    )


def _suggestions(
    context: RunContext,
    documents: _Documents,
    tagged: Iterator[tuple[tuple[Tag, ...], Floats]],
    name: References,
    scores: Floats,
) -> Iterator[tuple[str, Suggestion]]:
    """Yield suggestions with their document's id.

    Parameters
    ----------
    scores : array of shape (n_codable_segments, n_codes)
        Filled on the way.
    """
    times = Times(context.study.periods)
    for case, (tags, scored) in zip(documents.block.cases, tagged, strict=True):
        rows = documents.alike[case]
        scores[rows] = scored
        for row in rows:
            segment = documents.codable[row]
            made = _records(context, segment, tags, name, times)
            yield from ((segment.document, one) for one in made)


class References:
    """Says which segment a checked text is: of those with the same words the study's first."""

    def __init__(self, seen: TrainingSet | None) -> None:
        self._texts = seen.texts if seen else []
        self._first: dict[str, str] = {}
        for text, id_ in zip(self._texts, seen.ids if seen else (), strict=True):
            self._first.setdefault(text, id_)
        self._known: dict[Checked, Reason] = {}

    def reason(self, found: Reason | Checked) -> Reason:
        """Return a reason as it is kept; equal ones are one object."""
        if isinstance(found, Reason):
            return found
        if found not in self._known:
            text = self._texts[found.text]
            self._known[found] = Reason(
                found.kind, self._first[text], 0, 0, len(text), text_hash(text)
            )
        return self._known[found]


def _records(
    context: RunContext, segment: Segment, tags: Iterable[Tag], name: References, times: Times
) -> Iterator[Suggestion]:
    """Turn a text's tags into suggestions for a segment: ranges become those of the document."""
    for tag in tags:
        evidence = Span(tag.start, tag.end)
        yield Suggestion(
            segment_id=segment.id,
            code_id=context.codebook.codes[tag.code].id,
            score=round(tag.score, 6),
            status=tag.status,
            period=times.spoken(segment.text, evidence, segment.question).period,
            evidence_start=segment.start + tag.start,
            evidence_end=segment.start + tag.end,
            evidence=segment.text[tag.start : tag.end],
            because=tuple(name.reason(one) for one in tag.because),
            nearest_example=name.reason(tag.nearest_example) if tag.nearest_example else None,
            against=tag.against,
        )
