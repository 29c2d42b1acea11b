"""To which groups the people of a study belong, as it says itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from themekit.agreement.fairness import Groups
from themekit.names import folded

if TYPE_CHECKING:
    from themekit.decisions import CodedStudy
    from themekit.records import Pairs


def groups_of(coded: CodedStudy) -> Groups:
    """Return to which groups whoever speaks in a segment belongs.

    What a source says of a document stands before what is known of its case: who asked, or how old
    somebody was then, may be another thing in another wave.
    """
    of_document = {one.id: one.attributes for one in coded.documents}
    first: dict[str, str] = {}
    found: dict[str, Mapping[str, str]] = {}
    for segment in coded.segments:
        case = coded.case(segment)
        if segment.codable and case is not None:
            said = (*case.attributes, *of_document.get(segment.document, ()))
            found[segment.id] = _values(said, first)
    return Groups(found)


def _values(said: Pairs, first: dict[str, str]) -> dict[str, str]:
    """Return what is said under names as they were first written; nothing where it is empty."""
    return {
        first.setdefault(folded(name), name): value.strip() for name, value in said if value.strip()
    }
