"""Numbers of a report against the figures of the study.

Which figures may carry a claim tells `carrying`, whether one does tells `fitting`. Right numbers
that are told wrongly are looked for by the rules of `flaws`, words of number by those of `words`,
sentences without a number by those of `telling`: each file ends with the table of its rules.
"""

from __future__ import annotations

from themekit.report.verify.numbers.checking import Numbers

__all__ = ["Numbers"]
