"""Suggesting part by part: here, or by workers that are sent what the study's caches hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from themekit.engine.references import Reference, made_once
from themekit.engine.remote_models import WorkerAnalyser
from themekit.language import Analyser, sentence_spans
from themekit.language.boxes import packed, unpacked
from themekit.spans import Span
from themekit.vectors import Encoder, encode_parts
from themekit.vectors.parts import word_vectors
from themekit.workflows.context import RunContext, parts_of
from themekit.workflows.reading_ahead import Block, Case, cut, understood_ahead

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from themekit.tagging import CodebookTagger, Tag
    from themekit.tagging.fitted import Fitted
    from themekit.tagging.kit import Kit
    from themekit.vectors.words import WordTable

    Vectors = NDArray[np.float32]
    Proposed = tuple[list[tuple[Tag, ...]], Vectors]
    Tagged = tuple[tuple[Tag, ...], Vectors]

TEXTS = 2_000
UNDERSTANDING = 0.9
"""Share of the work elsewhere that goes into analysing and encoding."""


def tags_of(
    context: RunContext, tagger: CodebookTagger, blocks: Iterable[Block]
) -> Iterator[Iterator[Tagged]]:
    """Yield of each block its cases' tags and scores, in order; all have to be taken.

    Cases are parted alike whoever does the work: a product of matrices of another shape may end
    in another last bit.
    """
    if context.engine.elsewhere:
        for block in blocks:
            yield _told(block, _tags_elsewhere(context, tagger, block), UNDERSTANDING)
    else:
        for block, found in groupby(_tags_here(context, tagger, blocks), key=lambda one: one[0]):
            yield _told(block, (proposals for _, proposals in found))


def _told(block: Block, found: Iterable[Proposed], before: float = 0.0) -> Iterator[Tagged]:
    """Yield what was found part by part, case by case, and tell how far it is."""
    count = -(-len(block.cases) // TEXTS)
    for done, (tags, scores) in enumerate(found, 1):
        yield from zip(tags, scores, strict=True)
        block.tell(before + (1 - before) * done / count)


def _tags_elsewhere(
    context: RunContext, tagger: CodebookTagger, block: Block
) -> Iterator[Proposed]:
    """Yield the tags and scores of each part of a block, made by an engine's workers."""
    models = context.models
    analyser = context.analyser()
    encoder = context.encoder(tell=lambda done, total: block.tell(UNDERSTANDING * done / total))
    _understand(block.cases, encoder, analyser)
    work = TagPart(
        tagger.fitted,
        Reference(models.analyser_key, models.load_analyser),
        Reference(models.encoder_key, models.load_encoder),
        Reference(f"{models.encoder_key}-words", models.load_words),
    )
    parts = (block.cases[part] for part in parts_of(len(block.cases), TEXTS))
    yield from context.engine.map(work, (measure(part, encoder, analyser) for part in parts))


def _columns(cases: Sequence[Case]) -> tuple[list[str], list[str]]:
    return [text for text, _ in cases], [before for _, before in cases]


def _tags_here(
    context: RunContext, tagger: CodebookTagger, blocks: Iterable[Block]
) -> Iterator[tuple[Block, Proposed]]:
    """Yield the tags and scores of each part of each block, made in this process."""
    from themekit.tagging.fitted import proposed

    fitted, encoder = tagger.fitted, context.encoder()
    kit = fitted.kit(encoder, context.analyser())
    words = partial(word_vectors, encoder)
    parts = (part for block in blocks for part in cut(block, TEXTS))
    for part, known in understood_ahead(parts, encoder, context.analyser()):
        docs = GivenDocs(known.docs, kit.analyser)
        vectors = GivenVectors(known.vectors, known.lines, encoder.key, words)
        own = replace(kit, analyser=docs, encoder=vectors)
        yield part.block, proposed(own, fitted.learned, own.prepare(*_columns(part.cases)))


