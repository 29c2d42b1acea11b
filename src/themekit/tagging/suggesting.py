"""Scores to tags: which codes are proposed for a text, on what evidence and against what."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from themekit.codebook import words_at
from themekit.records import Reason, ReasonKind
from themekit.spans import Span, text_hash
from themekit.tagging.explaining import AROUND_MEASURES, first_hit
from themekit.tagging.records import Checked, Prepared, Tag
from themekit.tagging.tracing import Traces, trace

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.kit import Kit
    from themekit.tagging.learner import Learned

REASONS = 2
LEAST_REASON = 0.1
"""Log-odds below which a reason is not worth a word."""
KNOWN = 4_096
"""So many reasons are kept to be given out again."""


def tags(
    kit: Kit, learned: Learned, prepared: Prepared, scores: NDArray[np.float64]
) -> list[tuple[Tag, ...]]:
    """Return, per text, the codes at or above their lower threshold, likeliest first."""
    texts, codes = np.nonzero(scores >= np.minimum(learned.doubts, learned.thresholds))
    traces = trace(kit, learned, prepared, texts, codes)
    out: list[list[Tag]] = [[] for _ in prepared.texts]
    for pair, (text, code) in enumerate(zip(texts, codes, strict=True)):
        score = float(scores[text, code])
        suggested = score >= learned.thresholds[code]
        span = _evidence(prepared, traces, pair)
        out[text].append(
            Tag(
                int(code),
                score,
                "suggested" if suggested else "uncertain",
                *span,
                _because(kit, prepared, traces, pair),
                _nearest_example(kit, learned, traces, pair),
                _against(kit, prepared, traces, pair),
            )
        )
    return [tuple(sorted(found, key=lambda tag: (-tag.score, tag.code))) for found in out]


def _evidence(prepared: Prepared, traces: Traces, pair: int) -> Span:
    """Return the words of a pattern where they carry most, else the strongest sentence."""
    text, code = int(traces.texts[pair]), int(traces.codes[pair])
    if traces.measure("pattern")[pair] > 0:
        hit = first_hit(prepared.hits[text], code, negated=False)
        return Span(hit.start, hit.end)
    sentence: Span = prepared.sentences[text][int(traces.sentences[pair])]
    return sentence


def _because(
    kit: Kit, prepared: Prepared, traces: Traces, pair: int
) -> tuple[Reason | Checked, ...]:
    """Return the one or two terms that speak most for the code."""
    code = kit.codebook.codes[traces.codes[pair]]
    value = {name: float(traces.measure(name)[pair]) for name in _SPOKEN}
    shown = value["examples together"] + value["example words"]
    meant = value["meaning"] + value["meaning sentence"] + (0 if value["example"] else shown)
    weights: dict[ReasonKind, float] = {
        "definition" if code.definition else "name": meant,
        "concept": value["concept"] + value["concept sentence"] + value["concept centred"],
        "key words": value["words"] + value["word meanings"] + value["told words"],
        "surroundings": sum(value[one] for one in AROUND_MEASURES),
        "checked surroundings": float(traces.surroundings[pair]),
    }
    if traces.neighbours[pair] >= 0:
        kind, weight = _checked(traces, pair)
        weights[kind] = weight
    if traces.deep_neighbours[pair] >= 0:
        weights["deeper reading"] = float(traces.deeper[pair])
    weights["example"] = value["example"] + (shown if value["example"] else 0)
    weights["pattern"] = value["pattern"] + value["pattern alone"]
    told = [kind for kind in weights if weights[kind] > LEAST_REASON]
    told.sort(key=lambda kind: -weights[kind])
    return tuple(_reason(kit, prepared, traces, pair, kind) for kind in told[:REASONS])


_SPOKEN = (
    *("meaning", "meaning sentence", "concept", "concept sentence", "concept centred"),
    *("words", "word meanings", "told words", *AROUND_MEASURES),
    *("example", "examples together", "example words", "pattern", "pattern alone"),
)


def _checked(traces: Traces, pair: int) -> tuple[ReasonKind, float]:
    """Return what likeness to checked segments adds, as one reason that names one of them."""
    one = float(traces.single[pair])
    others = float(traces.checked[pair] + traces.checked_sentences[pair])
    if min(one, others) > 0:
        return "checked segment and others", one + others
    if one > others:
        return "checked segment", one
    return "other checked segments", others  # the nearest speaks against the code


def _reason(
    kit: Kit, prepared: Prepared, traces: Traces, pair: int, kind: ReasonKind
) -> Reason | Checked:
    """Return where a reason of some kind stands."""
    if kind in ("checked segment", "checked segment and others"):
        return Checked(kind, int(traces.neighbours[pair]))
    if kind == "deeper reading":
        return Checked(kind, int(traces.deep_neighbours[pair]))
    if kind in ("other checked segments", "checked surroundings"):
        return reason(kind)
    if kind == "example":
        return _example(kit, traces, pair)
    if kind == "pattern":
        return _pattern(kit, prepared, traces, pair, kind)
    j = int(traces.codes[pair])
    return reason(kind, kit.profile.concepts[j] if kind == "concept" else kit.codebook.codes[j].id)


def _example(kit: Kit, traces: Traces, pair: int) -> Reason:
    """Return the nearest example of the codebook."""
    j, profile = int(traces.codes[pair]), kit.profile
    place = int(traces.examples[pair]) - int(np.searchsorted(profile.example_owner, j))
    return _listed(kit, j, "example", place)


def _pattern(kit: Kit, prepared: Prepared, traces: Traces, pair: int, kind: ReasonKind) -> Reason:
    """Return the first pattern that matches, or that matches negated."""
    j = int(traces.codes[pair])
    hits = prepared.hits[int(traces.texts[pair])]
    hit = first_hit(hits, j, negated=kind == "negated pattern")
    return _listed(kit, j, kind, hit.pattern)


def _listed(kit: Kit, j: int, kind: ReasonKind, place: int) -> Reason:
    """Return a reason that stands in one of a code's lists."""
    code = kit.codebook.codes[j]
    return reason(kind, code.id, place, words_at(code, kind, place))


@lru_cache(maxsize=KNOWN)
def reason(kind: ReasonKind, source: str = "", place: int = 0, words: str = "") -> Reason:
    """Return a reason; equal ones are one object, since very many suggestions rest on few."""
    return Reason(kind, source, place, 0, len(words), text_hash(words) if words else "")


def _nearest_example(
    kit: Kit, learned: Learned, traces: Traces, pair: int
) -> Reason | Checked | None:
    """Return the nearest example of the codebook, else the nearest checked text that holds it."""
    if traces.measure("example")[pair] > 0:
        return _example(kit, traces, pair)
    neighbour = int(traces.neighbours[pair])
    if neighbour >= 0 and learned.y[neighbour, traces.codes[pair]] == 1:
        return Checked("checked segment", neighbour)
    return None


def _against(kit: Kit, prepared: Prepared, traces: Traces, pair: int) -> Reason | None:
    """Return the near miss, exclusion or negation that speaks most against the code."""
    if traces.measure("against")[pair] < 0:
        j, profile = int(traces.codes[pair]), kit.profile
        which = int(traces.against[pair])
        place = which - int(np.searchsorted(profile.against_owner, j))
        if profile.against[which][0] == "near miss":
            return _listed(kit, j, "near miss", place)
        # A code's exclusions come after its near misses.
        return _listed(kit, j, "exclude", place - len(kit.codebook.codes[j].near_misses))
    if traces.measure("negated pattern")[pair]:
        return _pattern(kit, prepared, traces, pair, "negated pattern")
    return None
