"""What the name of a column, file or folder says about what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from themekit.names import folded

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|#")
_LONG = 9  # a name of more words is a question, in which "name" or "date" means nothing


def _set(text: str) -> frozenset[str]:
    """Return the words of a paragraph: it reads better than a page of them."""
    return frozenset(text.split())


_IDS = frozenset(
    """id|ids|respondent|respondent id|respondents|participant|participant id|response id|record id
    |case|case id|case number|subject|subject id|person|person id|user id|reference|ref|uid|uuid
    |pid|serial|serial number|token|submission id|unique id|client id|survey id|#|no|number|row
    |response|external reference|id number|participant number|respondent number|participant no
    |response number|entry id|member id|respondent code|participant code|code|lfdn|user no|userno
    |unique response number|key""".replace("\n", "").split("|")
)
_DATE_WORDS = _set(
    """
    date timestamp datetime submitted recorded completed created when end enddate recordeddate
    submitdate datestamp submission today completion modified entered interviewed received logged
    """
)
_PEOPLE = _set("person participant respondent case subject client user patient member pid")
_START = _set("start started begin opened startdate")
_BIRTH = _set("birth birthday born dob")
_QUESTIONS = _set("question questions item prompt wording variable topic")
_ANSWERS = _set("answer answers response responses text comment comments reply value")
_DEMOGRAPHIC = _set(
    """
    age aged gender sex role region income ethnicity ethnic race borough employment employed
    occupation job profession education qualification nationality religion faith disability
    disabled marital country county city town area district ward sector size department team
    sexuality orientation language student status seniority grade cohort site band locality
    """
)
_PHRASES = (
    "how old",
    "organisation type",
    "organization type",
    "type of organisation",
    "job title",
)
_PERSONAL = _set(
    """
    surname forename firstname lastname email phone mobile address postcode zip latitude
    longitude ip birth birthday born dob
    """
)
_BEFORE_NAME = _set(
    """
    your first last full family given middle recipient participant respondent contact user
    person interviewee client patient name s what is
    """
)
_TECHNICAL = _set(
    """
    progress finished duration useragent browser agent operating resolution consentversion
    collector distribution channelid referer referrer fraud captcha recaptcha lastpage
    startlanguage seed ipaddr refurl instanceid deviceid subscriberid simserial instancename
    interviewtime
    """
)
_TECHNICAL_NAMES = frozenset(
    """status|user language|ip address|location latitude|location longitude|recorded by
    |distribution channel|collector id|total points|quiz feedback|score|network id|custom data 1
    |recipient last name|recipient first name|recipient email|external data reference|finished
    |time taken|completion time taken|response set|last page|start language|version|instance id
    |instance name|device id|subscriber id|sim serial|formhub uuid|redcap repeat instrument
    |redcap repeat instance|redcap survey identifier|repeat instrument|repeat instance|complete
    |root uuid|validation status|submitted by|xform id string|geolocation
    |attachments""".replace("\n    ", "")
    .replace("\n", "")
    .split("|")
)
_OPTION_CODE = re.compile(r"AO\d{2,3}|A\d{1,2}|-oth-")
_EVENTS = frozenset(
    """redcap event name|event name|wave|round|phase|timepoint|time point|visit|survey wave
    |survey round|measurement""".replace("\n    ", "").split("|")
)
_TIME_WORDS = _set("period season term year month time when fieldwork collection session round")
_TIMES = re.compile(
    r"\b(?:wave|round|phase|baseline|follow[\W_]?up|pre|post|before|after|(?:19|20)\d\d|month|week"
    r"|spring|summer|autumn|winter|q[1-4]|t[0-9]|time ?[0-9])\b",
    re.IGNORECASE,
)
_REDCAP = _set("redcap_event_name redcap_repeat_instrument redcap_repeat_instance")
_REDCAP_LABELS = ({"record id", "event name"}, {"record id", "repeat instance"})
_SHORT_WORDING = 4
_FOLDERS = {
    "group": r"focus[\W_]*group|round[\W_]*table|workshop|\bgroups?\b",
    "case-study": r"case[\W_]*stud",
    "literature": r"literature|\bpapers?\b|\barticles?\b|\breading\b|\breferences?\b|\breports?\b",
    "notes": r"\bnotes?\b|\bobserv|\bdiar(?:y|ies)\b|\bmemos?\b|\bjournals?\b|\bfield[\W_]*notes?",
    "interview": r"interview|transcript",
}
_READ_ME = re.compile(r"read[\W_]*me|licen[cs]e|changelog|copying|source", re.IGNORECASE)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case: ``ResponseId`` has two."""
    return tuple(word.casefold() for word in _WORD.findall(name))


