"""What was understood of a source, for the person who brought it: one row a document or table."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.language.which import Share, language_name

DOCUMENT_COLUMNS = (
    "document", "strand", "turns", "speakers", "interviewer", "words", "language", "begins",
)  # fmt: skip
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


def _counted(number: str | int | None, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if isinstance(number, int) else ""
