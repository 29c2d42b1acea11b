"""Scores to tags: which codes are proposed for a text, on what evidence and against what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from themekit.spans import Span
from themekit.tagging.explaining import first_hit
from themekit.tagging.reasons import AROUND, pattern_words, tell
from themekit.tagging.records import Prepared, Tag
from themekit.tagging.tracing import Traces, trace
from themekit.tagging.wording import readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.kit import Kit
    from themekit.tagging.learner import Learned

REASONS = 2
LEAST_REASON = 0.1
"""Log-odds below which a reason is not worth a word."""


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
                _because(kit, learned, prepared, traces, pair),
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


def _because(kit: Kit, learned: Learned, prepared: Prepared, traces: Traces, pair: int) -> str:
    """Return the one or two terms that speak most for the code."""
    text, j = int(traces.texts[pair]), int(traces.codes[pair])
    code = kit.codebook.codes[j]
    value = {name: float(traces.measure(name)[pair]) for name in _SPOKEN}
    name = readable(code.name)
    meaning = "definition" if code.definition else "name"
    reasons = [
        (value["meaning"] + value["meaning sentence"], meaning, name),
        (
            value["concept"] + value["concept sentence"] + value["concept centred"],
            "concept",
            kit.profile.concepts[j],
        ),
        (value["words"], "key words", name),
        (value["surroundings"], "surroundings", name),
        (float(traces.surroundings[pair]), "checked surroundings", AROUND),
    ]
    if traces.neighbours[pair] >= 0:
        reasons.append(_checked(learned, traces, pair))
    if traces.deep_neighbours[pair] >= 0:
        alike = learned.texts[traces.deep_neighbours[pair]]
        reasons.append((float(traces.deeper[pair]), "deeper reading", alike))
    if value["example"]:
        example = kit.profile.examples[traces.examples[pair]]
        reasons.append((value["example"], "example", example))
    if value["pattern"]:
        hit = first_hit(prepared.hits[text], j, negated=False)
        words = pattern_words(code.patterns[hit.pattern])
        reasons.append((value["pattern"], "pattern", words))
    told = sorted((one for one in reasons if one[0] > LEAST_REASON), key=lambda one: -one[0])
    if not told:
        return "no single reason: several weak ones together"
    return "; ".join(tell(kind, words) for _, kind, words in told[:REASONS])


_SPOKEN = (
    "meaning",
    "meaning sentence",
    "concept",
    "concept sentence",
    "concept centred",
    "words",
    "surroundings",
    "example",
    "pattern",
)


def _checked(learned: Learned, traces: Traces, pair: int) -> tuple[float, str, str]:
    """Return what likeness to checked segments adds, as one reason that names one of them."""
    near = learned.texts[traces.neighbours[pair]]
    one = float(traces.single[pair])
    others = float(traces.checked[pair] + traces.checked_sentences[pair])
    if min(one, others) > 0:
        return one + others, "checked segment and others", near
    if one > others:
        return one, "checked segment", near
    return others, "other checked segments", near  # the nearest speaks against the code


def _nearest_example(kit: Kit, learned: Learned, traces: Traces, pair: int) -> str:
    """Return the nearest example of the codebook, else the nearest checked text that holds it."""
    if traces.measure("example")[pair] > 0:
        return str(kit.profile.examples[traces.examples[pair]])
    neighbour = traces.neighbours[pair]
    if neighbour >= 0 and learned.y[neighbour, traces.codes[pair]] == 1:
        return str(learned.texts[neighbour])
    return ""


def _against(kit: Kit, prepared: Prepared, traces: Traces, pair: int) -> str:
    """Return the near miss, exclusion or negation that speaks most against the code."""
    if traces.measure("against")[pair] < 0:
        return tell(*kit.profile.against[traces.against[pair]])
    if traces.measure("negated pattern")[pair]:
        text, j = int(traces.texts[pair]), int(traces.codes[pair])
        hit = first_hit(prepared.hits[text], j, negated=True)
        return tell("negated pattern", pattern_words(kit.codebook.codes[j].patterns[hit.pattern]))
    return ""
