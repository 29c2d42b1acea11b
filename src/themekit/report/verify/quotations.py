"""Quotations of a report: found word for word, by whom they were said, and whether they may be."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.claims import claims_in
from themekit.report.verify.quoting import Quoted, Wanted, quoted_in, wanted
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.wording import joined, sentences, tokens, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block, ReportText
    from themekit.report.verify.result import Severity
    from themekit.report.verify.texts import Passage

TERM = 3
"""So many words, and fewer, may be a term in quotation marks."""
_NEAR, _FAINT = 70, 55
_ASIDE = frozenset({"literature", "notes"})
_NEGATIONS = frozenset(
    {"not", "no", "never", "dont", "didnt", "isnt", "wasnt", "cant", "wont", "doesnt"}
)
_CITED = re.compile(
    r"\(\s*(?:see |cf\.? )?[^()]{0,80}\b(?:19|20)\d\d[a-z]?\b[^()]{0,40}\)|\bpp?\.\s?\d+"
)
_TITLED = re.compile(
    r"\b(?:titled|entitled|called|named|known as|headed|labelled|so-called|term|word|phrase|"
    r"question|item|statement|asked|option|answer(?:ed)?|category|code|theme|section|heading)\W*$",
    re.IGNORECASE,
)
_DASH = re.compile(r"^\s*[.,;]?\s*(?:[\u2014\u2013\u00b7|]|-{1,2}\s)\s*(.{2,160})$")
_PAREN = re.compile(r"^\s*[.,;]?\s*[(\[]([^()\[\]]{2,160})[)\]]")
_TELLS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|may|might|must|"
    r"should|says?|said|tells?|told|shows?|showed|spoke|speaks?|found|finds?|came|comes?|went|"
    r"raised|raises|mentioned|described|reported|agreed|felt|thought)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:said|says|told us|put it|puts it|described|explained|recalled|wrote|"
    r"in (?:the|their|his|her) (?:own )?words)\b",
    re.IGNORECASE,
)
_OVERUSED, _FEWEST_OVERUSED, _LEAST_QUOTES = 0.4, 4, 6
_MANY_BEHIND = 120


@dataclass(frozen=True, slots=True)
class Credit:
    """What a report says of whose words it quotes.

    Attributes
    ----------
    tight : str
        Behind the quotation, in brackets, after a dash, or on the next line.
    loose : str
        The rest of the sentence.
    """

    tight: str = ""
    loose: str = ""


@dataclass(slots=True)
class Checked:
    """A quotation of the report with where it was found."""

    block: int
    quoted: Quoted
    credit: Credit
    passages: list[Passage] = field(default_factory=list)


class Quotations:
    """Checks what a report quotes.

    Parameters
    ----------
    report : ReportText
    evidence : Evidence
    known : frozenset of int
        Blocks that themekit writes just so.
    is_own : bool
        Whether themekit wrote the report: its outlines show a quotation again.
    """

    def __init__(
        self,
        report: ReportText,
        evidence: Evidence,
        known: frozenset[int] = frozenset(),
        *,
        is_own: bool = False,
    ) -> None:
        self.evidence, self.known, self.is_own = evidence, known, is_own
        self.blocks = report.blocks
        self.spans: dict[int, tuple[Quoted, ...]] = {}
        self.found: list[Checked] = []
        self.unmarked = 0
        self._kinds = {one.name: one.kind for one in evidence.coded.study.strands}
        for number, block in enumerate(self.blocks):
            self.spans[number] = () if number in known else quoted_in(block, self._is_known)

    def _is_known(self, text: str) -> bool:
        parts = wanted(text).parts
        return len(words_of(text)) > 1 and bool(parts) and bool(self.evidence.texts.find(parts))

    def remarks(self) -> Iterator[Remark]:
        """Yield what is wrong with the quotations."""
        for number, block in enumerate(self.blocks):
            if block.kind == "heading" or number in self.known:
                continue
            for quoted in self.spans[number]:
                yield from self._quotation(number, block, quoted)
        yield from self._repeats()
        yield from self._overused()
        if self.unmarked:
            yield Remark(
                "undefined",
                "disclosure",
                "",
                f"{self.unmarked:,} quotations",
                "nobody has read their documents for details by which somebody is known",
                "read them with themekit mark before the report is published",
                (len(self.blocks), 0),
            )

    def _quotation(self, number: int, block: Block, quoted: Quoted) -> Iterator[Remark]:
        want = wanted(quoted.text)
        if not want.words or (quoted.is_block and self._is_credit(number)):
            return
        credit = self._credit(number, block, quoted)
        checked = Checked(number, quoted, credit, self.evidence.texts.find(want.parts))
        if checked.passages:
            yield from self._found(checked, want)
        elif not self._is_aside(block, quoted, want, credit):
            yield self._missing(checked, want)

    def _remark(
        self, checked: Checked, kind: str, found: str, advice: str, *, severity: Severity = "wrong"
    ) -> Remark:
        return Remark(
            severity,
            kind,
            self.blocks[checked.block].place,
            shortened(checked.quoted.text),
            found,
            advice,
            (checked.block, checked.quoted.start),
        )

    # -- not found ------------------------------------------------------------------------------

    def _is_aside(self, block: Block, quoted: Quoted, want: Wanted, credit: Credit) -> bool:
        """Tell whether something in quotation marks quotes nobody."""
        evidence = self.evidence
        if joined(quoted.text) in evidence.names or evidence.is_own_wording(quoted.text):
            return True
        credited = bool(evidence.mentions.people(credit.tight))
        if len(want.words) <= TERM and not credited:
            return True
        if len(want.words) <= 2 * TERM and claims_in(quoted.text) and not credit.tight:
            return True
        before = block.text[max(0, quoted.start - 40) : quoted.start]
        if _TITLED.search(before) and (len(want.words) <= 2 * TERM or _is_title(quoted.text)):
            return True
        led = quoted.is_block and self._is_led(credit.loose)
        if quoted.is_block and not credit.tight and not led:
            near = evidence.texts.nearest(want.words)
            return near is None or near[0] < _NEAR
        return _is_title(quoted.text) and not credited

    def _is_led(self, text: str) -> bool:
        """Tell whether a line leads to what somebody said."""
        mentions = self.evidence.mentions
        return bool(_LEADS.search(text) or mentions.people(text) or mentions.strands_of(text))

    def _missing(self, checked: Checked, want: Wanted) -> Remark:
        """Say what is nearest to a quotation that is not found, and what differs."""
        texts = self.evidence.texts
        if self._is_cited(checked):
            near = texts.nearest(want.words)
            if near is None or near[0] < _NEAR:
                return self._remark(
                    checked,
                    "literature",
                    "not in the texts of the literature that the study holds",
                    "add the source to the study, or check it by hand",
                    severity="doubtful",
                )
        halves = self._spliced(want)
        if halves:
            first, second = halves
            one, other = self._who(first), self._who(second)
            if one != other:
                return self._remark(
                    checked,
                    "quotation",
                    f"words of two people run together: {one} and {other}",
                    "quote each of them apart",
                )
            return self._remark(
                checked,
                "quotation",
                f"something is left out or moved without a mark ({one})",
                "mark what is left out with [...]",
            )
        near = texts.nearest(want.words)
        if near is None or near[0] < _FAINT:
            return self._remark(
                checked,
                "quotation",
                "nothing like it in the study's texts",
                "quote what somebody said, or say where it is from",
            )
        score, passage = near
        differs = _differences(want.words, words_of(texts.text(passage)))
        if score < _NEAR:
            differs = f"likeness {score:.0f} of 100"
        return self._remark(
            checked,
            "quotation",
            f"not word for word: {differs} ({self._who(passage)})",
            f"the study has: {shortened(texts.text(passage), 240)}",
        )

    def _spliced(self, want: Wanted) -> tuple[Passage, Passage] | None:
        """Return two passages that a quotation joins, if it does."""
        find = self.evidence.texts.find
        if len(want.parts) > 1:
            found = [find([part]) for part in want.parts]
            if all(found):
                return found[0][0], found[-1][0]
        ws = [re.escape(word) for word in want.words]
        for cut in range(len(ws) - 2, 1, -1):
            first = find([" ".join(ws[:cut])])
            if first:
                second = find([" ".join(ws[cut:])])
                if not second:
                    # One word may be lost at the seam.
                    return None
                same = [(a, b) for a in first for b in second if self._who(a) == self._who(b)]
                return same[0] if same else (first[0], second[0])
        return None

    # -- found ----------------------------------------------------------------------------------

    def _found(self, checked: Checked, want: Wanted) -> Iterator[Remark]:
        passages = checked.passages
        if len(want.words) > TERM:
            self.found.append(checked)
        yield from self._credited(checked, want)
        if len(want.words) <= TERM:
            return
        yield from self._omitted(checked, want)
        yield from self._allowed(checked)
        kinds = {self._kinds.get(strand, "") for strand in self._strands(passages)}
        if self._is_cited(checked) and not kinds & {*_ASIDE, "case-study"}:
            yield self._remark(
                checked,
                "speaker",
                f"said by {self._who(passages[0])}, not by literature",
                "credit the person who said it",
            )

    def _credited(self, checked: Checked, want: Wanted) -> Iterator[Remark]:
        """Compare who said it with whom the report credits."""
        mentions, passages = self.evidence.mentions, checked.passages
        truth = {case for one in passages for case in self._cases(one)}
        people = mentions.people(checked.credit.tight)
        is_term = len(want.words) <= TERM
        if not people and not is_term:
            people = mentions.people(checked.credit.loose)
        if people:
            credited = frozenset().union(*(cases for _, cases in people))
            if not credited & truth and truth | credited:
                yield self._remark(
                    checked,
                    "speaker",
                    f"said by {self._who(passages[0])}, not by {people[0][0]}",
                    "credit the person who said it",
                )
                return
        if is_term:
            return
        texts, is_credited = (
            self.evidence.texts,
            people or mentions.strands_of(checked.credit.tight),
        )
        asked = all(texts.who(one.document, one.start) == "interviewer" for one in passages)
        if asked and is_credited and not self.evidence.is_own_wording(checked.quoted.text):
            yield self._remark(
                checked, "speaker", "the interviewer's words", "quote what was answered"
            )
            return
        yield from self._strand_credited(checked)

    def _strand_credited(self, checked: Checked) -> Iterator[Remark]:
        mentions = self.evidence.mentions
        truth = self._strands(checked.passages)
        said = mentions.strands_of(self._plain(checked.credit.tight)) - {said_as.ALL}
        if not said:
            said = mentions.strands_of(self._plain(checked.credit.loose)) - {said_as.ALL}
        if said and not said & truth:
            yield self._remark(
                checked,
                "speaker",
                f"said in {', '.join(sorted(truth))}, not in {', '.join(sorted(said))}",
                "credit the strand in which it was said",
            )
            return
        wrong = self._attribute_credited(checked)
        if wrong:
            yield self._remark(checked, "speaker", wrong, "credit the person who said it")

    def _attribute_credited(self, checked: Checked) -> str:
        """Say which attribute of the credit is not that of who said it; empty where none is."""
        mentions = self.evidence.mentions
        parts = [" ".join(words_of(one)) for one in re.split(r"[,;\u00b7|/]", checked.credit.tight)]
        cases = [
            self.evidence.coded.cases[c]
            for one in checked.passages
            for c in self._cases(one)
            if c in self.evidence.coded.cases
        ]
        for part in parts:
            name, value = mentions.attributes.get(part, ("", ""))
            theirs = [dict(case.attributes).get(name, "") for case in cases] if name else []
            if theirs and all(one and one != value for one in theirs):
                return f"{name.replace('_', ' ')} is {theirs[0]}, not {value}"
        return ""

    def _plain(self, text: str) -> str:
        """Return a text without names of codes and themes, which speak of strands too."""
        return without_names(text, self.evidence)

    def _omitted(self, checked: Checked, want: Wanted) -> Iterator[Remark]:
        """Find a marked omission that takes a *not* away."""
        if len(want.parts) < 2:  # noqa: PLR2004 - nothing is left out
            return
        passage = checked.passages[0]
        there = words_of(self.evidence.texts.text(passage))
        lost = list((Counter(there) - Counter(want.words)).elements())
        if 0 < len(lost) <= TERM and _NEGATIONS & set(lost):
            yield self._remark(
                checked,
                "quotation",
                "what is left out turns it round: " + " ".join(lost),
                "quote it whole",
                severity="undefined",
            )

    def _allowed(self, checked: Checked) -> Iterator[Remark]:
        """Find words that may not be quoted, of whoever said them."""
        reasons = [self._why_not(one) for one in checked.passages]
        if all(reasons):
            reason = reasons[0]
            yield self._remark(checked, "consent", reason, "take it out, or ask the person")
            return
        uses, texts = self.evidence.uses, self.evidence.texts
        passage = next(one for one, why in zip(checked.passages, reasons, strict=True) if not why)
        shown = {
            word
            for r in uses.replacements.within(passage.document, passage.start, passage.end)
            for word in words_of(texts.text(type(passage)(passage.document, r.start, r.end)))
        }
        if shown & set(words_of(checked.quoted.text)):
            yield self._remark(
                checked,
                "disclosure",
                "it holds words that are replaced, for somebody is known by them",
                "quote it as themekit shows it",
            )
        segments = texts.segments(passage)
        self.unmarked += any(uses.why_not(one) == "unmarked" for one in segments)

    def _why_not(self, passage: Passage) -> str:
        """Say why a passage may not be quoted; empty where it may."""
        evidence = self.evidence
        strand = evidence.coded.strand_of.get(passage.document, "")
        if self._kinds.get(strand) in _ASIDE:
            return ""
        for segment in evidence.texts.segments(passage):
            case = evidence.uses.case(segment)
            if case is None:
                continue
            if case.withdrawn:
                return "said by somebody who has withdrawn"
            if case.unquoted or case.consent_quote == "none":
                return "said by somebody who did not agree to be quoted"
            if case.consent_quote == "paraphrase":
                return "said by somebody who agreed to be paraphrased only"
        return ""

    # -- several --------------------------------------------------------------------------------

    def _repeats(self) -> Iterator[Remark]:
        """Find the same words quoted twice."""
        seen: list[tuple[Passage, Checked]] = []
        for checked in self.found:
            passage = checked.passages[0]
            before = next((other for there, other in seen if _overlap(there, passage)), None)
            seen.append((passage, checked))
            if before is None or self._may_repeat(before, checked):
                continue
            yield self._remark(
                checked,
                "repeat",
                f"quoted already: {self.blocks[before.block].place}",
                "quote somebody else",
                severity="doubtful",
            )

    def _may_repeat(self, before: Checked, now: Checked) -> bool:
        """Tell whether themekit itself shows a quotation again, under another heading."""
        one, other = self.blocks[before.block], self.blocks[now.block]
        return self.is_own and (one.sections != other.sections or one.kind != other.kind)

    def _overused(self) -> Iterator[Remark]:
        """Find somebody who is quoted much more than others."""
        if self.is_own:
            return
        whose: Counter[str] = Counter()
        last: dict[str, Checked] = {}
        for checked in self.found:
            cases = {case for one in checked.passages for case in self._cases(one)}
            if len(cases) == 1:
                (case,) = cases
                whose[case] += 1
                last[case] = checked
        total = sum(whose.values())
        for case, number in whose.items():
            if total >= _LEAST_QUOTES and number >= _FEWEST_OVERUSED and number > _OVERUSED * total:
                yield self._remark(
                    last[case],
                    "over-used",
                    f"{number} of {total} quotations are of {case}",
                    "quote others too",
                    severity="doubtful",
                )

    # -- who ------------------------------------------------------------------------------------

    def _cases(self, passage: Passage) -> set[str]:
        texts = self.evidence.texts
        found = {texts.who(passage.document, passage.start)}
        found |= {
            self.evidence.coded.case_of.get(one.id, "")
            for one in texts.segments(passage)
            if one.speaker_role != "interviewer"
        }
        there = self.evidence.coded.present.get(passage.document, ())
        if found <= {""} and len(there) == 1:
            found = set(there)
        return found - {"", "interviewer"}

    def _strands(self, passages: Sequence[Passage]) -> frozenset[str]:
        return frozenset(self.evidence.coded.strand_of.get(one.document, "") for one in passages)

    def _who(self, passage: Passage) -> str:
        """Say whose words a passage is."""
        strand = self.evidence.coded.strand_of.get(passage.document, "")
        if self.evidence.texts.who(passage.document, passage.start) == "interviewer":
            return f"the interviewer, {passage.document}"
        cases = sorted(self._cases(passage))
        return f"{cases[0] if cases else passage.document}, {strand}"

    def _is_cited(self, checked: Checked) -> bool:
        behind = self.blocks[checked.block].text[checked.quoted.end :][:_MANY_BEHIND]
        first = next(sentences(behind), None)
        near = (
            behind[: behind.find(")") + 1]
            if behind.lstrip().startswith("(")
            else (first.text if first else "")
        )
        found = _CITED.search(near) or _CITED.search(
            checked.credit.tight and f"({checked.credit.tight})"
        )
        return found is not None and not self.evidence.mentions.people(found[0])

    def _credit(self, number: int, block: Block, quoted: Quoted) -> Credit:
        """Find what a report says of whose words these are."""
        behind = block.text[quoted.end :]
        found = _PAREN.match(behind) or _DASH.match(behind[: _MANY_BEHIND + 60])
        tight = found[1] if found else ""
        if not tight and not behind.strip(" .") and (block.kind == "quote" or quoted.start <= 1):
            tight = self._next_line(number)
        loose = ""
        if not tight:
            for sentence in sentences(block.text):
                if (
                    sentence.start <= quoted.start < sentence.end
                    or sentence.start < quoted.end <= sentence.end
                ):
                    loose += " " + "".join(
                        block.text[a:b]
                        for a, b in _outside((sentence.start, sentence.end), self.spans[number])
                    )
            if quoted.is_block or not loose.strip():
                loose = self._line_before(number) if block.kind == "quote" else loose
        return Credit(tight, loose)

    def _next_line(self, number: int) -> str:
        """Return the line below a quotation, where it is a credit."""
        if number + 1 >= len(self.blocks):
            return ""
        block, after = self.blocks[number], self.blocks[number + 1]
        spans = [one for one in self.spans[number + 1] if not one.is_block]
        is_credit = len(after.text) < 200 and not spans  # noqa: PLR2004 - a line
        dashed = after.text[:1] in "\u2014\u2013-" or " \u00b7 " in after.text
        mentions = self.evidence.mentions
        named = (
            len(words_of(after.text)) <= 14  # noqa: PLR2004
            and after.text[:1] not in "\u201c\"\u2018'\u00ab"
            and bool(mentions.people(after.text) or mentions.strands_of(after.text))
        )
        same = after.kind == block.kind == "quote" or (
            after.kind == "paragraph" and self._only_credits(after)
        )
        return after.text if is_credit and (dashed or (named and same)) else ""

    def _only_credits(self, block: Block) -> bool:
        """Tell whether a paragraph below a quotation says whose it is, and is no sentence."""
        text = block.text.strip(" ()[]")
        if text.endswith((".", ":", "?", "!")) or _TELLS.search(text) or block.marks:
            return False
        heads = {joined(one.name) for one in self.evidence.coded.study.strands}
        is_head = joined(text) in heads and (0, len(block.text)) in block.strong
        return not is_head and not claims_in(text)

    def _is_credit(self, number: int) -> bool:
        """Tell whether a line of a block quotation credits the one before it."""
        text, before = self.blocks[number].text, self.blocks[number - 1] if number else None
        if text[:1] in "\u2014\u2013" or text.startswith("- "):
            return True
        return before is not None and before.kind == "quote" and self._next_line(number - 1) == text

    def _line_before(self, number: int) -> str:
        """Return the sentence that leads to a block quotation."""
        before = self.blocks[number - 1].text if number else ""
        last = list(sentences(before))[-1:]
        return last[0].text if last and before.rstrip().endswith(":") else ""


def without_names(text: str, evidence: Evidence) -> str:
    """Blank names of codes, themes and closed questions in a text: its own words are left."""
    there = tokens(text)
    low = [one.word for one in there]
    out = text
    for name in evidence.long_names:
        size = len(name)
        for at in range(len(low) - size + 1):
            if tuple(low[at : at + size]) == name:
                start, end = there[at].start, there[at + size - 1].end
                out = out[:start] + " " * (end - start) + out[end:]
    return out


def _outside(of: tuple[int, int], spans: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a range that are not quoted."""
    at, end = of
    for one in spans:
        if one.end <= at or one.start >= end:
            continue
        if at < one.start:
            yield at, one.start
        at = max(at, one.end)
    if at < end:
        yield at, end


def _overlap(one: Passage, other: Passage) -> bool:
    """Tell whether two passages are mostly the same."""
    if one.document != other.document:
        return False
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > 0.5 * min(one.end - one.start, other.end - other.start)


def _is_title(text: str) -> bool:
    """Tell whether most words of a text begin with a capital."""
    found = [one for one in re.findall(r"[A-Za-z][\w'\u2019-]*", text) if len(one) > 3]  # noqa: PLR2004
    return len(found) > 1 and all(one[0].isupper() for one in found)


def _differences(said: Sequence[str], study: Sequence[str]) -> str:
    """Say word by word what a quotation has otherwise than the study."""
    matcher = difflib.SequenceMatcher(None, study, said, autojunk=False)
    parts = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "delete":
            parts.append(f"left out: {' '.join(study[a:b])}")
        elif kind == "insert":
            parts.append(f"added: {' '.join(said[c:d])}")
        elif kind == "replace":
            parts.append(f"{' '.join(said[c:d])} for {' '.join(study[a:b])}")
    return shortened("; ".join(parts), 200) or "order of words"
