"""The study.yaml that ``themekit init`` writes."""

from __future__ import annotations

import json

_TEXT = """\
# A themekit study. Unknown keys are errors: 'themekit check' names each problem and its line.
title: {title}
codebook: {codebook}
method: codebook              # reliability | codebook | reflexive (no suggestions, no coefficients)

strands:                      # one entry for each way in which material was collected
  - name: Interviews
    kind: interview           # interview | group | survey | case-study | literature | notes
    role: primary             # primary | validation | context
    sample: opportunity       # opportunity | purposive | census | probability
    attribution: interview    # how the report credits a quote
    sources: interviews/*
    # interviewer: [ABC]      # whose words are not coded; INT, Interviewer, Q... are known anyway
    wave: ""                  # such as "2021"

  # A survey looks like this:
  # - name: Survey
  #   kind: survey
  #   sources: survey.csv
  #   id: respondent          # the column that tells respondents apart
  #   open: [main_worry]      # free text; each answer is coded
  #   closed:
  #     more_people:
  #       label: More people look for help
  #       section: Using the place      # a theme of the codebook
  #       type: scale         # scale | single | multi | number
  #       order: [disagree, neither, agree]
  #       positive: [agree]
  #       missing: ["", n/a]
  #   attributes: [role]

# cases: cases.csv            # case, document, speaker, organisation, strand, your attributes
# consent: {{quote: none, review: no}}        # unstated means no
# questions: questions.csv    # strand, document, question, asked, prompts_codes
# outlines:                   # a second report over the same codes: heading, its themes and codes
#   summary:
#     What people come for: ["Using the place", "code: A place to be @during"]
# periods:                    # what before, during and after stand beside
#   {{event: the flood, also: [high water], start: 2020-03, end: 2021, default: during}}
# support:                    # shown to everyone who reads passages; peers need a safeguarding_lead
#   {{name: "", phone: "", hours: "", emergency: "", facilitator: "", safeguarding_lead: ""}}
# expected:                   # what 'themekit check' doubts and you have found to be right
#   no-speakers: [interviews/diary.txt]
"""


def starter_study(title: str = "My study", codebook: str = "codebook.yaml") -> str:
    """Return the text of a small commented study.yaml; it is valid once its sources exist.

    Parameters
    ----------
    title : str
    codebook : str
        Path of the codebook as seen from the study folder.
    """
    quoted = (json.dumps(one, ensure_ascii=False) for one in (title, codebook))
    return _TEXT.format(**dict(zip(("title", "codebook"), quoted, strict=True)))