def _understand(cases: Sequence[Case], encoder: Encoder, analyser: Analyser) -> None:
    """Fill the caches for all texts at once, so that no worker waits between their parts."""
    from themekit.tagging.surroundings import other_lines

    texts = sorted({text for text, _ in cases})
    spans: list[tuple[Span, ...]] = [sentence_spans(doc) for doc in analyser.docs(texts)]
    lines = other_lines(texts, (before for _, before in cases))
    list(analyser.docs(lines))  # their words are asked for, too
    whole = [(Span(0, len(line)),) for line in lines]
    encode_parts(encoder, [*texts, *lines], [*spans, *whole])


@dataclass(frozen=True, slots=True)
class Measured:
    """A part of the cases with all that is known of its texts.

    Attributes
    ----------
    cases : sequence of (text, surroundings)
    names : sequence of str
        The distinct texts, and the lines around them that are none of them.
    docs : bytes
        Analyses of these, in order.
    vectors : tuple of array
        Of the distinct texts, of the sentences of those that have several, and of the distinct
        texts from the encoder's middle layer.
    lines : dict of str to array of shape (d,)
        Vectors of the distinct lines of what surrounds the texts.
    """

    cases: Sequence[Case]
    names: Sequence[str]
    docs: bytes
    vectors: tuple[Vectors, Vectors, Vectors]
    lines: dict[str, Vectors]


def measure(cases: Sequence[Case], encoder: Encoder, analyser: Analyser) -> Measured:
    """Fetch what the caches hold of a part."""
    from themekit.tagging.surroundings import context_lines, other_lines

    texts = sorted({text for text, _ in cases})
    others = other_lines(texts, (before for _, before in cases))
    docs = list(analyser.docs(texts))
    spans = [sentence_spans(doc) for doc in docs]
    whole, parts, middle = encode_parts(encoder, texts, spans)
    several = [len(of) > 1 for of in spans for _ in of]
    lines = context_lines(before for _, before in cases)
    around = dict(zip(lines, encoder.encode(lines), strict=True))
    known = packed([*docs, *analyser.docs(others)])
    return Measured(cases, [*texts, *others], known, (whole, parts[several], middle), around)


@dataclass(frozen=True, slots=True)
class TagPart:
    """What a worker does to suggest codes for a part of the cases."""

    fitted: Fitted
    analyser: Reference[Analyser]
    encoder: Reference[Encoder]
    words: Reference[WordTable | None]

    def __call__(self, part: Measured) -> Proposed:
        """Return each case's tags and scores."""
        from themekit.tagging.fitted import proposed

        kit = made_once(self.fitted.state, self._kit)
        vectors = GivenVectors(part.vectors, part.lines, self.encoder.key, self._word_vectors)
        known = zip(part.names, unpacked(part.docs, kit.analyser.vocab), strict=True)
        docs = GivenDocs(dict(known), kit.analyser)
        own = replace(kit, analyser=docs, encoder=vectors)
        return proposed(own, self.fitted.learned, own.prepare(*_columns(part.cases)))

    def _kit(self) -> Kit:
        return self.fitted.kit(self.encoder.get(), WorkerAnalyser(self.analyser))

    def _word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return vectors of single words, as the study's cache would."""
        table = self.words.get()
        return self.encoder.get().encode(words) if table is None else table.vectors(words)


class GivenDocs:
    """An analyser that has been given the documents that it will be asked for."""

    def __init__(self, docs: Mapping[str, Doc], like: Analyser) -> None:
        self.key = like.key
        self.vocab: Vocab = like.vocab
        self._docs = docs

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield those of some texts."""
        yield from (self._docs[text] for text in texts)


class GivenVectors:
    """An encoder that has been given the vectors that it will be asked for, but those of words."""

    def __init__(
        self,
        given: tuple[Vectors, Vectors, Vectors],
        lines: dict[str, Vectors],
        key: str,
        words: Callable[[Sequence[str]], Vectors],
    ) -> None:
        self.key = key
        self.dimensions = given[0].shape[1]
        self._given = given
        self._lines = lines
        self._words = words

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return those of lines of surroundings; no others are asked for alone."""
        import numpy as np

        rows = [self._lines[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def encode_layers(
        self, _texts: Sequence[str], _spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, Vectors, Vectors]:
        """Return those that were given."""
        return self._given

    def word_vectors(self, words: Sequence[str]) -> Vectors:
        """Return vectors of single words, as the study's cache would."""
        return self._words(words)
