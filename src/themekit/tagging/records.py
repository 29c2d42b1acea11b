"""What goes into the tagger and what comes out of it, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from themekit.records import Reason, ReasonKind
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Status = Literal["suggested", "uncertain"]
Readiness = Literal["ready", "needs more checked examples", "not to be left to a machine"]


class Hit(NamedTuple):
    """One place where a pattern of a code matches; `negated` where a negator stands before it."""

    code: int
    pattern: int
    start: int
    end: int
    negated: bool


class Word(NamedTuple):
    """The word of a text that lies nearest to a key word of a code."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts with everything the tagger measures on them; accepted wherever texts are.

    Slice it with an index array, a slice or a mask. It can be pickled.

    Attributes
    ----------
    key : str
        Hash of codebook, encoder and analyser that it was prepared with.
    texts, contexts : tuple of str
    vectors : array of shape (n, d)
        Unit vector of each text.
    sentences : tuple of tuple of Span
        Sentences of each text; never empty.
    sentence_vectors : array of shape (m, d)
        Unit vectors of all sentences, text after text.
    inner : array of shape (n, d)
        Unit mean of the encoder's middle layer; no columns where it has none to show.
    surroundings : array of shape (n, d)
        Unit mean of the vectors of the lines of each text's context; zeros where it has none.
    lexical : array of shape (n, d)
        Unit mean of the vectors of each text's content words; zeros where it has none.
    words : array of shape (n, n_codes)
        Likeness of each text's words to the key words of each code, in [0, 1].
    hits : tuple of tuple of Hit
        Pattern matches in each text.
    shared, shared_around : arrays of shape (n, n_codes)
        How much of the words that each code is told in each text shares, and its surroundings.
    """

    key: str
    texts: tuple[str, ...]
    contexts: tuple[str, ...]
    vectors: NDArray[np.float32]
    sentences: tuple[tuple[Span, ...], ...]
    sentence_vectors: NDArray[np.float32]
    inner: NDArray[np.float32]
    surroundings: NDArray[np.float32]
    lexical: NDArray[np.float32]
    words: NDArray[np.float32]
    hits: tuple[tuple[Hit, ...], ...]
    shared: NDArray[np.float32]
    shared_around: NDArray[np.float32]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.texts)

    @property
    def bounds(self) -> NDArray[np.intp]:
        """Where each text's sentences begin in `sentence_vectors`; n + 1 numbers."""
        return np.cumsum([0, *(len(spans) for spans in self.sentences)], dtype=np.intp)

    def __getitem__(self, index: slice | Sequence[int] | NDArray[np.generic]) -> Prepared:
        """Return the chosen texts, in the order of `index`."""
        rows = np.arange(len(self))[index]
        bounds = self.bounds
        inner = [np.arange(bounds[row], bounds[row + 1]) for row in rows]
        return Prepared(
            self.key,
            tuple(self.texts[row] for row in rows),
            tuple(self.contexts[row] for row in rows),
            self.vectors[rows],
            tuple(self.sentences[row] for row in rows),
            self.sentence_vectors[np.concatenate(inner) if inner else np.zeros(0, np.intp)],
            self.inner[rows],
            self.surroundings[rows],
            self.lexical[rows],
            self.words[rows],
            tuple(self.hits[row] for row in rows),
            self.shared[rows],
            self.shared_around[rows],
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One term of the sum that makes a log-odds.

    Attributes
    ----------
    kind : str
        ``definition``, ``name``, ``sentence``, ``concept``, ``key words``, ``words meant``,
        ``told words``, ``pattern``, ``example``, ``examples`` (all of a code's together), ``near
        miss``, ``exclude``, ``tone``, ``asked tone``, ``beside the matter``, ``frequency``,
        ``checked segment`` (one), ``checked segments`` (all others), ``deeper reading``, ``word
        meanings``, ``word``, ``context`` (a question asked often), ``surroundings`` (their
        likeness to what the code means), ``checked surroundings`` (to those of checked segments)
        or ``other codes``.
    text : str
        What it points to: the pattern, example, word or checked segment.
    start, end : int
        Where in the text it applies; the whole text where it is about the whole.
    weight : float
        What it adds to the log-odds.
    """

    kind: str
    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a code is or is not suggested: ``base`` and the parts' weights sum to ``log_odds``.

    Attributes
    ----------
    log_odds, base : float
    parts : tuple of Part
        Largest weight first, by size without sign.
    score : float
        ``1 / (1 + exp(-log_odds))``.
    threshold : float
        The score from which the code is suggested.
    would_change : str
        The smallest single thing that would turn the decision, in one line.
    """

    log_odds: float
    base: float
    parts: tuple[Part, ...]
    score: float
    threshold: float
    would_change: str


class Checked(NamedTuple):
    """A reason that is a checked text, told by its number among those that were learned from."""

    kind: ReasonKind
    text: int


class Tag(NamedTuple):
    """A code that the tagger proposes for one text.

    Attributes
    ----------
    code : int
        Number in the codebook.
    score : float
    status : {'suggested', 'uncertain'}
    start, end : int
        Range of the text that carried the score most.
    because : tuple of Reason or Checked
        What speaks for it, the strongest first; empty where it is many weak things together.
    nearest_example : Reason or Checked or None
    against : Reason or None
    """

    code: int
    score: float
    status: Status
    start: int
    end: int
    because: tuple[Reason | Checked, ...]
    nearest_example: Reason | Checked | None
    against: Reason | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How suggestions agree with people, where the model had not learned from them.

    Attributes
    ----------
    code_id : str
    checked : int
        Segments that people have looked at for the code.
    uses : int
        Those to which people say it applies.
    suggested : int
        Those for which it would have been suggested.
    hits : int
        Both.
    """

    code_id: str
    checked: int
    uses: int
    suggested: int
    hits: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code can be left to the machine.

    Attributes
    ----------
    code_id : str
    readiness : {'ready', 'needs more checked examples', 'not to be left to a machine'}
    checked, uses : int
        Segments that people have looked at for it, and those to which it applies.
    precision, recall : float or None
        Cross-fitted on checked segments; None where there are too few.
    needed : int
        How many more checked segments with the code would help; 0 where none would.
    advice : str
        One plain line.
    example : int or None
        Where its wording does not find the code: the checked text, by its number among those that
        were learned from, that is most like the others which the wording misses.
    """

    code_id: str
    readiness: Readiness
    checked: int
    uses: int
    precision: float | None
    recall: float | None
    needed: int
    advice: str
    example: int | None = None
