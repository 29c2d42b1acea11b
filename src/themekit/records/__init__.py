"""The frozen records that flow between the rooms, in the order in which they come to be.

File -> Document -> Segment -> Suggestion / Topic -> ThemeMatrix; what people decide in between are
the events of `themekit.events`.
Offsets are half-open ranges of Unicode code points of ``Document.text``. Records hold data and
properties derived from it; nothing here reads, computes or prints. The study and the codebook have
their own records in their own rooms.
"""

from themekit.records._changed import (
    WITHHELD,
    ChangeRow,
    Verdict,
    WaveRow,
)
from themekit.records._counted import (
    NOT_POOLED,
    NOT_SAID,
    REFLEXIVE,
    Basis,
    CaseRow,
    ClosedRow,
    CorrectedFigure,
    MatrixRow,
    PlacedPart,
    PlacedRow,
    QuestionRow,
    Trust,
)
from themekit.records._effort import (
    EffortBasis,
    EffortRow,
    MeasuredTime,
)
from themekit.records._fair import (
    Fairness,
    Gap,
    GroupRates,
    Rate,
)
from themekit.records._matrix import (
    ThemeMatrix,
)
from themekit.records._read import (
    ERASED,
    Case,
    Document,
    Extract,
    Pairs,
    Role,
    Segment,
    Turn,
)
from themekit.records._suggested import (
    NAMED_PERIODS,
    Period,
    Reason,
    ReasonKind,
    Scores,
    Suggestion,
    SuggestionStatus,
    TimeFrame,
    Topic,
    TopicMap,
)

__all__ = [
    "ERASED",
    "NAMED_PERIODS",
    "NOT_POOLED",
    "NOT_SAID",
    "REFLEXIVE",
    "WITHHELD",
    "Basis",
    "Case",
    "CaseRow",
    "ChangeRow",
    "ClosedRow",
    "CorrectedFigure",
    "Document",
    "EffortBasis",
    "EffortRow",
    "Extract",
    "Fairness",
    "Gap",
    "GroupRates",
    "MatrixRow",
    "MeasuredTime",
    "Pairs",
    "Period",
    "PlacedPart",
    "PlacedRow",
    "QuestionRow",
    "Rate",
    "Reason",
    "ReasonKind",
    "Role",
    "Scores",
    "Segment",
    "Suggestion",
    "SuggestionStatus",
    "ThemeMatrix",
    "TimeFrame",
    "Topic",
    "TopicMap",
    "Trust",
    "Turn",
    "Verdict",
    "WaveRow",
]
