"""What people's words may be used for: the one place that packs, pages and tables ask.

A use is named: to be *reviewed* by peers, to be *quoted* word for word, to be *named*. Whoever is
quoted is quoted alone, so only their own consent is asked for; whoever is reviewed stands beside
the others in the document, so everybody's is (`themekit.disclosure.gate`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from themekit.disclosure.gate import Gate
from themekit.disclosure.replacements import Replacements
from themekit.records import Case, Segment
from themekit.spans import Span

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy

Use = Literal["review", "quote", "name"]
WhyNot = Literal[
    "", "withdrawn", "not agreed", "not known", "paraphrase only", "unmarked", "former text"
]
"""Why words may not be used so; empty where they may."""
_ERASED = "\u2588"
_NAMED = 3
_FEWEST = 5
_REASONS: dict[WhyNot, str] = {
    "withdrawn": "in documents in which the words of somebody who has withdrawn still stand",
    "not agreed": "of people who did not agree to it",
    "not known": (
        "of people of whom it is not known whether they agreed, or of nobody in particular"
    ),
    "paraphrase only": "of people who agreed to be paraphrased only",
    "unmarked": "of documents that nobody has read for details by which somebody is known",
    "former text": "on a former text of their document",
}


class Uses:
    """What may be done with the words of a loaded study.

    Parameters
    ----------
    coded : CodedStudy

    Attributes
    ----------
    gate : Gate
    replacements : Replacements
    """

    def __init__(self, coded: CodedStudy) -> None:
        self._coded = coded
        void = coded.decisions.record.void
        self.gate = Gate(coded.documents, coded.cases, coded.present, coded.events, void)
        self.replacements = Replacements(coded.documents, coded.events, void)
        self._texts = {one.id: one.text for one in coded.documents}

    def why_not(self, segment: Segment, use: Use = "quote") -> WhyNot:
        """Say why somebody's words may not be used so; nothing where they may.

        Parameters
        ----------
        segment : Segment
        use : {'review', 'quote', 'name'}
            ``name``: whether whoever speaks may be named beside their words.
        """
        if use == "review":
            return self.why_not_reviewed(segment.document)
        case = self.case(segment)
        if case is None or not segment.codable:
            return "not known"
        if case.withdrawn or segment.document in self._lingering:
            return "withdrawn"
        if why := _why_not_quoted(case, use):
            return why
        return "" if self.gate.is_open(segment.document) else "unmarked"

    def why_not_reviewed(self, document: str) -> WhyNot:
        """Say why a document may not be read by peers; nothing where it may."""
        verdict = self.gate.verdict(document)
        if verdict.shown:
            return ""
        if verdict.consented:
            return "unmarked"
        people = (self._coded.cases.get(one) for one in self._coded.present.get(document, ()))
        refused = [one for one in people if one and not one.consent_review]
        told = any(_not_agreed(one, "review") == "not agreed" for one in refused)
        return "not agreed" if told else "not known"

    def may_be_quoted(self, segment: Segment) -> bool:
        """Tell whether somebody's words may be shown outside, word for word."""
        return not self.why_not(segment)

    def shown(self, segment: Segment, part: Span | None = None) -> str:
        """Return a segment's words with what stands for those that identify somebody.

        Parameters
        ----------
        segment : Segment
        part : Span, optional
            Range of the document's text within it. It grows so that it cuts no replacement in two;
            where the document has another text than the segment, all of it is returned.
        """
        text = self._texts.get(segment.document, "")
        if text[segment.start : segment.end] != segment.text:
            return self.replacements.anywhere(segment.text)
        start, end = part or (segment.start, segment.end)
        return self.replacements.text(segment.document, start, end)

    def replaced(self, segment: Segment) -> int:
        """Count the replacements in a segment."""
        return len(self.replacements.within(segment.document, segment.start, segment.end))

    def replaced_elsewhere(self, segment: Segment) -> tuple[str, ...]:
        """Return a segment's words that stay in it and are replaced in other places."""
        if segment.document not in self._texts:
            return ()
        where = (segment.document, segment.start, segment.end)
        return self.replacements.replaced_elsewhere(*where)

    def case(self, segment: Segment) -> Case | None:
        """Return whose words a segment is; the only case of its document where nothing says it."""
        if segment.speaker_role == "interviewer":
            return None
        found = self._coded.case(segment)
        if found is None and len(there := self._coded.present.get(segment.document, ())) == 1:
            found = self._coded.cases.get(there[0])
        return found

    @cached_property
    def unmarked(self) -> tuple[str, ...]:
        """Documents that could be quoted from, if somebody had read them for such details."""
        found = (one.document for one in self._coded.segments if self.why_not(one) == "unmarked")
        return tuple(dict.fromkeys(found))

    @cached_property
    def paraphrased(self) -> int:
        """How many people agreed to be paraphrased, and to no more."""
        return sum(
            case.consent_quote == "paraphrase" and not case.withdrawn
            for case in self._coded.cases.values()
        )

    @cached_property
    def _lingering(self) -> frozenset[str]:
        """Documents in which words of somebody still stand who has withdrawn."""
        found = set()
        for one in self._coded.segments:
            if one.skip_reason == "withdrawn":
                words = self._texts.get(one.document, "")[one.start : one.end]
                if words.replace(_ERASED, "").strip():
                    found.add(one.document)
        return frozenset(found)

    def unagreed(self) -> str:
        """Say of how many nobody knows that they agreed to be quoted; empty where all did.

        Who said no is told apart from those of whom nothing is written down: perhaps nobody asked.
        """
        people = [one for one in self._coded.cases.values() if not one.withdrawn]
        silent = [one for one in people if one.consent_quote == "none"]
        if not silent:
            return ""
        unknown = sum(_not_agreed(one, "quote") == "not known" for one in silent)
        grants = (
            "consent to it stands in cases.csv, in the column consent_quote (verbatim), or in "
            "study.yaml, for all"
        )
        if len(silent) == len(people) and unknown in {0, len(people)}:
            why = "it is not known whether anybody agreed" if unknown else "nobody agreed"
            return f"Nobody is quoted word for word, for {why} to it: {grants}."
        said = "; ".join(
            f"{_so_many(number, len(people))} {what}"
            for number, what in (
                (len(silent) - unknown, "did not agree to be quoted word for word"),
                (unknown, "are not quoted word for word, for it is not known whether they agreed"),
            )
            if number
        )
        return f"{said[:1].upper()}{said[1:]}: {grants}."

    def left_out(self) -> tuple[str, ...]:
        """Say in sentences whose words are not quoted outside, and why."""
        said = [one for one in (self.unagreed(),) if one]
        if number := self.paraphrased:
            people, words = ("person", "this person's") if number == 1 else ("people", "their")
            said.append(
                f"{number:,} {people} agreed to be paraphrased only: {words} words are not shown."
            )
        if number := len(self.unmarked):
            verb = "document is" if number == 1 else "documents are"
            said.append(
                f"{number:,} {verb} not quoted: nobody has read the present text for details by "
                "which somebody is known."
            )
        if number := len(self._lingering):
            verb = "document is" if number == 1 else "documents are"
            said.append(
                f"{number:,} {verb} not quoted: the words of somebody who has withdrawn still "
                "stand there."
            )
        return tuple(said)

    def notes(self) -> tuple[str, ...]:
        """Say in sentences what readers outside are not shown, and what is left of risk."""
        said = [*self.left_out()]
        if self.replacements.known:
            said.append(
                "Words that identify somebody were replaced, mostly by words in square brackets. "
                "Who knows a person may know them all the same by what they tell."
            )
        return tuple(said)


