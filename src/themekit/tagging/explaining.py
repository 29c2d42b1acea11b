"""Why each code is or is not suggested for a text, as a sum that a reader can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

from themekit.codebook import pattern_words, readable
from themekit.spans import Span
from themekit.tagging.counterfactual import would_change
from themekit.tagging.measures import FEATURES
from themekit.tagging.prior import prior_weights
from themekit.tagging.reasons import AROUND
from themekit.tagging.records import Explanation, Hit, Part, Prepared
from themekit.tagging.terms import (
    pairs_of,
    piece_counts,
    pieces_of,
    places,
    term_counts,
    weighed,
    words_of,
)
from themekit.tagging.tracing import Traces, trace

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.tagging.design import Design
    from themekit.tagging.kit import Kit
    from themekit.tagging.learner import Learned

AROUND_MEASURES = (
    "surroundings", "surroundings concept", "surroundings example", "surroundings theme",
    "told around",
)  # fmt: skip
"""Measures that are told as one."""
SHOWN_WORDS = 8
"""So many learned words are told one by one; the rest is one part."""


def explain(kit: Kit, learned: Learned, prepared: Prepared) -> list[dict[str, Explanation]]:
    """Return, per text, the explanation of every code by its id."""
    codes = kit.codebook.codes
    texts, which = (grid.ravel() for grid in np.indices((len(prepared), len(codes))))
    traces = trace(kit, learned, prepared, texts, which)
    out: list[dict[str, Explanation]] = [{} for _ in prepared.texts]
    for pair in range(len(texts)):
        code = codes[which[pair]].id
        out[texts[pair]][code] = _explanation(kit, learned, prepared, traces, pair)
    return out


def _explanation(
    kit: Kit, learned: Learned, prepared: Prepared, traces: Traces, pair: int
) -> Explanation:
    parts = [part for part in _parts(kit, learned, prepared, traces, pair) if part.weight]
    parts.sort(key=lambda part: -abs(part.weight))
    base = float(traces.base[pair])
    log_odds = base + sum(part.weight for part in parts)
    threshold = float(learned.thresholds[traces.codes[pair]])
    margin = log_odds - float(logit(threshold))
    code = kit.codebook.codes[traces.codes[pair]]
    slope = learned.calibration.scale * float(learned.solution.slope[traces.codes[pair]])
    by = prior_weights().by_code(kit.profile.shown)[traces.codes[pair], 1:]
    gains = dict(zip(FEATURES, (slope * by).tolist(), strict=True))
    return Explanation(
        log_odds,
        base,
        tuple(parts),
        float(expit(log_odds)),
        threshold,
        would_change(parts, margin, code, gains),
    )


def _parts(
    kit: Kit, learned: Learned, prepared: Prepared, traces: Traces, pair: int
) -> Iterator[Part]:
    yield from _measured(kit, prepared, traces, pair)
    text = prepared.texts[traces.texts[pair]]
    neighbour = traces.neighbours[pair]
    near = learned.texts[neighbour] if neighbour >= 0 else "all of them together"
    yield Part("checked segment", near, 0, len(text), float(traces.single[pair]))
    agree = traces.single[pair] * traces.checked[pair] >= 0
    many = near if agree else "all of them together"  # the one may speak against what all say
    yield Part("checked segments", many, 0, len(text), float(traces.checked[pair]))
    yield Part("word meanings", "its words", 0, len(text), float(traces.lexical[pair]))
    sentence = prepared.sentences[traces.texts[pair]][traces.sentences[pair]]
    yield _part("checked segments", near, sentence, float(traces.checked_sentences[pair]))
    closest = traces.deep_neighbours[pair]
    if closest >= 0:
        alike = learned.texts[closest]
        yield Part("deeper reading", alike, 0, len(text), float(traces.deeper[pair]))
    question = prepared.contexts[traces.texts[pair]]
    yield Part("context", question, 0, len(text), float(traces.context[pair]))
    around = float(traces.surroundings[pair])
    yield Part("checked surroundings", AROUND, 0, len(text), around)
    if traces.competitors[pair] >= 0:
        competitor = readable(kit.codebook.codes[traces.competitors[pair]].name)
        yield Part("other codes", competitor, 0, len(text), float(traces.crowded[pair]))
    yield from _words(learned, text, int(traces.codes[pair]))


def _measured(kit: Kit, prepared: Prepared, traces: Traces, pair: int) -> Iterator[Part]:
    """Yield the parts that the codebook alone gives."""
    row, j = int(traces.texts[pair]), int(traces.codes[pair])
    code, text = kit.codebook.codes[j], prepared.texts[row]
    whole = Span(0, len(text))
    sentence = prepared.sentences[row][traces.sentences[pair]]
    value = dict(zip(FEATURES, (float(one) for one in traces.measured[pair]), strict=True))
    name = readable(code.name)
    yield _part("definition" if code.definition else "name", name, whole, value["meaning"])
    yield _part("sentence", sentence.of(text), sentence, value["meaning sentence"])
    concept = kit.profile.concepts[j]
    yield _part("concept", concept, whole, value["concept"] + value["concept centred"])
    yield _part("concept", concept, sentence, value["concept sentence"])
    yield _part("key words", name, whole, value["words"])
    yield _part("words meant", name, whole, value["word meanings"])
    yield _part("told words", name, whole, value["told words"])
    around = AROUND_MEASURES
    yield _part("surroundings", name, whole, sum(value[one] for one in around))
    yield _part("examples", name, sentence, value["examples together"] + value["example words"])
    for kind in ("tone", "asked tone", "frequency"):
        yield _part(kind, name, whole, value[kind])
    yield _part("beside the matter", name, whole, value["beside the matter"] + value["form"])
    if value["example"]:
        example = kit.profile.examples[traces.examples[pair]]
        yield _part("example", example, sentence, value["example"])
    if value["against"]:
        kind, against = kit.profile.against[traces.against[pair]]
        yield _part(kind, against, sentence, value["against"])
    for kind in ("pattern", "negated pattern"):
        if value[kind]:
            hit = first_hit(prepared.hits[row], j, negated=kind != "pattern")
            words = pattern_words(code.patterns[hit.pattern])
            alone = value["pattern alone"] if kind == "pattern" else 0.0
            yield Part(kind, words, hit.start, hit.end, value[kind] + alone)


def _part(kind: str, text: str, span: Span, weight: float) -> Part:
    return Part(kind, text, span.start, span.end, weight)


def first_hit(hits: tuple[Hit, ...], code: int, *, negated: bool) -> Hit:
    """Return the first match of a code's patterns of the wanted sort."""
    return next(hit for hit in hits if hit.code == code and hit.negated == negated)


