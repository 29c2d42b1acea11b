"""What a sentence claims in numbers and words of number.

A way of saying it is a pattern and a finder of `shares`, `wholes` or `counts`, named in
`finding.FINDERS` in the order in which they take their part of a sentence.
"""

from __future__ import annotations

from themekit.report.verify.claims.finding import claims_in
from themekit.report.verify.claims.grammar import is_sure
from themekit.report.verify.claims.model import UNSAID, Claim, ClaimKind

__all__ = ["UNSAID", "Claim", "ClaimKind", "claims_in", "is_sure"]
