"""How far people agree: coefficients of units, of sets of codes, and of spans.

Each function takes plain lists and returns an `Agreement`. Pure: nothing is read or kept.

- `coefficients` - percent, positive agreement, the kappas, AC1, Brennan-Prediger;
- `alpha` - Krippendorff's, of categories and scales; `sets` - of sets of codes; `unitizing` - of
  spans;
- `resampling` - intervals by case.
"""

from __future__ import annotations

from themekit.agreement.alpha import krippendorff_alpha
from themekit.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_kappa,
    gwet_ac1,
    percent,
    pooled_kappa,
    positive_agreement,
    scott_pi,
)
from themekit.agreement.results import Agreement
from themekit.agreement.sets import jaccard, masi
from themekit.agreement.unitizing import UnitizingAgreement, unitizing_alpha

__all__ = [
    "Agreement",
    "UnitizingAgreement",
    "brennan_prediger",
    "cohen_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "jaccard",
    "krippendorff_alpha",
    "masi",
    "percent",
    "pooled_kappa",
    "positive_agreement",
    "scott_pi",
    "unitizing_alpha",
]
