"""From records to an account: pure, and the only way in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.outside import bare
from themekit.report.returning.causes import causes_of
from themekit.report.returning.changed import below, outcomes_of
from themekit.report.returning.cost import spent_of
from themekit.report.returning.done import done_of
from themekit.report.returning.first import said_first
from themekit.report.returning.heard import heard_of
from themekit.report.returning.model import ReturnModel
from themekit.report.returning.occasion import Occasion
from themekit.report.returning.quoted import quotes_of
from themekit.report.returning.room import fitted
from themekit.report.returning.trust import trust_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themekit.report.inputs import ReportInputs
    from themekit.report.methods_blocks import AgreementTable
    from themekit.report.returning.room import Room

FOR_ALL = "An account given back to those who told us, and to whoever asked"
FOR_TEAM = "For the team alone: small numbers stand here, do not pass it on"


@dataclass(frozen=True, slots=True)
class Beside:
    """What an account tells that is neither in the coded study nor in its matrix.

    Attributes
    ----------
    agreed : sequence of AgreementTable
        What ``themekit agree`` tells.
    version : str
        Of themekit.
    """

    agreed: Sequence[AgreementTable] = ()
    version: str = ""


def is_account(texts: Iterable[str]) -> bool:
    """Tell whether some paragraphs are of an account: it says at its head for whom it is."""
    return not {FOR_ALL, FOR_TEAM}.isdisjoint(texts)


def build_return(
    inputs: ReportInputs, wave: str, waves: Sequence[str], beside: Beside | None = None
) -> ReturnModel:
    """Build the account of one wave.

    Parameters
    ----------
    inputs : ReportInputs
        The coded study with its matrix: both for readers outside, or neither.
    wave : str
        One of `waves`.
    waves : sequence of str
        All of the study, in time.
    beside : Beside, optional

    Returns
    -------
    ReturnModel
        Every text in it free of characters that XML forbids; in public without ids, and with what
        stands for the words that identify somebody.
    """
    beside = beside or Beside()

    def make(room: Room) -> ReturnModel:
        return _in_room(Occasion(inputs, wave, waves, room), beside)

    return fitted(make)


def _in_room(occasion: Occasion, beside: Beside) -> ReturnModel:
    """Build as much of an account as has room."""
    inputs = occasion.inputs
    causes, causes_note = causes_of(occasion)
    quotes, unquoted = quotes_of(occasion)
    done, done_note = done_of(occasion)
    spent, spent_notes = spent_of(occasion)
    model = ReturnModel(
        title=inputs.coded.study.title,
        wave=occasion.wave,
        audience=FOR_ALL if inputs.public else FOR_TEAM,
        first=tuple(said_first(occasion)),
        heard=tuple(heard_of(occasion)),
        outcomes=outcomes_of(occasion),
        afterwards=tuple(below(occasion)),
        causes=causes,
        causes_note=causes_note,
        quotes=quotes,
        unquoted=unquoted,
        done=done,
        done_note=done_note,
        trust=tuple(trust_of(occasion, beside.agreed, inputs.about.doubted)),
        spent=spent,
        spent_notes=spent_notes,
        made=f"Made with themekit {beside.version}".strip(),
    )
    cleaned: ReturnModel = words.cleaned(model)
    return bare(cleaned, inputs.uses.replacements.anywhere) if inputs.public else cleaned
