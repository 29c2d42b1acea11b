"""What in a text may identify somebody: found by what it looks like and by what stands around it.

- `people` - names of people, however they are written.
- `numbers` - telephone numbers, addresses, numbers of papers: presidio-analyzer and phonenumbers.
- `singling` - roles that only one person has, ages and dates of birth.

Nothing here knows a study, and nothing that is not found is thereby safe.
"""

from __future__ import annotations

from themekit.disclosure.finding.found import Found, Kind

__all__ = ["Found", "Kind"]
