"""Suggesting part by part: here, or by workers that are sent what the study's caches hold."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from themekit.engine.references import Reference, made_once
from themekit.engine.remote_models import WorkerAnalyser
from themekit.language import Analyser, sentence_spans
from themekit.language.boxes import packed, unpacked
from themekit.spans import Span
from themekit.vectors import Encoder, encode_parts
from themekit.workflows.context import RunContext, parts_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from themekit.store.vectors import CachedEncoder
    from themekit.tagging import CodebookTagger, Tag
    from themekit.tagging.fitted import Fitted
    from themekit.tagging.kit import Kit
    from themekit.vectors.words import WordTable

    Vectors = NDArray[np.float32]
    Case = tuple[str, str]
    Proposed = tuple[list[tuple[Tag, ...]], Vectors]

TEXTS = 2_000
UNDERSTANDING = 0.9
"""Share of the work elsewhere that goes into analysing and encoding."""


def tags_of(
    context: RunContext,
    tagger: CodebookTagger,
    cases: Sequence[Case],
    tell: Callable[[float], None],
) -> Iterator[tuple[tuple[Tag, ...], Vectors]]:
    """Yield each case's tags and scores, in order; a case is a text and what surrounds it.

    Cases are parted alike whoever does the work: a product of matrices of another shape may end
    in another last bit.

    Parameters
    ----------
    tell : callable
        Told which share of the work is done.
    """
    parts = [cases[part] for part in parts_of(len(cases), TEXTS)]
    if context.engine.elsewhere:
        found, before = _tags_elsewhere(context, tagger, parts, tell), UNDERSTANDING
    else:
        found, before = _tags_here(tagger, parts), 0.0
    for done, (tags, scores) in enumerate(found, 1):
        yield from zip(tags, scores, strict=True)
        tell(before + (1 - before) * done / len(parts))


def _tags_elsewhere(
    context: RunContext,
    tagger: CodebookTagger,
    parts: Sequence[Sequence[Case]],
    tell: Callable[[float], None],
) -> Iterator[Proposed]:
    """Yield the tags and scores of each part, made by an engine's workers."""
    models = context.models
    analyser = context.analyser()
    encoder = context.encoder(tell=lambda done, total: tell(UNDERSTANDING * done / total))
    _understand([case for part in parts for case in part], encoder, analyser)
    work = TagPart(
        tagger.fitted,
        Reference(models.analyser_key, models.load_analyser),
        Reference(models.encoder_key, models.load_encoder),
        Reference(f"{models.encoder_key}-words", models.load_words),
    )
    yield from context.engine.map(work, (measure(part, encoder, analyser) for part in parts))


def _columns(cases: Sequence[Case]) -> tuple[list[str], list[str]]:
    return [text for text, _ in cases], [before for _, before in cases]


def _tags_here(tagger: CodebookTagger, parts: Sequence[Sequence[Case]]) -> Iterator[Proposed]:
    """Yield the tags and scores of each part, made in this process."""
    later = {text for part in parts for text, _ in part}
    for part in parts:
        texts, around = _columns(part)
        later.difference_update(texts)
        _understand_heard(tagger, around, later)
        yield tagger.propose(texts, around)


def _understand_heard(tagger: CodebookTagger, around: Sequence[str], later: Container[str]) -> None:
    """Have what is heard now, and is a text of a later part, encoded with its sentences.

    Else it would be encoded once as a line and once more as a text.
    """
    from themekit.tagging.surroundings import context_lines

    encoder, analyser = tagger.encoder, tagger.analyser
    if analyser is not None and hasattr(encoder, "missing"):
        cached = cast("CachedEncoder", encoder)
        heard = [line for line in context_lines(around) if line in later]
        _understand([(text, "") for text in cached.missing(heard)], cached, analyser)


def _understand(cases: Sequence[Case], encoder: Encoder, analyser: Analyser) -> None:
    """Fill the caches for all texts at once, so that no worker waits between their parts."""
    from themekit.tagging.surroundings import context_lines

    texts = sorted({text for text, _ in cases})
    spans: list[tuple[Span, ...]] = [sentence_spans(doc) for doc in analyser.docs(texts)]
    known = set(texts)
    lines = [line for line in context_lines(before for _, before in cases) if line not in known]
    whole = [(Span(0, len(line)),) for line in lines]
    encode_parts(encoder, [*texts, *lines], [*spans, *whole])


@dataclass(frozen=True, slots=True)
class Measured:
    """A part of the cases with all that is known of its texts.

    Attributes
    ----------
    cases : sequence of (text, surroundings)
    docs : bytes
        Analyses of the distinct texts, in order.
    vectors : tuple of array
        Of the distinct texts, of the sentences of those that have several, and of the distinct
        texts from the encoder's middle layer.
    lines : dict of str to array of shape (d,)
        Vectors of the distinct lines of what surrounds the texts.
    """

    cases: Sequence[Case]
    docs: bytes
    vectors: tuple[Vectors, Vectors, Vectors]
    lines: dict[str, Vectors]


def measure(cases: Sequence[Case], encoder: Encoder, analyser: Analyser) -> Measured:
    """Fetch what the caches hold of a part."""
    from themekit.tagging.surroundings import context_lines

    texts = sorted({text for text, _ in cases})
    docs = list(analyser.docs(texts))
    spans = [sentence_spans(doc) for doc in docs]
    whole, parts, middle = encode_parts(encoder, texts, spans)
    several = [len(of) > 1 for of in spans for _ in of]
    lines = context_lines(before for _, before in cases)
    around = dict(zip(lines, encoder.encode(lines), strict=True))
    return Measured(cases, packed(docs), (whole, parts[several], middle), around)


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
        vectors = GivenVectors(part.vectors, part.lines, self.encoder, self.words)
        own = replace(kit, analyser=GivenDocs(part.docs, kit.analyser), encoder=vectors)
        return proposed(own, self.fitted.learned, own.prepare(*_columns(part.cases)))

    def _kit(self) -> Kit:
        return self.fitted.kit(self.encoder.get(), WorkerAnalyser(self.analyser))


class GivenDocs:
    """An analyser that has been given the documents that it will be asked for."""

    def __init__(self, docs: bytes, like: Analyser) -> None:
        self.key = like.key
        self.vocab: Vocab = like.vocab
        self._docs = docs

    def docs(self, _texts: Sequence[str]) -> Iterator[Doc]:
        """Yield them."""
        yield from unpacked(self._docs, self.vocab)


class GivenVectors:
    """An encoder that has been given the vectors that it will be asked for, but those of words."""

    def __init__(
        self,
        given: tuple[Vectors, Vectors, Vectors],
        lines: dict[str, Vectors],
        encoder: Reference[Encoder],
        words: Reference[WordTable | None],
    ) -> None:
        self.key = encoder.key
        self.dimensions = given[0].shape[1]
        self._given = given
        self._lines = lines
        self._encoder = encoder
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
        table = self._words.get()
        return self._encoder.get().encode(words) if table is None else table.vectors(words)
