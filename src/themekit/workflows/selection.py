"""Which segments a question is about: by code, case, document, strand and attribute."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches

from themekit.errors import UsageError
from themekit.records import Segment
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Counted

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
        found = set()
        for name in self.codes:
            code = context.codebook.find(name)
            if code is None:
                raise _unknown("code", name, context.codebook.code_names)
            found.add(code.id)
        return found

    def test(self, context: RunContext, counted: Counted) -> Test:
        """Return a function that tells whether a segment is chosen, its codes left aside.

        Raises
        ------
        UsageError
            If there is no such case, document, strand or attribute.
        """
        material = counted.material
        strand_of = {document.id: document.strand for document in material.documents}
        cases = _known("case", self.cases, material.cases)
        strands = _known("strand", self.strands, [one.name for one in context.study.strands])
        names = {one.id: one.name for one in material.documents}
        documents = _known("document", self.documents, {*names, *names.values()})
        wanted = [_pair(text) for text in self.attributes]
        known = {name for case in material.cases.values() for name, _ in case.attributes}
        _known("attribute", [name for name, _ in wanted], known)

        def chosen(segment: Segment) -> bool:
            case = material.cases.get(material.case_of.get(segment.id, ""))
            attributes = dict(case.attributes) if case else {}
            return (
                (not cases or (case is not None and case.id in cases))
                and (not strands or strand_of[segment.document] in strands)
                and (not documents or bool({segment.document, names[segment.document]} & documents))
                and all(attributes.get(name, "").casefold() == value for name, value in wanted)
            )

        return chosen


def _known(kind: str, names: Collection[str], known: Collection[str]) -> set[str]:
    for name in names:
        if name not in known:
            raise _unknown(kind, name, known)
    return set(names)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--attribute takes NAME=VALUE, not '{text}'.")
    return name.strip(), value.strip().casefold()


def _unknown(kind: str, name: str, known: Collection[str]) -> UsageError:
    close = get_close_matches(name, list(known), n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return UsageError(f"There is no {kind} '{name}' in this study.{hint}")
