"""What was understood of a source, for the person who brought it: one row a document or table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from themekit.language import language_name, language_shares
from themekit.language.which import Share
from themekit.records import Document
from themekit.segmenting.splitting import words_in
from themekit.study import Strand, Study
from themekit.workflows.asking import askers, labels_of
from themekit.workflows.read import ReadSource

DOCUMENT_COLUMNS = (
    "document", "strand", "turns", "speakers", "interviewer", "words", "language", "begins",
)  # fmt: skip
BEGINNING = 60
# Enough to know the languages of a source, and quick in a survey of a million answers.
MOST_PIECES = 2_000
WORTH_NAMING = 0.05
Cells = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one transcript, or of one table of answers.

    Attributes
    ----------
    name, strand, source : str
        The document's id (of a table: its path), its strand, and the file.
    turns : int
        Turns of a transcript, answers that are not empty of a table.
    speakers : tuple of str
        Labels found; of a table, how many respondents.
    interviewer : tuple of str
        Labels whose words are context and not coded.
    words : int
    languages : tuple of Share
        The largest part first; empty where nothing is long enough to judge.
    begins : str
        First words, so that a person sees whether it is the right text.
    is_table : bool
    """

    name: str
    strand: str
    source: str
    turns: int
    speakers: tuple[str, ...]
    interviewer: tuple[str, ...]
    words: int
    languages: tuple[Share, ...]
    begins: str
    is_table: bool = False

    def cells(self) -> Cells:
        """Return the row to print."""
        named = [one for one in self.languages if one.share >= WORTH_NAMING]
        languages = ", ".join(language_name(one.language) for one in named)
        return (
            self.name, self.strand, self.turns, ", ".join(self.speakers),
            ", ".join(self.interviewer), self.words, languages, self.begins,
        )  # fmt: skip

    def told(self) -> str:
        """Return the same as a sentence, for where the row is too wide."""
        _, strand, turns, speakers, interviewer, words, languages, _ = self.cells()
        parts = [str(strand), _counted(turns, "answer" if self.is_table else "turn")]
        if not turns:
            parts = [str(strand), "no speakers are marked"]
        if speakers:
            parts.append(str(speakers) if self.is_table else f"speakers: {speakers}")
        if interviewer:
            parts.append(f"interviewer: {interviewer}")
        parts.append(_counted(words, "word"))
        return "; ".join([*parts, *([str(languages)] if languages else [])])


def understood(study: Study, source: ReadSource) -> Iterator[Understood]:
    """Yield what was understood of one source: of a transcript its document, of a table one row."""
    strand = study.strand(source.row.strand)
    if strand is None or not source.documents:
        return
    if strand.kind == "survey":
        yield _table(strand, source)
        return
    for document in source.documents:
        labels = labels_of(document.turns)
        yield Understood(
            document.id,
            strand.name,
            source.row.path,
            len(document.turns),
            labels,
            askers(strand, labels),
            words_in(document.text),
            language_shares(some(_stretches(document), MOST_PIECES)),
            " ".join(document.text.split())[:BEGINNING],
        )


def _table(strand: Strand, source: ReadSource) -> Understood:
    documents = source.documents
    answers = [
        document.text[turn.start : turn.end]
        for document in documents
        for turn in document.turns
        if turn.item and turn.end > turn.start
    ]
    return Understood(
        source.row.path,
        strand.name,
        source.row.path,
        len(answers),
        (f"{len(documents)} respondents",),
        (),
        sum(words_in(document.text) for document in documents),
        language_shares(some(answers, MOST_PIECES)),
        next((" ".join(answer.split())[:BEGINNING] for answer in answers), ""),
        is_table=True,
    )


def _stretches(document: Document) -> list[str]:
    """Cut a transcript where its language may change: at turns, else at paragraphs."""
    if document.turns:
        return [document.text[turn.start : turn.end] for turn in document.turns]
    return [line for line in document.text.split("\n") if line.strip()]


def some(pieces: Sequence[str], most: int) -> Sequence[str]:
    """Return at most `most` of the pieces, evenly spread."""
    return pieces[:: -(-len(pieces) // most)] if len(pieces) > most else pieces


def _counted(number: str | int | None, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if isinstance(number, int) else ""
