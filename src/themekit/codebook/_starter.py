"""The codebook that ``themekit init`` writes."""

from __future__ import annotations

import json

_TEXT = """\
# A codebook: what each code means, and when it applies. Only a code's name is required.
# The more of it you fill in, the better the suggestions, and the more alike people will code.
name: {name}
version: "0.1"

themes:                       # the report's headings, in their order
  - name: Getting help
    statement: Finding a way in is harder than being helped once inside.
  - name: Being helped
    statement: ""

codes:
  - name: Waiting
    theme: Getting help
    definition: Time that passes between asking for help and getting it.
    include:                  # apply when
      - a wait is described, short or long
    exclude:                  # do not apply when
      - the wait is for something else than help
    examples:
      - "I rang in March and the first appointment was in June."
    near_misses:              # looks like it, is not
      - "We waited for the bus together."
    patterns:                 # phrases, matched in all their word forms
      - waiting list
      - [{{LOWER: weeks}}, {{LOWER: on}}, {{LOWER: end}}]
    plain_name: Waiting a long time
    plain_meaning: The person had to wait before somebody helped them.

  - name: Being listened to
    theme: Being helped
    definition: Somebody takes in what the person says, or fails to.
"""


def starter_codebook(name: str = "My codebook") -> str:
    """Return the text of a small commented codebook.yaml.

    Parameters
    ----------
    name : str
        Name of the codebook.
    """
    return _TEXT.format(name=json.dumps(name, ensure_ascii=False))
