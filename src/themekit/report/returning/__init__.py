"""An account given back: what one wave told, in two pages for those who told it.

Everything in it may leave the house unless it was asked for the team alone: it is counted, quoted
and told as the public report is.

- `occasion` - one wave of a study: whose, what came before it;
- `heard` - whom we heard, who left, joined and came back, how much of it people have read;
- `first` - what is said before all else: that nobody has read a story of worse or unchanged;
- `changed` - what got worse, changed, did not change and cannot be told, with its numbers;
- `causes` - what tellers say led to what, never ours;
- `quoted` - in whose words;
- `done` - what was done because of it, and who was not told yet;
- `trust` - how far to trust it;
- `cost` - how long it took, and whom;
- `build` - all of it as a `ReturnModel`; `layout` - in which order it stands, for `html`, `docx`.
"""

from __future__ import annotations

from themekit.report.returning.build import Beside, build_return, is_account
from themekit.report.returning.model import ReturnModel

__all__ = ["Beside", "ReturnModel", "build_return", "is_account"]
