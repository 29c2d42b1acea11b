"""Which columns of a survey tell of an occasion, and not of the person: who asked, how it was told.

What stays with a person differs within few people, by a slip; what differs within many belongs to
each row, and no row's value holds for another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from themekit.records import Document
    from themekit.study._case_rows import Place

OFTEN = 0.25
"""From which share of the people who come again on a change is no slip."""
# What stays with a person; anything else may change as often as it likes.
_STAYS = re.compile(
    r"gender|\bsex\b|birth|\bborn\b|ethnic|nationality|mother.?tongue|native.?language",
    re.IGNORECASE,
)


def of_occasions(column: str, told: int, changed: int) -> bool:
    """Tell whether a column says something of occasions.

    Parameters
    ----------
    column : str
    told, changed : int
        How many people it tells of more than once, and of how many of them not the same.
    """
    return changed > max(1, OFTEN * told) and not _STAYS.search(column.replace("_", " "))


def said_of_occasions(
    documents: Iterable[Document], ids: Mapping[Place, str]
) -> dict[str, dict[str, str]]:
    """Return what columns of occasions say of each case, all of it in one order.

    Parameters
    ----------
    documents : iterable of Document
    ids : mapping of (document id, speaker) to case id

    Returns
    -------
    dict of case id to a dict of folded column name to values
        Such as ``peer and staff``.
    """
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for name, value in document.attributes:
            if value.strip():
                values[folded(name)][ids[document.id, ""]].append(value.strip())
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, of_case in values.items():
        several = [said for said in of_case.values() if len(said) > 1]
        changed = sum(len(set(map(folded, said))) > 1 for said in several)
        if of_occasions(name, len(several), changed):
            for case, said in of_case.items():
                each = {folded(one): one for one in reversed(said)}
                found[case][name] = " and ".join(each[one] for one in sorted(each))
    return found
