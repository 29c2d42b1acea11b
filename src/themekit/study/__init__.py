"""study.yaml and the tables beside it -> records; nothing here opens a transcript."""

from __future__ import annotations

from themekit._yaml import slugify
from themekit.study._against import check_against_codebook, check_findings, check_questions
from themekit.study._askers import (
    askers,
    asking,
    labels_of,
    likely_interviewers,
    may_ask,
    roles,
    unasked,
)
from themekit.study._case_index import CaseIndex
from themekit.study._cases import CaseEntry, CaseTable, load_cases, read_cases
from themekit.study._collecting import ASKED_BY, TOLD_AS, usual_column
from themekit.study._designs import Change, Design, Designs, Manner, load_designs
from themekit.study._findings import (
    Finding,
    Recommendation,
    load_findings,
    load_recommendations,
    read_findings,
    read_recommendations,
)
from themekit.study._occasions import of_occasions
from themekit.study._placed import Placed, number_in, placed_by
from themekit.study._questions import QuestionAsked, load_questions, read_questions
from themekit.study._read import load_study, read_study
from themekit.study._records import (
    MATTERS,
    ClosedItem,
    Consent,
    Expected,
    Outline,
    OutlineItem,
    OutlineSection,
    Placing,
    Population,
    Quantifier,
    Strand,
    Study,
    Support,
    TurnColumns,
    Watched,
    WaveColumn,
)
from themekit.study._settings import settings_of, unit_settings
from themekit.study._sources import list_sources, read_sources, unusable_sources
from themekit.study._starter import starter_study
from themekit.study._strands import IMPORTED, with_strands
from themekit.study._tables import table_lines, trimmed
from themekit.studyfile import STUDY_FILE

__all__ = [
    "ASKED_BY",
    "IMPORTED",
    "MATTERS",
    "STUDY_FILE",
    "TOLD_AS",
    "CaseEntry",
    "CaseIndex",
    "CaseTable",
    "Change",
    "ClosedItem",
    "Consent",
    "Design",
    "Designs",
    "Expected",
    "Finding",
    "Manner",
    "Outline",
    "OutlineItem",
    "OutlineSection",
    "Placed",
    "Placing",
    "Population",
    "Quantifier",
    "QuestionAsked",
    "Recommendation",
    "Strand",
    "Study",
    "Support",
    "TurnColumns",
    "Watched",
    "WaveColumn",
    "askers",
    "asking",
    "check_against_codebook",
    "check_findings",
    "check_questions",
    "labels_of",
    "likely_interviewers",
    "list_sources",
    "load_cases",
    "load_designs",
    "load_findings",
    "load_questions",
    "load_recommendations",
    "load_study",
    "may_ask",
    "number_in",
    "of_occasions",
    "placed_by",
    "read_cases",
    "read_findings",
    "read_questions",
    "read_recommendations",
    "read_sources",
    "read_study",
    "roles",
    "settings_of",
    "slugify",
    "starter_study",
    "table_lines",
    "trimmed",
    "unasked",
    "unit_settings",
    "unusable_sources",
    "usual_column",
    "with_strands",
]
