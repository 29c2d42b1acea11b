"""Words by which a label is a role or a body: ``Housing officer``, ``Head of service``."""

from __future__ import annotations

import re

# Whoever is called so: alone or as the last word before "of", "for" and the like.
_PEOPLE = frozenset(
    """
    accountant adjudicator administrator adviser advisor advocate analyst apprentice assistant
    attendee audience auditor barrister bishop campaigner caretaker carer caseworker ceo cfo chair
    chairman chairperson chairwoman chaplain chief child clerk client clinician coach colleague
    commissioner consultant convenor coordinator co-ordinator councillor counsellor daughter
    delegate deputy designer developer dietitian director doctor driver employee employer engineer
    evaluator executive expert facilitator father founder friend funder governor gp grandparent
    guest head health-visitor host imam inspector instructor interpreter interviewee interviewer
    journalist judge keyworker landlord lawyer lead leader lecturer librarian manager mayor mediator
    member mentor midwife minister moderator mother mp mum navigator neighbour note-taker nurse
    observer officer official operative organiser organizer owner paramedic parent participant
    partner pastor patient pharmacist physiotherapist planner podiatrist policeman practitioner
    prescriber president priest principal producer professional professor psychiatrist psychologist
    psychotherapist pupil rabbi receptionist rep representative researcher resident respondent
    sergeant scientist secretary sister solicitor son speaker specialist spokesperson student
    superintendent supervisor surveyor survivor teacher technician tenant therapist trainee trainer
    translator treasurer trustee tutor user vicar volunteer warden wife husband worker charity
    council
    """.split()  # noqa: SIM905 -- a paragraph of words reads better than a page
)
# Bodies that send somebody; on their own these words head a passage as easily.
_BODIES = frozenset(
    """
    agency alliance association authority bank board body borough branch business café centre
    church clinic club college commission committee community company consortium cooperative
    department district federation forum foundation fund group guild hospice hospital hub institute
    library mosque network organisation organization partnership police project school service
    society surgery synagogue team temple trust union university
    """.split()  # noqa: SIM905 -- a paragraph of words reads better than a page
)
_JOINED = re.compile(r"\s+(?:of|for|from|at|in|to|on|with)\s+|\s*[(,/]")


def is_role(key: str) -> bool:
    """Tell whether a label in lower case names a role, or a body with what kind of body it is."""
    words = _JOINED.split(key)[0].strip("*_ ").rstrip("0123456789 ").split()
    if not words:
        return False
    return words[-1] in _PEOPLE or (len(words) > 1 and words[-1] in _BODIES)
