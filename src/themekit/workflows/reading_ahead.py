"""Texts are analysed and encoded a part ahead of where codes are suggested for them.

One thread has spaCy and the encoder go through the parts, and is the only one to use their caches
meanwhile; whoever asks gets all that is known of a part, and works on it while the thread goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.language import sentence_spans
from themekit.spans import Span
from themekit.vectors import encode_parts
from themekit.vectors.spacing import evened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from themekit.store.analyses import CachedAnalyser
    from themekit.store.vectors import CachedEncoder

    Vectors = NDArray[np.float32]

Case = tuple[str, str]
"""A text and what surrounds it, a line each."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Cases that are kept together, once codes were suggested for all of them.

    Attributes
    ----------
    cases : sequence of (text, surroundings)
        At least one. Short ones first: what is encoded together is of one length then.
    tell : callable
        Told which share of the block is done.
    """

    cases: Sequence[Case]
    tell: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Part:
    """Cases that are worked on together.

    Attributes
    ----------
    block : Block
        What they belong to.
    cases : sequence of (text, surroundings)
    later : mapping of str to str
        Texts of parts that come later, by the lines that they are heard as beside others.
    """

    block: Block
    cases: Sequence[Case]
    later: Mapping[str, str]

    @property
    def texts(self) -> list[str]:
        """The distinct texts, in order."""
        return sorted({text for text, _ in self.cases})


@dataclass(frozen=True, slots=True)
class Understood:
    """All that is known of the texts of some cases.

    Attributes
    ----------
    docs : dict of str to spacy.tokens.Doc
        Analyses of the distinct texts, and of the lines of what surrounds them.
    vectors : tuple of array
        Of the distinct texts, of the sentences of those that have several, and of the distinct
        texts from the encoder's middle layer.
    lines : dict of str to array of shape (d,)
        Vectors of the distinct lines of what surrounds the texts.
    """

    docs: dict[str, Doc]
    vectors: tuple[Vectors, Vectors, Vectors]
    lines: dict[str, Vectors]


def cut(block: Block, size: int) -> list[Part]:
    """Cut cases into parts, each of which knows what will come."""
    parts: list[Part] = []
    later: dict[str, str] = {}
    for start in reversed(range(0, len(block.cases), size)):
        part = block.cases[start : start + size]
        parts.append(Part(block, part, later))
        later = {**later, **{evened(text)[0]: text for text, _ in part}}
    return parts[::-1]


def understood_ahead(
    parts: Iterable[Part], encoder: CachedEncoder, analyser: CachedAnalyser
) -> Iterator[tuple[Part, Understood]]:
    """Yield each part with all that is known of it, while the next one is being found out."""
    coming = iter(parts)
    this, following = next(coming, None), next(coming, None)
    thread = ThreadPoolExecutor(1, "understanding")

    def begun(one: Part | None, then: Part | None) -> Future[Understood] | None:
        texts = then.texts if then else []
        return thread.submit(_understood, one, texts, encoder, analyser) if one else None

    try:
        found = begun(this, following)
        while this is not None and found is not None:
            after = next(coming, None)
            then = begun(following, after)
            yield this, found.result()
            this, following, found = following, after, then
        thread.shutdown()
    except Exception:
        thread.shutdown(cancel_futures=True)  # nothing writes into the study any more
        raise
    finally:  # whoever interrupts a run does not wait for a part to be done
        thread.shutdown(wait=False, cancel_futures=True)


def _understood(
    part: Part, following: Sequence[str], encoder: CachedEncoder, analyser: CachedAnalyser
) -> Understood:
    """Return all that is known of a part, and have the next one's texts analysed meanwhile."""
    from themekit.tagging.surroundings import context_lines

    texts = part.texts
    docs = list(analyser.docs(texts))
    lines = context_lines(before for _, before in part.cases)
    alone = heard_alone(texts, lines)
    around_docs = dict(zip(alone, analyser.docs(alone), strict=True))
    _encode_heard([part.later[line] for line in lines if line in part.later], encoder, analyser)
    analyser.expect(following)
    spans = [sentence_spans(doc) for doc in docs]
    whole, parts, middle = encode_parts(encoder, texts, spans)
    several = [len(of) > 1 for of in spans for _ in of]
    around = dict(zip(lines, encoder.encode(lines), strict=True))
    known = around_docs | dict(zip(texts, docs, strict=True))
    return Understood(known, (whole, parts[several], middle), around)


def heard_alone(texts: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Return the lines of surroundings that are none of the texts, for which the same holds."""
    known = {evened(text)[0] for text in texts}
    return [line for line in lines if line not in known]


def _encode_heard(texts: Sequence[str], encoder: CachedEncoder, analyser: CachedAnalyser) -> None:
    """Encode texts of later parts that are heard beside these with their sentences.

    Else they would be encoded once as a line and once more as a text.
    """
    new = encoder.missing(sorted(set(texts)))
    spans: list[tuple[Span, ...]] = [sentence_spans(doc) for doc in analyser.docs(new)]
    encode_parts(encoder, new, spans)