def _why_not_quoted(case: Case, use: Use) -> WhyNot:
    """Return why somebody's own consent does not let their words be used so."""
    if case.consent_quote == "paraphrase":
        return "paraphrase only"
    if case.consent_quote != "verbatim":
        return _not_agreed(case, "quote")
    return _not_agreed(case, "named") if use == "name" and not case.consent_named else ""


def _not_agreed(case: Case, use: str) -> WhyNot:
    """Return whether somebody said no to a use, or nothing is written down of it."""
    return "not agreed" if case.unquoted or use in case.consent_told else "not known"


def _so_many(number: int, of: int) -> str:
    """Return how many people, unless so few that they could be made out."""
    return "fewer than five people" if number < _FEWEST else f"{number:,} of {of:,} people"


def why_unmarked(documents: Sequence[str], what: str) -> str:
    """Say which documents have to be read before something is made, and with which command.

    Parameters
    ----------
    documents : sequence of str
        Their ids; at least one.
    what : str
        What is not made before, as a clause: ``so nothing is written for outsiders``.
    """
    named = ", ".join(documents[:_NAMED])
    more = f" and {len(documents) - _NAMED:,} more" if len(documents) > _NAMED else ""
    one = len(documents) == 1
    head = "A document" if one else f"{len(documents):,} documents"
    return (
        f"{head} of people who agreed to be quoted {'has' if one else 'have'} not been read for "
        f"details by which somebody is known, {what}: {named}{more}. Once somebody has: themekit "
        "mark STUDY DOCUMENT --reviewed-by NAME (a whole strand: --all-of STRAND; unread, with a "
        "reason that is kept: --despite REASON --reviewed-by NAME)."
    )


def left_out(reasons: Iterable[WhyNot]) -> tuple[str, ...]:
    """Count reasons, each in words with its number; the numbers add up to those given."""
    counted = Counter(reasons)
    return tuple(f"{number:,} {_REASONS[one]}" for one, number in sorted(counted.items()))
