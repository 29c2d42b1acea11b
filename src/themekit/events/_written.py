"""What panels, evaluators and teams write down beside coding, mostly in sheets they fill in.

Reasons, causes and summaries are people's alone: nothing here is ever made by the tool. Stories,
passages and documents are named by their ids; what is said of one that was taken back goes with it
(`themekit.disclosure.erased_events`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from themekit.events._decided import Anchored, Event
from themekit.records import EffortBasis

Answer = Literal["", "confirmed", "partly", "not", "no answer"]
Valence = Literal["", "better", "worse"]
YesNo = Literal["", "yes", "no"]
State = Literal["written", "nothing said", "not asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Event):
    """A panel chose one of the stories that it was offered (Most Significant Change).

    Attributes
    ----------
    level : str
        Of selection, as the study calls it: ``1``, ``region``.
    domain : str
        Kind of change that the stories are about; empty where there is only one.
    panel : str
        Who chose, as a group; no person's name.
    offered : tuple of str
        Ids of the stories (documents or units) that the panel could choose from.
    chosen : str
        One of them; empty where the panel chose none, which is a result.
    reasons, dissent : str
        Why, and who saw it otherwise and why, in the panel's words.
    fed_back : str
        To whom and how the choice and its reasons were told, and when; empty for not yet.
    verified : str
        What came of looking into the story; empty for not yet.
    """

    kind: ClassVar[str] = "selection"
    level: str = ""
    domain: str = ""
    panel: str = ""
    offered: tuple[str, ...] = ()
    chosen: str = ""
    reasons: str = ""
    dissent: str = ""
    fed_back: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedOutcome(Event):
    """Somebody acts otherwise than before (Outcome Harvesting).

    Attributes
    ----------
    outcome_id : str
        As its harvesters call it: ``O3``.
    who, what, when, where : str
        Who changed, what they do otherwise, when and where.
    significance : str
        Why it matters.
    contribution : str
        How the programme is said to have contributed: a claim, no proof.
    substantiator : str
        Who was asked whether it is so; never the source of the outcome.
    answer : {'', 'confirmed', 'partly', 'not', 'no answer'}
        Empty for not asked yet.
    comment : str
        What the substantiator said.
    segments : tuple of str
        Ids of the units that tell of it.
    """

    kind: ClassVar[str] = "outcome"
    outcome_id: str = ""
    who: str = ""
    what: str = ""
    when: str = ""
    where: str = ""
    significance: str = ""
    contribution: str = ""
    substantiator: str = ""
    answer: Answer = ""
    comment: str = ""
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalLink(Anchored):
    """A passage in which its teller says that something led to something (QuIP): a claim.

    Attributes
    ----------
    cause, effect : str
        As whoever read it words them.
    valence : {'', 'better', 'worse'}
        Whether the teller calls the effect better or worse for them.
    blindfolded : {'', 'yes', 'no'}
        Whether who asked, and who was asked, did not know whose work it was about.
    source : str
        Id of the case that tells it.
    """

    kind: ClassVar[str] = "link"
    cause: str = ""
    effect: str = ""
    valence: Valence = ""
    blindfolded: YesNo = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Event):
    """A cell of a framework matrix: what one case says on one theme, in a person's words.

    Attributes
    ----------
    case, wave : str
        The row; the wave is empty where the study has none.
    target : str
        Id of the code or name of the theme: the column.
    state : {'written', 'nothing said', 'not asked'}
        ``nothing said``: read, and it is not there.
    text : str
        The summary; empty unless written.
    segments : tuple of str
        Ids of the units it rests on.
    written_on : str
        Hash of the coded passages of the cell when it was written; another one today tells that
        the summary is stale.
    """

    kind: ClassVar[str] = "summary"
    case: str = ""
    wave: str = ""
    target: str = ""
    state: State = "written"
    text: str = ""
    segments: tuple[str, ...] = ()
    written_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Event):
    """Something that was done because of what people told.

    Attributes
    ----------
    what : str
    because_of : str
        What led to it: the id of a code, finding, passage, choice, outcome or other event, the name
        of a theme, the column of a closed question; or words of whoever took it.
    by : str
        Who did it: a service, a team.
    date : str
        ISO 8601, as exact as it is known: ``2026``, ``2026-03`` or ``2026-03-14``.
    told_tellers : str
        How and when those who told were told of it; empty for not yet.
    """

    kind: ClassVar[str] = "action"
    what: str = ""
    because_of: str = ""
    by: str = ""
    date: str = ""
    told_tellers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort(Event):
    """How long something took.

    Attributes
    ----------
    wave : str
        Empty for work on no wave in particular.
    activity : str
        ``collecting``, ``reading``, ``telling``, ...
    role : str
        Of who did it: ``researcher``, ``peer``, ``teller``; no person's name.
    minutes : float
        More than 0.
    basis : {'measured', 'written down', 'assumed'}
        What was measured names no coder.
    """

    kind: ClassVar[str] = "effort"
    wave: str = ""
    activity: str = ""
    role: str = ""
    minutes: float = 0.0
    basis: EffortBasis = "written down"


WRITTEN = (Selection, HarvestedOutcome, CausalLink, Summary, Action, Effort)
"""The visible list of what is written down beside coding."""
