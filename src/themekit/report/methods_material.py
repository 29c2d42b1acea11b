"""Of the methods appendix: who was asked, when and what, and what they agreed to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.base import count_base
from themekit.report.methods_blocks import Block, Grid, Heading, Listing, Paragraph, Question
from themekit.study import IMPORTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.inputs import ReportInputs
    from themekit.report.methods_blocks import MethodFacts

KINDS = {
    "interview": "interviews",
    "group": "group",
    "survey": "survey",
    "case-study": "case studies",
    "literature": "literature",
    "notes": "notes",
}
CONSENTS = {
    "verbatim": "may be quoted word for word",
    "paraphrase": "may be paraphrased only",
    "none": "may not be quoted: they did not agree",
    "": "not known whether they agreed to be quoted",
}
MOST_VALUES = 8
"""Values of an attribute that are told one by one."""
WHO_ASKED = "Who asked the questions, and what did participants know of them?"
HOW_CHOSEN = (
    "How were people found and approached, who said no, and why does this choice suit the question?"
)
WHERE = "Where did the talks take place, who else was there, and how long did they last?"
ETHICS = "Who approved the study (body, number, date), and how was consent asked for?"


def material(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    """Yield who and what was studied."""
    yield Heading("1. Who and what was studied")
    yield _strands(inputs)
    yield Paragraph(
        "People are those who spoke or answered, once in each strand; the interviewer's "
        "words are context and are not coded. Strands that validate or give background are "
        "counted apart."
    )
    yield from _waves(inputs)
    if not inputs.public:  # outside, a value that few have tells who they are
        yield from _described(inputs)
    compared = inputs.population()
    if compared and inputs.coded.study.method != "reflexive":  # where no share is told
        yield Listing(compared)
    yield Question(HOW_CHOSEN)
    yield Question(WHERE)
    yield from _asked(inputs)
    yield from _consent(inputs, facts)


def _strands(inputs: ReportInputs) -> Grid:
    kinds = {words.strand(one.name): KINDS.get(one.kind, one.kind) for one in inputs.strands}
    rows = tuple(
        (
            one.name,
            f"{kinds[one.name]}, {one.role.split(':', 1)[0]}",
            one.sample or "not stated",
            one.when or "not stated",
            one.unit,
            f"{one.cases:,}",
            f"{one.documents:,}",
            f"{one.segments:,}",
        )
        for one in count_base(inputs)
    )
    return Grid(
        "Strands: who was asked, how they were chosen, and when",
        (
            "Strand", "What it is", "How chosen", "When", "A passage is", "People", "Documents",
            "Passages",
        ),
        rows,
        (5, 6, 7),
    )  # fmt: skip


def _waves(inputs: ReportInputs) -> Iterator[Block]:
    """Yield who was in which wave, where a strand has several."""
    present = inputs.coded.present
    rows = []
    for strand in inputs.strands:
        found: dict[str, set[str]] = {}
        for document in inputs.coded.documents:
            if document.strand == strand.name and document.wave:
                found.setdefault(document.wave, set()).update(present.get(document.id, ()))
        if len(found) < 2:  # noqa: PLR2004 -- one wave is in the table of strands
            continue
        before: set[str] = set()
        for wave in sorted(found):
            again = len(found[wave] & before)
            rows.append((words.strand(strand.name), wave, f"{len(found[wave]):,}", f"{again:,}"))
            before |= found[wave]
    if rows:
        yield Grid(
            "Waves: who took part when",
            ("Strand", "Wave", "Participants", "Of them in an earlier wave"),
            tuple(rows),
            (2, 3),
        )


def _described(inputs: ReportInputs) -> Iterator[Block]:
    """Yield who was in each strand, as cases.csv and the surveys describe them."""
    rows = []
    for strand in inputs.strands:
        ids = dict.fromkeys(
            case
            for document in inputs.coded.documents
            if document.strand == strand.name
            for case in inputs.coded.present.get(document.id, ())
        )
        cases = [inputs.coded.cases[one] for one in ids if one in inputs.coded.cases]
        found: dict[str, Counter[str]] = {}
        for case in cases:
            for name, value in () if case.withdrawn else case.attributes:
                found.setdefault(name, Counter())[value or "not known"] += 1
        rows += [
            (words.strand(strand.name), words.humanise(name), _values(values))
            for name, values in found.items()
            if set(values) != {"not known"}
        ]
    if rows:
        yield Grid("Who took part", ("Strand", "What is known", "How many"), tuple(rows))


def _values(values: Counter[str]) -> str:
    """Return how many have which value, the most frequent first."""
    ranked = sorted(values.items(), key=lambda one: (-one[1], one[0]))
    told = "; ".join(f"{value}: {number:,}" for value, number in ranked[:MOST_VALUES])
    more = ranked[MOST_VALUES:]
    left = sum(number for _, number in more)
    return f"{told}; {words.plural(len(more), 'other value')}: {left:,}" if more else told


def _asked(inputs: ReportInputs) -> Iterator[Block]:
    yield Heading("What they were asked", 3)
    closed = [
        f"{words.plural(len(one.closed), 'closed question')} and "
        f"{words.plural(len(one.open), 'open question')} in {words.strand(one.name)}"
        for one in inputs.strands
        if one.kind == "survey" and (one.closed or one.open)
    ]
    if closed:
        yield Paragraph(f"Surveys: {'; '.join(closed)}.")
    if questions := inputs.coded.questions:
        texts = {(one.strand, one.question) for one in questions}
        left = sum(not one.asked for one in questions)
        yield Paragraph(
            f"questions.csv lists {words.plural(len(texts), 'question')} of talks, and in which of "
            f"them each was asked; {words.plural(left, 'time')} one was not. Who was not asked is "
            "not counted as having said nothing."
        )
    else:
        yield Paragraph(
            "The study keeps no list of which question was asked in which talk, so nobody can tell "
            "what was not asked from what was not said."
        )
        yield Question("What was asked (the guide), and was it tried out before?")
    yield Question(WHO_ASKED)


def _consent(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    """Yield what people agreed to, what was taken back, and what was replaced: counts alone."""
    yield Heading("Consent, and what identifies people", 3)
    cases = [one for one in inputs.coded.cases.values() if not one.withdrawn]
    quote = Counter(
        "none"
        if one.unquoted
        else one.consent_quote
        if "quote" in one.consent_told or one.consent_quote != "none"
        else ""
        for one in cases
    )
    said = [(CONSENTS[name].capitalize(), quote[name]) for name in CONSENTS if quote[name]]
    said += [
        ("May be read by peer researchers", sum(one.consent_review for one in cases)),
        ("May be named", sum(one.consent_named for one in cases)),
    ]
    taking_part = words.plural(len(cases), "case")
    yield Grid(
        f"What people agreed to: of {taking_part} (a case is a person, or a document of nobody's)",
        ("Consent", "Cases"),
        tuple((name, f"{number:,}") for name, number in said),
        (1,),
    )
    taken = facts.withdrawals
    yield Paragraph(
        f"Somebody took words back {words.plural(taken, 'time')}; what they took back was erased "
        "and is in no figure."
        if taken
        else "Nobody has taken words back by this state."
    )
    coded, uses = inputs.coded, inputs.uses
    own = [one for one in coded.documents if one.strand != IMPORTED]
    read = sum(uses.gate.is_open(one.id) for one in own)
    replaced = sum(len(uses.replacements.of(one.id)) for one in own)
    yield Paragraph(
        f"Of {words.plural(len(own), 'document')}, {read:,} were read for details by which "
        f"somebody is known. In whatever leaves, such details are replaced in "
        f"{words.plural(replaced, 'place')}."
    )
    yield Question(ETHICS)
