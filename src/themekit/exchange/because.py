"""What an action was taken because of: something that the study has, or words."""

from __future__ import annotations

from themekit._yaml import nearest
from themekit.events import HarvestedOutcome
from themekit.exchange.tables import Row
from themekit.exchange.taken import Names
from themekit.names import folded


def led_by(row: Row, said: str, names: Names, beside: frozenset[str]) -> str:
    """Return what led to an action: the id of what is named, else what is said as it stands.

    Words are as good as a name. What looks like a name that the study does not have, a single word
    or one that is nearly the name of something, is listed and kept as words.

    Parameters
    ----------
    row : Row
    said : str
        What the row says under ``because_of``.
    names : Names
        Its losses are added to.
    beside : frozenset of str
        Ids of the other rows that are handed in.
    """
    known = names.known
    if not said or said in known.events or said in beside:
        return said
    if said in known.texts.segments or said in known.texts.documents:
        return said
    if code := names.code_named(said):
        return code
    others = {*known.reasons, *_outcomes(names)}
    by_name = {folded(one): one for one in sorted(others)}
    if folded(said) in by_name:
        return by_name[folded(said)]
    close = nearest(said, sorted({*known.codebook.code_names, *others}))
    if close or len(said.split()) == 1:
        message = (
            f"'{said}' under 'because_of' names nothing that this study has (a code, a theme, a "
            "closed question, a finding, a passage, a choice, an outcome): it is kept as words"
        )
        hint = f"did you mean '{close}'?" if close else "name one of these, or say it in a sentence"
        names.losses.append(row.loss(message, hint))
    return said


def _outcomes(names: Names) -> set[str]:
    events = names.known.events.values()
    return {one.outcome_id for one in events if isinstance(one, HarvestedOutcome)}
