"""What a sentence claims in numbers and words of number.

A way of saying it is a pattern and a finder of `shares`, `wholes` or `counts`, named in
`finding.FINDERS` in the order in which they take their part of a sentence. What is
said more loosely finds `loosely`; what no finder reads is an amount all the same: `amounts`.
"""

from __future__ import annotations

from themekit.report.verify.claims.amounts import amount_in
from themekit.report.verify.claims.finding import claims_in
from themekit.report.verify.claims.grammar import is_sure
from themekit.report.verify.claims.loosely import loosely
from themekit.report.verify.claims.model import LOOSELY, UNSAID, Claim, ClaimKind

__all__ = [
    "LOOSELY",
    "UNSAID",
    "Claim",
    "ClaimKind",
    "amount_in",
    "claims_in",
    "is_sure",
    "loosely",
]
