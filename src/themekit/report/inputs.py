"""What the report is built from: a coded study, what was counted of it, and little else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.codebook import NO_THEME, Theme, pattern_words
from themekit.disclosure import Uses
from themekit.language import content_words
from themekit.records import Fairness
from themekit.report import words
from themekit.report.counting import Counting, counting_of, trust_by_code
from themekit.report.directly import Directly
from themekit.report.readings import ReadBy
from themekit.report.reasons import Told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from themekit.codebook import Code
    from themekit.decisions import CodedStudy, Standing
    from themekit.records import MatrixRow, Pairs, Period, Segment, Suggestion, ThemeMatrix, Trust
    from themekit.study import Population, Strand

Place = tuple[str, str, str, str]
"""Outline, section, theme and code id of a row."""


@dataclass(frozen=True, slots=True)
class About:
    """What a report says that is neither in the coded study nor in its matrix.

    Attributes
    ----------
    facts : tuple of (name, value)
        Version, codebook, model, seed: what a reader needs to trace the run.
    public : bool
        Leave out segments, scores and ids; quote only what may be quoted to outsiders.
    doubted : int
        Files that may have been read wrongly.
    subtitle : str
    advice : str
        What to do so that suggestions become estimates; for those who can do it.
    read_whole : bool
        Whether what nobody has read is better read than drawn from.
    fairness : Fairness
        How evenly what groups of people say is found.
    """

    facts: Pairs = ()
    public: bool = False
    doubted: int = 0
    subtitle: str = ""
    advice: str = ""
    read_whole: bool = False
    fairness: Fairness = field(default_factory=Fairness)


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class ReportInputs:
    """Everything that the parts of a report are built from, and what follows from it at once."""

    coded: CodedStudy
    matrix: ThemeMatrix
    about: About = About()

    @property
    def public(self) -> bool:
        """Whether the report is for outsiders."""
        return self.about.public

    @property
    def reflexive(self) -> bool:
        """Whether numbers prove nothing in this study."""
        return self.coded.study.method == "reflexive"

    @property
    def codes(self) -> tuple[Code, ...]:
        """Codes, in codebook order."""
        return self.coded.codebook.codes

    @property
    def strands(self) -> tuple[Strand, ...]:
        """Strands, in study order."""
        return self.coded.study.strands

    @property
    def segments(self) -> Mapping[str, Segment]:
        """Every unit read, skipped ones included: the case base is counted from it."""
        return self.coded.segment_by_id

    @property
    def strand_of(self) -> Mapping[str, str]:
        """Strands by document id."""
        return self.coded.strand_of

    @property
    def case_of(self) -> Mapping[str, str]:
        """Cases by segment id."""
        return self.coded.case_of

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """Themes in report order; last, that of codes which have none."""
        loose = any(not code.theme for code in self.codes)
        return (*self.coded.codebook.themes, *((Theme(NO_THEME),) if loose else ()))

    @cached_property
    def suggestions(self) -> Mapping[str, Sequence[Suggestion]]:
        """The machine's suggestions by segment."""
        found: dict[str, list[Suggestion]] = {}
        for one in self.coded.suggestions:
            found.setdefault(one.segment_id, []).append(one)
        return found

    @cached_property
    def told(self) -> Told:
        """What says the reasons of suggestions in words."""
        return Told(self.coded)

    @cached_property
    def confirmed(self) -> Mapping[str, Collection[str]]:
        """Codes that hold by people's word, by segment."""
        found: dict[str, set[str]] = {}
        if self.coded.events:
            ids, held = self.coded.decisions.passages.ids, self.coded.decisions.resolved.held
            for pair in held.pair[held.human].tolist():
                code, segment = divmod(pair, len(ids))
                found.setdefault(ids[segment], set()).add(self.codes[code].id)
        return found

    @cached_property
    def words_of_codes(self) -> Mapping[str, frozenset[str]]:
        """Words by which each code is known: of its name, meaning, examples and patterns."""
        return {
            code.id: content_words(
                " ".join(
                    (
                        code.name,
                        code.definition,
                        *code.include,
                        *code.examples,
                        *(pattern_words(one).replace("|", " ") for one in code.patterns),
                    )
                )
            )
            for code in self.codes
        }

    @cached_property
    def codes_by_word(self) -> Mapping[str, int]:
        """How many codes each of their words belongs to."""
        return Counter(word for found in self.words_of_codes.values() for word in found)

    @cached_property
    def wave_of(self) -> Mapping[str, str]:
        """Waves by document id; empty where the study does not say."""
        return {one.id: one.wave for one in self.coded.documents}

    @cached_property
    def _strands(self) -> Mapping[str, Strand]:
        return {one.name: one for one in self.strands}

    def strand(self, name: str) -> Strand | None:
        """Return a strand by its name."""
        return self._strands.get(name)

    @cached_property
    def _trust(self) -> Mapping[str, Trust]:
        return trust_by_code(self.matrix)

    def counting(self, row: MatrixRow) -> Counting:
        """Return what a row's number is worth; in public without the numbers of the draw."""
        found = counting_of(
            row,
            self._trust.get(row.code_id),
            reflexive=self.reflexive,
            read_whole=self.about.read_whole,
        )
        if self.public and found.state == "not counted":
            return Counting("not counted", "not counted: too few of its suggestions hold")
        # What would make more of it is for those who can check it.
        return replace(found, change="") if self.public else found

    def decided_on(self, segment_id: str) -> tuple[Standing, ...]:
        """Return what people decided on a segment: it replaces the suggestions for its codes."""
        return self.coded.decisions.decided_on(segment_id) if self.coded.events else ()

    @cached_property
    def periods(self) -> Mapping[Place, Period]:
        """Rows of the further outlines that take only a part of a theme or code in time."""
        found: dict[Place, Period] = {}
        for outline in self.coded.study.outlines:
            for section in outline.sections:
                for item in section.items:
                    code = self.coded.codebook.find(item.code) if item.code else None
                    theme = code.theme if code else item.theme
                    place = (outline.name, section.heading, theme, code.id if code else "")
                    found[place] = item.period
        return found

    @cached_property
    def directly(self) -> Directly:
        """What people answered where they were asked about codes and themes directly."""
        return Directly(self.strands, self.coded.codebook, self.matrix)

    @cached_property
    def codes_of_finding(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the codes on which each finding rests: names may stand twice in a codebook."""
        find = self.coded.codebook.find
        return {
            one.id: tuple(code.id for name in one.codes if (code := find(name)) is not None)
            for one in self.coded.findings
        }

    @cached_property
    def read_by(self) -> ReadBy:
        """Who found what by themselves."""
        return ReadBy(self.coded)

    def never_asked(self, strand: str, codes: Collection[str]) -> bool:
        """Tell whether it is known what a survey asked, and none of it asks about some codes.

        In talk people raise things by themselves; an answer to a question is on that question.
        """
        prompted, wanted = self._prompted.get(strand), self._ids(codes)
        return prompted is not None and bool(wanted) and prompted.isdisjoint(wanted)

    def only_ticked(self, strand: str, codes: Collection[str]) -> bool:
        """Tell whether a survey asked about some codes, but only in closed questions."""
        told, wanted = self._open.get(strand), self._ids(codes)
        return told is not None and not self.never_asked(strand, codes) and told.isdisjoint(wanted)

    @cached_property
    def _prompted(self) -> Mapping[str, frozenset[str]]:
        """Codes that a question asks about, open or closed, by survey that questions.csv lists."""
        closed = {
            strand.name: [name for item in strand.closed for name in item.codes]
            for strand in self.strands
        }
        return {strand: told | self._ids(closed[strand]) for strand, told in self._open.items()}

    @cached_property
    def _open(self) -> Mapping[str, frozenset[str]]:
        """Codes that an open question asks about, by survey that questions.csv lists."""
        listed = {one.strand for one in self.coded.questions}
        asked: dict[str, list[str]] = {
            strand.name: []
            for strand in self.strands
            if strand.kind == "survey" and strand.name in listed
        }
        for one in self.coded.questions:
            if one.asked and one.strand in asked:
                asked[one.strand] += one.prompts_codes
        return {strand: self._ids(names) for strand, names in asked.items()}

    def _ids(self, names: Collection[str]) -> frozenset[str]:
        """Return the ids of codes by any of their names."""
        find = self.coded.codebook.find
        return frozenset(code.id for name in names if (code := find(name)) is not None)

    @cached_property
    def uses(self) -> Uses:
        """What people's words may be used for."""
        return Uses(self.coded)

    def quotable(self, segment_id: str) -> bool:
        """Tell whether a segment may be quoted to outsiders."""
        return self.uses.may_be_quoted(self.segments[segment_id])

    def when(self, strand: str) -> str:
        """Say when the data of a strand were collected; empty where nobody says."""
        waves = {one.wave for one in self.coded.documents if one.strand == strand and one.wave}
        return ", ".join(sorted(waves))

    def population(self) -> tuple[str, ...]:
        """Say how far the sample stands for a population."""
        return tuple(self._compared(one) for one in self.coded.study.population)

    def sample_of(self, population: Population, value: str) -> tuple[int, int, int]:
        """Count the sample by an attribute.

        Returns
        -------
        int, int, int
            Cases that have the value; that have any; and all in the strands in which somebody has:
            shares are often stated of those who did not say, too.
        """
        cases = self.coded.cases
        values = {
            id_: dict(case.attributes).get(population.attribute, "")
            for id_, case in cases.items()
            if not case.withdrawn
        }
        known = {id_ for id_, one in values.items() if one}
        strands = [
            found for one in self.strands if not known.isdisjoint(found := self.cases_in(one.name))
        ]
        had = sum(one == value for one in values.values())
        return had, len(known), len(set().union(*strands))

    def cases_in(self, strand: str, wave: str | None = None) -> set[str]:
        """Return who took part in a strand, or a wave of it, and has not withdrawn."""
        coded = self.coded
        documents = (
            one.id
            for one in coded.documents
            if one.strand == strand and (wave is None or one.wave == wave)
        )
        found = {case for document in documents for case in coded.present.get(document, ())}
        return {case for case in found if case in coded.cases and not coded.cases[case].withdrawn}

    def _compared(self, population: Population) -> str:
        """Set the sample's shares, stated and computed, beside the population's."""
        stated = dict(population.stated)
        lines = []
        for value, share in population.shares:
            had, known, everybody = self.sample_of(population, value)
            here = words.count_and_share(had, known)
            if everybody > known:
                here += f" who said so, or {words.count_and_share(had, everybody)} of all"
            if value in stated:
                here += f", which the study states as {words.share(stated[value])},"
            lines.append(f"{value}: {here} here, {words.share(share)} there")
        compared = "; ".join(lines)
        name = words.humanise(population.attribute)
        said = f"{name}, compared with the population: {compared}."
        source = ", ".join(part for part in (population.source, population.date) if part)
        parts = (said, f"Source: {source.rstrip('.')}." if source else "", population.mismatch)
        return " ".join(part for part in parts if part)
