"""The codebook that ``themekit init`` writes: empty, with an example of a code as a comment."""

from __future__ import annotations

import json

_TEXT = """\
# A codebook: what each code means, and when it applies. It holds none yet: nothing here is counted
# before you write it. Or begin with the material: 'themekit run' finds topics in a study without
# codes, and 'themekit adopt' takes one over as a code.
name: {name}
version: "0.1"

# themes:                     # the report's headings, in their order
#   - name: Using the place
#     statement: What people come for is not what is advertised.

# Write your codes below the next line. Only a code's name is required; the more of the rest you
# fill in, the better the suggestions, and the more alike people will code. An example, of a study
# of a library (take away the #, and put in your own words):
codes:
#   - name: A place to be
#     theme: Using the place
#     definition: The building is used for itself, whatever else is done there.
#     include:                # apply when
#       - somebody comes to be warm, quiet or among people
#     exclude:                # do not apply when
#       - the person waits there for something else
#     examples:
#       - "I bring my own book. I come for the chairs and the light."
#     near_misses:            # looks like it, is not
#       - "I waited in the library for my bus."
#     frequency: sometimes    # how often you expect it: often, sometimes or rarely
#     patterns:               # phrases, matched in all their word forms
#       - somewhere to sit
#       - [{{LOWER: warm}}, {{LOWER: space}}]
#     plain_name: Somewhere to be
#     plain_meaning: The person goes there to be there.
"""


def starter_codebook(name: str = "My codebook") -> str:
    """Return the text of a codebook.yaml without codes, with a commented example of one.

    Parameters
    ----------
    name : str
        Name of the codebook.
    """
    return _TEXT.format(name=json.dumps(name, ensure_ascii=False))
