"""``themekit.open_study``: a study for scripts and notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from themekit.codebook import Codebook
from themekit.decisions import CodedStudy, Standing, versioned
from themekit.engine import Engine
from themekit.errors import UsageError
from themekit.events import (
    Coder,
    Coding,
    Decision,
    Draw,
    Holds,
    Look,
    Mode,
    Outcome,
    Stance,
    VersionedCode,
)
from themekit.matrix import build_matrix
from themekit.records import Document, Period, Segment, Suggestion, ThemeMatrix
from themekit.store.coders import load_versions
from themekit.store.events import load_kind
from themekit.store.stages import load_stages
from themekit.study import Study
from themekit.workflows.context import RunContext, RunOptions
from themekit.workflows.loading import load_coded, with_decisions
from themekit.workflows.project import Own, load_project, open_result, stamp
from themekit.workflows.recording import record
from themekit.workflows.run import RunSummary, run_study

State = tuple[str, int]


@dataclass(slots=True)
class _Loaded:
    """What was loaded last, and of which state of the files and of the store."""

    own: Own
    stamp: tuple[object, ...]
    state: State = ("", -1)
    coded: CodedStudy | None = None


class OpenStudy:
    """A study folder; whatever is asked for is what its files and its store hold at that moment.

    Parameters
    ----------
    path : Path
        The study's folder.
    own : Study and Codebook
        What its own files say; they are read again when one of them has changed.
    """

    def __init__(self, path: Path, own: Own) -> None:
        self.path = path
        self._loaded = _Loaded(own, stamp(own))

    @property
    def study(self) -> Study:
        """What study.yaml says."""
        return self._own()[0]

    @property
    def codebook(self) -> Codebook:
        """The codebook."""
        return self._own()[1]

    def run(self, options: RunOptions | None = None, *, engine: Engine | None = None) -> RunSummary:
        """Bring the outputs up to date, as ``themekit run`` does; `engine` says where."""
        return run_study(self.path, options, engine=engine)

    @property
    def coded(self) -> CodedStudy:
        """All of it at once: what was read, suggested and decided, and what that comes to.

        Raises
        ------
        InputError
            If the study has not been run yet, or one of its own files is broken.
        """
        with open_result(self.path, self._own()) as context:
            return self._load(context)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents in the order of the outputs."""
        return self.coded.documents

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every unit read, coded or skipped, in the order of the outputs."""
        return self.coded.segments

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The machine's suggestions."""
        return self.coded.suggestions

    @property
    def codings(self) -> tuple[Coding, ...]:
        """Everything that people said of single codes, in order."""
        return tuple(one for one in self.coded.events if isinstance(one, Coding))

    @property
    def looks(self) -> tuple[Look, ...]:
        """Everything that people looked at, in order."""
        return tuple(one for one in self.coded.events if isinstance(one, Look))

    @property
    def coders(self) -> tuple[Coder, ...]:
        """Everybody who decides in this study."""
        return self.coded.coders

    def standings(self) -> Iterator[Standing]:
        """Yield how codes stand wherever anybody or the machine has said something."""
        return self.coded.decisions.standings()

    def matrix(self) -> ThemeMatrix:
        """Count everything that holds now."""
        return build_matrix(self.coded)

    def decide(
        self,
        segment: str,
        code: str,
        decision: Decision,
        *,
        coder: str,
        holds: Holds = "",
        settles: Iterable[str | int] | str | int = (),
        stance: Stance = "",
        period: Period = "",
        mode: Mode = "assisted",
        draw: str = "",
        replaces: Iterable[str | int] | str | int = (),
        span: tuple[int, int] | None = None,
        memo: str = "",
    ) -> int:
        """Record what somebody decides of one code on one segment.

        Parameters
        ----------
        segment : str
            Id of the segment.
        code : str
            Id, name or path of the code.
        decision : str
            See `themekit.events.Coding`.
        coder : str
            Name or id; a name not yet known makes a coder of role researcher.
        holds : {'', 'yes', 'no', 'both'}
            With ``adjudicate``, what the difference comes to.
        replaces, settles : str, int or iterable of them
            Events by their numbers, as `decide` returns them, or by their ids.
        stance, period, mode, draw, memo
            See `themekit.events.Coding`.
        span : pair of int, optional
            Half-open range of code points of the document, where not the whole segment is meant.

        Returns
        -------
        int
            Number of the event, once it is on the disk.

        Raises
        ------
        UsageError
            If there is no such segment or event, or no such code in the codebook that is shown, the
            span does not touch the segment, or nobody is named.
        RefusedError
            If it contradicts what is there: the message says how.
        """
        with open_result(self.path, self._own()) as context:
            here = self._segment(context, segment)
            found = context.codebook.find(code)
            if found is None:
                raise UsageError(f"There is no code '{code}' in the codebook.")
            start, end = self._range(here, span)
            version = _version(context, draw)
            shown = version.get(found.id)
            if shown is None:
                raise UsageError(f"The codebook that the draw '{draw}' shows has no '{found.id}'.")
            event = Coding(
                document=here.document, text_hash=here.text_hash, start=start, end=end,
                code_id=found.id, decision=decision, holds=holds,
                settles=self._events(context, settles),
                stance=stance, period=period, mode=mode, draw=draw,
                replaces=self._events(context, replaces), memo=memo,
                code_hash=shown.code_hash, meaning_hash=shown.meaning_hash,
                codebook_hash=shown.codebook_hash,
            )  # fmt: skip
            return record(context, [event], coder=coder)[0]

    def look(
        self,
        segment: str,
        *,
        coder: str,
        codes: Iterable[str] = (),
        outcome: Outcome = "coded",
        mode: Mode = "assisted",
        draw: str = "",
    ) -> int:
        """Record that somebody examined a segment for some codes, or for the whole codebook.

        Parameters
        ----------
        segment, coder : str
            As in `decide`.
        codes : iterable of str
            Ids, names or paths of the codes that were shown; none: all of the codebook.
        outcome, mode, draw : str
            See `themekit.events.Look`.

        Returns
        -------
        int
            Number of the event.

        Raises
        ------
        UsageError
            If there is no such segment or code.
        """
        with open_result(self.path, self._own()) as context:
            here = self._segment(context, segment)
            found = {code: context.codebook.find(code) for code in codes}
            if missing := [code for code, one in found.items() if one is None]:
                raise UsageError(f"There is no code '{missing[0]}' in the codebook.")
            event = Look(
                document=here.document, text_hash=here.text_hash, start=here.start, end=here.end,
                codes=tuple(one.id for one in found.values() if one), outcome=outcome, mode=mode,
                draw=draw, codebook_hash=_shown(context, draw),
            )  # fmt: skip
            return record(context, [event], coder=coder)[0]

    def _own(self) -> Own:
        """Return what the study's own files say; they are read again where one has changed."""
        loaded = self._loaded
        if loaded.stamp != stamp(loaded.own):
            own = load_project(self.path)
            self._loaded = loaded = _Loaded(own, stamp(own))
        return loaded.own

    def _segment(self, context: RunContext, segment: str) -> Segment:
        loaded = self._loaded
        # Where a segment lies does not depend on what has been decided meanwhile.
        known = loaded.coded is not None and loaded.state[0] == _stages(context)
        coded = loaded.coded if known and loaded.coded else self._load(context)
        found = coded.segment_by_id.get(segment)
        if found is None:
            raise UsageError(f"There is no segment '{segment}' in this study.")
        if not found.codable:
            raise UsageError(
                f"The segment '{segment}' is not coded ({found.skip_reason}): nothing that is said "
                "of it would count."
            )
        return found

    def _range(self, here: Segment, span: tuple[int, int] | None) -> tuple[int, int]:
        """Return the range that is meant, which has to lie in the text and touch the segment."""
        if span is None:
            return here.start, here.end
        start, end = span
        documents = self._loaded.coded.documents if self._loaded.coded else ()
        whole = next((len(one.text) for one in documents if one.id == here.document), here.end)
        if not 0 <= start < end <= whole or end <= here.start or here.end <= start:
            raise UsageError(
                f"The range from {start} to {end} has no words of '{here.id}' in it, or is not all "
                f"in its text: the segment goes from {here.start} to {here.end} of {whole}."
            )
        return start, end

    def _events(
        self, context: RunContext, named: Iterable[str | int] | str | int
    ) -> tuple[str, ...]:
        """Return the ids of events that are named by their ids or numbers."""
        names = (named,) if isinstance(named, str | int) else tuple(named)
        if all(isinstance(name, str) for name in names):
            return tuple(str(name) for name in names)
        by_number = {one.number: one.event_id for one in self._load(context).events}
        if missing := [one for one in names if isinstance(one, int) and one not in by_number]:
            raise UsageError(f"There is no event with the number {missing[0]} in this study.")
        return tuple(by_number[one] if isinstance(one, int) else one for one in names)

    def _load(self, context: RunContext) -> CodedStudy:
        """Load what has changed since the last time: all of it, or what people decided alone."""
        loaded, state = self._loaded, (_stages(context), context.decided_through())
        if loaded.coded is None or loaded.state[0] != state[0]:
            loaded.coded = load_coded(context, scored=True)
        elif loaded.state != state:
            loaded.coded = with_decisions(context, loaded.coded)
        loaded.state = state
        return loaded.coded


def _stages(context: RunContext) -> str:
    """Return a name for all that runs have made."""
    with context.store.reading() as connection:
        return repr(sorted((row.name, row.key) for row in load_stages(connection).values()))


def _shown(context: RunContext, draw: str) -> str:
    """Return the version of the codebook that a draw shows; without one, the present."""
    if not draw:
        return context.codebook.hash
    with context.store.reading() as connection:
        found = [one for one in load_kind(connection, Draw) if one.draw == draw]
    return next((one.codebook_hash for one in found if one.codebook_hash), context.codebook.hash)


def _version(context: RunContext, draw: str) -> dict[str, VersionedCode]:
    """Return the codes, by id, of the codebook that is shown in a draw."""
    shown = _shown(context, draw)
    rows = versioned(context.codebook)
    if shown != context.codebook.hash:
        with context.store.reading() as connection:
            rows = load_versions(connection)
    return {one.code_id: one for one in rows if one.codebook_hash == shown}


def open_study(path: str | Path) -> OpenStudy:
    """Open a study folder.

    Parameters
    ----------
    path : str or Path
        The folder, or its study.yaml.

    Raises
    ------
    InputError
        With every problem of its own files.
    """
    own = load_project(Path(path))
    return OpenStudy(own[0].root, own)