def _words(learned: Learned, text: str, code: int) -> Iterator[Part]:
    """Yield what each learned word adds; the many small ones as one part."""
    if not len(learned.y):
        return
    weights = word_weights(learned.design, text, learned.solution.sparse[:, code])
    spans = places(text)
    ranked = sorted(weights, key=lambda word: (-abs(weights[word]), word))
    for word in ranked[:SHOWN_WORDS]:
        yield _part("word", word, spans[word], weights[word] * learned.calibration.scale)
    rest = sum(weights[word] for word in ranked[SHOWN_WORDS:]) * learned.calibration.scale
    yield Part("words", "other words", 0, len(text), rest)


def word_weights(design: Design, text: str, coefficients: NDArray[np.float64]) -> dict[str, float]:
    """Return the weight of each word and pair of words of a text; they sum to the sparse part.

    Parameters
    ----------
    coefficients : array of shape (n_words + n_pieces,)
        One code's coefficients, in the order of `Design.sparse`.
    """
    words = words_of(text)
    out: dict[str, float] = {}
    row = weighed(term_counts([words], design.words), design.word_idf)
    value = dict(zip(row.indices, row.data * coefficients[row.indices], strict=True))
    for term in {*words, *pairs_of(words)} & design.words.keys():
        out[term] = float(value[design.words[term]])
    row = weighed(piece_counts([words], design.pieces), design.piece_idf)
    columns = row.indices + len(design.words)
    value = dict(zip(row.indices, row.data * coefficients[columns], strict=True))
    total = Counter(piece for word in words for piece in pieces_of(word) if piece in design.pieces)
    for word in words:
        for piece in pieces_of(word):
            if piece in total:
                share = float(value[design.pieces[piece]]) / total[piece]
                out[word] = out.get(word, 0.0) + share
    return out
