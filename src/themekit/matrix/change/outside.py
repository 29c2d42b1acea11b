"""What readers outside are shown of a change: nothing by which few people could be made out.

Who began, who stopped, who left and who joined are often few, and what is not shown of them comes
out of what is: none of it leaves. The shares of two waves are shown where both cells are shown in
the public matrix; their change is shown with two decimals, for from more the number of those who
began could be reckoned. What follows from a withheld cell is withheld.
"""

from __future__ import annotations

from dataclasses import replace

from themekit.records import WITHHELD, ChangeRow, MatrixRow

_DECIMALS = 2


def for_outsiders(
    row: ChangeRow, before: MatrixRow | None, after: MatrixRow | None, *, of_few: bool = False
) -> ChangeRow:
    """Return a row as readers outside may see it.

    Parameters
    ----------
    row : ChangeRow
    before, after : MatrixRow or None
        The cells of the two waves in the public matrix; None where they are not in it.
    of_few : bool
        Whether a share is that of a part of a wave in which few have it, or few have not.
    """
    bare = replace(
        row, both=None, began=None, stopped=None, left=None, joined=None, drift=None,
        drift_low=None, drift_high=None, apart="", unread=(),
    )  # fmt: skip
    if row.before is None or row.after is None:
        told = "" if not row.verdict else "People have not read both waves."
        return replace(bare, because=told)
    if of_few or _hidden(before) or _hidden(after):
        return replace(
            bare, before=None, after=None, change=None, change_low=None, change_high=None,
            verdict="cannot tell", because=WITHHELD,
        )  # fmt: skip
    change, low, high = (
        None if one is None else round(one, _DECIMALS)
        for one in (row.change, row.change_low, row.change_high)
    )
    return replace(bare, change=change, change_low=low, change_high=high, because=_because(row))


def _hidden(cell: MatrixRow | None) -> bool:
    return cell is None or cell.suppressed or cell.cases is None


def _because(row: ChangeRow) -> str:
    """Say why, without the numbers of those who began and stopped."""
    reasons = {
        "rose": "More than chance in who told it, among these tellers.",
        "fell": "More than chance in who told it, among these tellers.",
        "no change seen": "A change that would matter does not fit what was told.",
        "cannot tell": "It can be chance in who told it"
        + (", or in how it was read." if row.code_id else "."),
    }
    told = reasons.get(row.verdict, "")
    return told if row.watched else f"Noticed afterwards. {told}".strip()
