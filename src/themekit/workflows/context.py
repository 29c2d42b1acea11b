"""What every stage of a run is handed, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themekit.codebook import Codebook
from themekit.engine import Engine, LocalEngine
from themekit.engine.beside import BesideAnalyser
from themekit.engine.references import Reference
from themekit.language import Analyser, analyser_key, load_analyser
from themekit.language.analyser import DEFAULT_MODEL
from themekit.store import Store
from themekit.store.analyses import CachedAnalyser
from themekit.store.events import last_number
from themekit.store.vectors import CachedEncoder
from themekit.study import Study
from themekit.vectors import Encoder, encoder_key, load_encoder, load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.vectors.words import WordTable


Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) how far a stage has come; called often, so it must be quick."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""


PUBLIC = "public"
"""Folder within the outputs for what is safe to pass on."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What a user may choose about a run.

    Attributes
    ----------
    seed : int
        For everything that draws at random.
    only, start : str
        Name of the one stage to do, or of the first one to do anew; empty for all that is needed.
    public : bool
        Write the outputs for readers outside too.
    keep_going : bool
        Go on without the sources that cannot be read.
    model, spacy_model : str or None
        Encoder and spaCy model; None for the bundled ones.
    precision : float or None
        Share in (0, 1] of a code's suggestions that have to have been right; None for the
        thresholds with the best F1.
    deeper : bool
        Fine-tune the encoder on what people checked.
    """

    seed: int = 0
    only: str = ""
    start: str = ""
    public: bool = False
    keep_going: bool = False
    model: str | None = None
    spacy_model: str | None = None
    precision: float | None = None
    deeper: bool = False


def no_words() -> None:
    """Open no table: words are encoded like texts."""


@dataclass(frozen=True, slots=True)
class Models:
    """The encoder and the analyser of a run: known by their keys, loaded when first needed.

    Attributes
    ----------
    encoder_key, analyser_key : str
        Cache identities.
    load_encoder, load_analyser : callable
        Can be pickled by name where an engine other than the local one is used.
    load_words : callable
        Opens the input table of the encoder's model, or returns None where there is none.
    spacy_model : str
        What a process beside this one can load as the analyser's model; empty where none can.
    """

    encoder_key: str
    analyser_key: str
    load_encoder: Callable[[], Encoder]
    load_analyser: Callable[[], Analyser]
    load_words: Callable[[], WordTable | None] = no_words
    spacy_model: str = ""


def models_for(options: RunOptions) -> Models:
    """Return the models that a user chose, or the bundled ones.

    Raises
    ------
    UsageError
        If a model is not on this machine.
    """
    return Models(
        encoder_key(options.model),
        analyser_key(options.spacy_model),
        partial(load_encoder, options.model),
        partial(load_analyser, options.spacy_model),
        partial(load_words, options.model),
        options.spacy_model or DEFAULT_MODEL,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage did.

    Attributes
    ----------
    count_in, count_out : int
        All records that the stage stands on and all that it gave.
    details : dict
        Whatever else is to be told, as JSON can hold it.
    key : str
        What the stage was really made from, where only the work itself could tell; else empty.
    """

    count_in: int
    count_out: int
    details: dict[str, Any] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class RunContext:
    """A study opened for a run.

    Attributes
    ----------
    through : int or None
        Number of the last event that the run counts; None for all there are.
    """

    study: Study
    codebook: Codebook
    store: Store
    models: Models
    options: RunOptions = RunOptions()
    progress: Progress = silent
    engine: Engine = field(default_factory=LocalEngine)
    through: int | None = None
    analysers: dict[str, CachedAnalyser] = field(default_factory=dict, repr=False, compare=False)

    @property
    def outputs(self) -> Path:
        """Folder of the outputs."""
        return self.study.root / "outputs"

    def decided_through(self) -> int:
        """Return the number of the last event that counts."""
        if self.through is not None:
            return self.through
        with self.store.reading() as connection:
            return last_number(connection)

    def encoder(
        self, stage: str = "", tell: Callable[[int, int], None] | None = None
    ) -> CachedEncoder:
        """Return the encoder, which loads its weights only when a new text comes.

        Parameters
        ----------
        stage : str
            Under which its progress is shown; empty where the caller tells how far it is.
        tell : callable, optional
            Told (done, total) in texts, for callers who do.
        """

        def report(done: int, total: int) -> None:
            if stage:
                self.progress(stage, done, total)
            elif tell:
                tell(done, total)

        folder = self.store.folder / "vectors"
        models = self.models
        return CachedEncoder(
            folder, models.encoder_key, self._load_encoder, report, models.load_words
        )

    def _load_encoder(self) -> Encoder:
        if not self.engine.elsewhere:
            return self.models.load_encoder()
        from themekit.engine.remote_models import RemoteEncoder

        reference = Reference(self.models.encoder_key, self.models.load_encoder)
        return RemoteEncoder(self.engine, reference)

    def analyser(self) -> CachedAnalyser:
        """Return the run's analyser, which loads spaCy's model only when a new text comes.

        Whoever uses it calls its `save`, so that its work is there the next time.
        """
        key = self.models.analyser_key
        if key not in self.analysers:
            folder = self.store.folder / "analyses"
            self.analysers[key] = CachedAnalyser(folder, key, self._load_analyser)
        return self.analysers[key]

    def _load_analyser(self) -> Analyser:
        models = self.models
        if self.engine.elsewhere:
            from themekit.engine.remote_models import RemoteAnalyser

            reference = Reference(models.analyser_key, models.load_analyser)
            return RemoteAnalyser(self.engine, reference)
        if models.spacy_model:
            key = models.analyser_key
            return BesideAnalyser(
                key, models.spacy_model, models.load_analyser, lambda: self.analysers[key].vocab
            )
        return models.load_analyser()


def wants_public(context: RunContext) -> bool:
    """Tell whether outputs for outsiders are to be written: once they are there, they stay true."""
    return context.options.public or (context.outputs / PUBLIC).is_dir()


def parts_of(total: int, size: int) -> Iterator[slice]:
    """Yield slices that cut `total` items into parts of `size`."""
    for start in range(0, total, size):
        yield slice(start, min(total, start + size))
