"""Which segments a question is about: by code, case, document, strand and attribute."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from themekit._yaml import did_you_mean
from themekit.decisions import CodedStudy
from themekit.errors import UsageError
from themekit.names import folded
from themekit.records import Segment
from themekit.workflows.context import RunContext

Test = Callable[[Segment], bool]


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of segments; of each kind any of the values will do, and empty means all.

    Attributes
    ----------
    codes, cases, documents, strands : tuple of str
    attributes : tuple of str
        ``NAME=VALUE``.
    """

    codes: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    strands: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()

    def code_ids(self, context: RunContext) -> set[str]:
        """Return the ids of the codes chosen; empty means all.

        Raises
        ------
        UsageError
            If the codebook has no such code.
        """
        codebook = context.codebook
        meant = _meant("code", self.codes, codebook.code_names)
        return {code.id for code in map(codebook.find, meant) if code}

    def test(self, context: RunContext, coded: CodedStudy) -> Test:
        """Return a function that tells whether a segment is chosen, its codes left aside.

        Raises
        ------
        UsageError
            If there is no such case, document, strand or attribute.
        """
        strand_of = coded.strand_of
        cases = _meant("case", self.cases, coded.cases)
        strands = _meant("strand", self.strands, [one.name for one in context.study.strands])
        names = {one.id: one.name for one in coded.documents}
        documents = _meant("document", self.documents, {*names, *names.values()})
        wanted = [_pair(text) for text in self.attributes]
        known = {name for case in coded.cases.values() for name, _ in case.attributes}
        _meant("attribute", [name for name, _ in wanted], known)

        def chosen(segment: Segment) -> bool:
            case, said = coded.case(segment), coded.attributes_of(segment) if wanted else ()
            return (
                (not cases or (case is not None and case.id in cases))
                and (not strands or strand_of[segment.document] in strands)
                and (not documents or bool({segment.document, names[segment.document]} & documents))
                and all(folded(value_of(said, name)) == folded(value) for name, value in wanted)
            )

        return chosen


def value_of(attributes: Iterable[tuple[str, str]], attribute: str) -> str:
    """Return what stands under an attribute, however its name is written; empty for nothing."""
    wanted = folded(attribute)
    values = (value for name, value in attributes if folded(name) == wanted)
    return next(filter(None, values), "")


def _meant(kind: str, names: Collection[str], known: Collection[str]) -> set[str]:
    """Return which of the known names are meant: those written alike, else those that fold alike.

    Raises
    ------
    UsageError
        With the nearest name, if one means nothing.
    """
    found = set()
    for name in names:
        alike = {name} & set(known) or {one for one in known if folded(one) == folded(name)}
        if not alike:
            hint = did_you_mean(name, sorted(known))
            raise UsageError(f"There is no {kind} '{name}' in this study ({hint}).")
        found |= alike
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--attribute takes NAME=VALUE, not '{text}'.")
    return name.strip(), value.strip()
