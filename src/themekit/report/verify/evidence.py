"""What a report is held against: the study's texts, its figures, its names and its claims."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.disclosure import Uses
from themekit.report.inputs import About, ReportInputs
from themekit.report.verify.figures import Figure, figures_of
from themekit.report.verify.mentions import Mentions
from themekit.report.verify.texts import StudyTexts
from themekit.report.verify.wording import bare_heading, joined, singular, tokens

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy
    from themekit.records import ThemeMatrix
    from themekit.study import Finding, Quantifier, Recommendation


@dataclass(frozen=True)
class Evidence:
    """A study as a report about it is held against it.

    Attributes
    ----------
    coded : CodedStudy
    matrix : ThemeMatrix
    findings : tuple of Finding
    recommendations : tuple of Recommendation
    """

    coded: CodedStudy
    matrix: ThemeMatrix
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @cached_property
    def inputs(self) -> ReportInputs:
        """What the study's own report is built from."""
        return ReportInputs(self.coded, self.matrix, About())

    @cached_property
    def uses(self) -> Uses:
        """What people's words may be used for."""
        return Uses(self.coded)

    @cached_property
    def texts(self) -> StudyTexts:
        """The study's texts."""
        return StudyTexts(self.coded, self.uses.replacements)

    @cached_property
    def mentions(self) -> Mentions:
        """What sentences speak of."""
        return Mentions(self.coded)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the study."""
        return figures_of(self.inputs)

    @property
    def quantifiers(self) -> tuple[Quantifier, ...]:
        """What few and most mean in the study."""
        return self.coded.study.quantifiers

    @cached_property
    def sections(self) -> dict[str, frozenset[str]]:
        """Outlines of each section heading, folded."""
        found: dict[str, set[str]] = {}
        for row in self.matrix.rows:
            found.setdefault(bare_heading(row.section), set()).add(row.outline)
        for theme in self.inputs.themes:
            found.setdefault(bare_heading(theme.name), set()).add("report")
        return {heading: frozenset(outlines) for heading, outlines in found.items()}

    @cached_property
    def section_names(self) -> dict[str, str]:
        """Section headings as the study writes them, by folded heading."""
        return {bare_heading(row.section): row.section for row in self.matrix.rows}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of codes and themes by their words, with what each is."""
        found = {joined(code.name): "code" for code in self.coded.codebook.codes}
        found |= {joined(theme.name): "theme" for theme in self.inputs.themes}
        found |= {joined(row.section): "section" for row in self.matrix.rows}
        return found

    @cached_property
    def long_names(self) -> tuple[tuple[str, ...], ...]:
        """Words of names of codes, themes, sections and closed questions, the longest first."""
        labels = {joined(row.label) for row in self.matrix.closed}
        for one in self.matrix.placed:
            labels |= set(map(joined, (one.label, *one.labels)))
        found = {tuple(name.split()) for name in {*self.names, *labels}}
        return tuple(sorted(found, key=lambda one: (-len(one), one)))

    @cached_property
    def _ones(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Names of codes, themes and sections of several words, as they are said of one."""
        several = (tuple(name.split()) for name in self.names)
        return {name: tuple(map(singular, name)) for name in several if len(name) > 1}

    def without_names(self, text: str) -> str:
        """Blank names of codes, themes and closed questions in a text: its own words are left."""
        there = tokens(text)
        low = [one.word for one in there]
        ones = [singular(word) for word in low]
        out = text
        for name in self.long_names:
            size, alike = len(name), self._ones.get(name)
            for at in range(len(low) - size + 1):
                is_name = tuple(low[at : at + size]) == name
                if is_name or (alike and tuple(ones[at : at + size]) == alike):
                    start, end = there[at].start, there[at + size - 1].end
                    out = out[:start] + " " * (end - start) + out[end:]
        return out

    @cached_property
    def own_words(self) -> str:
        """What the study itself writes: names, definitions, labels, answers, claims, questions."""
        parts = [self.coded.study.title, self.coded.codebook.name]
        for code in self.coded.codebook.codes:
            parts += [code.name, code.definition, code.plain_name, code.plain_meaning]
        for theme in self.inputs.themes:
            parts += [theme.name, theme.statement]
        for strand in self.coded.study.strands:
            parts += [strand.name, strand.attribution]
            for item in strand.closed:
                parts += [item.label, item.column, *item.order, *item.positive]
        for row in self.matrix.closed:
            parts.append(row.answer)
        for one in self.matrix.placed:
            parts += [one.label, *one.labels]
        parts += [row.section for row in self.matrix.rows]
        parts += [one.question for one in self.matrix.by_question]
        parts += [one.question for one in self.coded.questions]
        parts += list({segment.question for segment in self.coded.segments if segment.item})
        for finding in self.findings:
            parts += [finding.statement, *finding.against]
        parts += [one.text for one in self.recommendations]
        for case in self.coded.cases.values():
            parts += [value for _, value in case.attributes]
        return "\n".join(map(joined, dict.fromkeys(parts)))

    def is_own_wording(self, text: str) -> bool:
        """Tell whether the study itself writes so."""
        said = joined(text)
        return bool(said.strip()) and said in self.own_words