def names_of(name: str, wording: str) -> tuple[str, ...]:
    """Return what a column is called in turn: ``submitdate. Date submitted`` has two names.

    A path (``meta/instanceID``) is called by its last part too, a code (``V1``) by a short wording.
    """
    found = [name]
    if "/" in name and " / " not in name:
        found.append(name.rpartition("/")[2])
    code, dot, title = name.partition(". ")
    if dot and " " not in code:
        found += [code, title]
    if len(wording.split()) <= _SHORT_WORDING:
        found.append(wording)
    return tuple(dict.fromkeys(one.strip() for one in found if one.strip()))


def is_code(answer: str) -> bool:
    """Tell whether an answer is the code of an option, as LimeSurvey writes ``AO02`` or ``A1``."""
    return _OPTION_CODE.fullmatch(answer) is not None


def is_event(name: str) -> bool:
    """Tell whether a column is called like one that names the wave itself."""
    return " ".join(words(name)) in _EVENTS


def is_wave(title: str) -> bool:
    """Tell whether the title of a sheet names a time of asking."""
    return _TIMES.search(title.replace("_", " ")) is not None


def names_time(name: str) -> bool:
    """Tell whether a column is called like one that may say when all of a table was asked."""
    return not _TIME_WORDS.isdisjoint(words(name)[:_SHORT_WORDING])


def is_redcap(header: Iterable[str]) -> bool:
    """Tell whether a table has the columns in which REDCap keeps events and repeats."""
    names = {folded(name) for name in header}
    return not _REDCAP.isdisjoint(names) or any(wanted <= names for wanted in _REDCAP_LABELS)


def is_id(name: str) -> bool:
    """Tell whether a column is called like one that tells respondents apart."""
    parts = words(name)
    return " ".join(parts) in _IDS or (1 < len(parts) <= 3 and parts[-1] == "id")  # noqa: PLR2004 -- short names


def is_person(name: str) -> bool:
    """Tell whether an id is called like that of a person, who may answer more than once."""
    return is_id(name) and not _PEOPLE.isdisjoint(words(name))


def date_rank(name: str) -> int:
    """Rank a column as the day of an answer: 0 not at all, 1 when begun, 2 when given."""
    parts = set(words(name))
    if parts & _BIRTH or len(parts) > _LONG:
        return 0
    if parts & _START:
        return 1
    return 2 if parts & _DATE_WORDS else 0


def is_question(name: str) -> bool:
    """Tell whether a column is called like one that holds questions."""
    parts = words(name)
    if not parts or len(parts) > 3:  # noqa: PLR2004 -- 'survey question text'
        return False
    return (len(parts) <= 2 and parts[0] in _QUESTIONS) or "question" in parts  # noqa: PLR2004 -- short


def is_answer(name: str) -> bool:
    """Tell whether a column is called like one that holds answers to the question beside it."""
    return not _ANSWERS.isdisjoint(words(name))


def is_demographic(name: str) -> bool:
    """Tell whether a column is called like a trait of the respondent."""
    parts = words(name)
    joined = " ".join(parts)
    short = len(parts) <= _LONG
    return short and (
        not _DEMOGRAPHIC.isdisjoint(parts) or any(phrase in joined for phrase in _PHRASES)
    )


def private_reason(name: str) -> str:
    """Say why a column by its name is no material: personal or technical; empty if it is none."""
    parts = words(name)
    joined = " ".join(parts)
    named = "name" in parts and _BEFORE_NAME.issuperset(parts)
    if named or (len(parts) <= 4 and not _PERSONAL.isdisjoint(parts)):  # noqa: PLR2004 -- short
        return "says who somebody is"
    if joined in _TECHNICAL_NAMES or (len(parts) <= 3 and not _TECHNICAL.isdisjoint(parts)):  # noqa: PLR2004 -- short
        return "technical"
    if name.endswith("_complete"):
        return "technical: whether a form is complete"
    own = name.startswith("_") and not is_id(name) and not date_rank(name)
    return "technical" if own else ""


def kind_by_name(path: str) -> str:
    """Return the kind of strand that a path's own name or, failing that, a folder's suggests."""
    for part in reversed(path.split("/")):
        plain = re.sub(r"[_\-.]+", " ", part).casefold()
        for kind, pattern in _FOLDERS.items():
            if re.search(pattern, plain):
                return kind
    return ""


def is_survey(name: str) -> bool:
    """Tell whether the name of a table says that it is a survey."""
    return (
        re.search(r"survey|question|respon|feedback|answer|poll|form", name.casefold()) is not None
    )


def is_read_me(stem: str) -> bool:
    """Tell whether a file is about the material rather than material."""
    return _READ_ME.fullmatch(stem) is not None
