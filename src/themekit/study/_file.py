"""What study.yaml may say, field by field; parts that users name are checked one by one."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from themekit._yaml import Flag, Fraction, Name, Names, Raw, Strict, Text, Texts
from themekit.study._records import (
    ClosedType,
    Kind,
    Method,
    Quotable,
    Sample,
    StrandRole,
    Unit,
    Voice,
    WavePart,
)


class WaveFile(Strict):
    """``wave`` as a mapping."""

    column: Name
    by: WavePart = "year"


class ClosedFile(Strict):
    """An entry of ``closed``."""

    label: Text = ""
    section: Text = ""
    type: ClosedType = "single"
    order: Texts = ()
    positive: Texts = ()
    missing: Texts = ("",)
    separator: Raw = ""
    codes: Texts = ()
    corners: Any = None
    ends: Texts = ()
    stones: Any = None
    point: Names = ()
    height: Text = ""
    full: Text = ""
    not_applicable: Any = None


class ColumnsFile(Strict):
    """``columns``: where in a table that keeps a talk, a row a turn, everything stands."""

    text: Name
    speaker: Text = ""
    start: Text = ""
    end: Text = ""
    document: Text = ""


class StrandFile(Strict):
    """An entry of ``strands``."""

    name: Name
    kind: Kind
    sources: Names
    role: StrandRole = "primary"
    sample: Sample = "opportunity"
    attribution: Text = ""
    unit: Unit | None = None
    interviewer: Names = ()
    skip: Names = ()
    wave: Any = ""
    id: Text = ""
    case: Text = ""
    question: Text = ""
    open: Names = ()
    closed: dict[str, Any] = Field(default_factory=dict)
    attributes: Names = ()
    columns: Any = None
    voice: Voice = "own"


class ConsentFile(Strict):
    """``consent``."""

    quote: Quotable = "none"
    review: Flag = False
    named: Flag = False


class PopulationFile(Strict):
    """An entry of ``population``."""

    source: Text = ""
    date: Text = ""
    mismatch: Text = ""
    shares: dict[str, Fraction]
    stated: dict[str, Fraction] = Field(default_factory=dict)


class SupportFile(Strict):
    """``support``."""

    name: Text = ""
    phone: Text = ""
    hours: Text = ""
    emergency: Text = ""
    facilitator: Text = ""
    safeguarding_lead: Text = ""


class PeriodsFile(Strict):
    """``periods``."""

    event: Text = ""
    also: Names = ()
    start: Text = ""
    end: Text = ""
    default: Text = ""
    questions: dict[str, Names] = Field(default_factory=dict)


class StudyFile(Strict):
    """The file as a whole; what is required is checked apart, so that the rest is checked too."""

    title: Text = ""
    codebook: Text = ""
    strands: list[Any] = Field(default_factory=list)
    method: Method = "codebook"
    cases: Text = ""
    consent: ConsentFile = ConsentFile()
    questions: Text = ""
    population: dict[str, PopulationFile] = Field(default_factory=dict)
    outlines: dict[str, Any] = Field(default_factory=dict)
    findings: Text = ""
    recommendations: Text = ""
    support: SupportFile | None = None
    expected: dict[str, Names] = Field(default_factory=dict)
    quantifiers: dict[str, Any] = Field(default_factory=dict)
    periods: PeriodsFile | None = None
    watch: list[Any] = Field(default_factory=list)
    store: Text = "sqlite"
