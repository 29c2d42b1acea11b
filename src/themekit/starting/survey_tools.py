"""Which survey tool made a table, and which of its columns nobody answered.

Names such as `x`, `mode` or `key` say nothing by themselves; beside others of the same tool they
are its own. A tool is known by two of its signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from themekit.names import folded

_SIGNS = 2


class _Tool(NamedTuple):
    """A tool: columns that show it, and what its own columns are called."""

    name: str
    signs: frozenset[str]
    own: re.Pattern[str]


def _tool(name: str, signs: str, own: str) -> _Tool:
    """Take both as people read them: names apart by commas, and a pattern over several lines."""
    pattern = re.sub(r"\n\s*", "", own)
    return _Tool(name, frozenset(folded(sign) for sign in signs.split(",")), re.compile(pattern))


_TOOLS = (
    _tool(
        "LimeSurvey",
        "submitdate,lastpage,startlanguage,seed,refurl,interviewtime,Date submitted,Last page,"
        "Start language",
        r"""interviewtime|total time|group ?time\w*|group time: .*|question ?time\w*|
        question time: .*|[gq]\w*\d+time|refurl|referrer url|ipaddr|seed|lastpage|last page|
        startlanguage|start language|date last action|date started|startdate|datestamp""",
    ),
    _tool(
        "SoSci Survey",
        "SERIAL,QUESTNNR,MODE,LASTDATA,Q_VIEWER,MAXPAGE,MISSING,MISSREL,TIME_RSI,TIME_SUM,MAILSENT",
        r"""serial|ref|questnnr|mode|language|started|lastdata|finished|q_viewer|lastpage|maxpage|
        missing|missrel|mailsent|deg_time|time_rsi|time_sum|time\d+|case""",
    ),
    _tool(
        "Unipark",
        "lfdn,external_lfdn,tester,dispcode,rts,javascript,page_history,output_mode,hflip,"
        "date_of_last_access,date_of_first_mail",
        r"""external_lfdn|tester|dispcode|lastpage|quality|duration|browser|referer|device_type|
        quota\w*|page_history|[hv]flip|output_mode|javascript|flash|session_id|language|cleaned|
        ats|datetime|date_of_(?:last_access|first_mail)|rts\w*|rnd_pg_\w+|participant_browser""",
    ),
    _tool(
        "Typeform",
        "#,Network ID,Start Date (UTC),Stage Date (UTC),Submit Date (UTC)",
        r"network id|response type|tags|ending|score|\w+ date \(utc\)",
    ),
    _tool(
        "Jotform",
        "Submission Date,Submission ID,Submission IP,Last Update Date,Submission Edit URL",
        r"submission (?:ip|id|url|edit url)|last update date|edit link|flow status|workflow status",
    ),
    _tool(
        "Tally",
        "Submission ID,Respondent ID,Submitted at",
        r"respondent id",
    ),
    _tool(
        "Microsoft Forms",
        "Start time,Completion time,Last modified time",
        r"last modified time|language|total points|quiz feedback|points - .*|feedback - .*|email",
    ),
    _tool(
        "Alchemer",
        "Response ID,Time Started,Date Submitted,Legacy Comments,Contact ID,SessionID,Link Name,"
        "Extended Referer",
        r"""contact id|legacy comments|sessionid|session id|link name|(?:extended )?referer|
        user agent|tags|language|country|city|state/region|postal|status|url variable: .*""",
    ),
    _tool(
        "Survey123",
        "ObjectID,GlobalID,CreationDate,EditDate,Creator,Editor",
        r"objectid|globalid|unique ?rowid|creationdate|creator|editdate|editor|[xyz]|shape\w*",
    ),
    _tool(
        "ODK",
        "SubmissionDate,KEY,instanceID,meta-instanceID,meta/instanceID,SubmitterID,SubmitterName,"
        "AttachmentsPresent,ReviewState,FormVersion,DeviceID,subscriberid,simid",
        r"""key|parent_key|set-of-.+|set of .+|submitter(?:id|name)|attachments\w+|reviewstate|
        review ?state|edits|status|formversion|formdef_version|deviceid|subscriberid|simid|
        devicephonenum|phonenumber|username|audit|start|end|today|
        (?:meta[-/])?instance(?:id|name)|.*[-:](?:latitude|longitude|altitude|accuracy)""",
    ),
    _tool(
        "CommCare",
        "formid,form_link,received_on,completed_time,started_time,caseid,hq_user,"
        "form.case.@case_id,form.meta.username",
        r"""number|form_link|formid|received_on|completed_time|started_time|username|userid|hq_user|
        caseid|case_name|xmlns|(?:form\.)?(?:case|meta)\..*|form\.@.*|form\..*@case_id""",
    ),
    _tool(
        "Qualtrics",
        "ResponseId,RecordedDate,Response ID,Recorded Date,DistributionChannel",
        r".*[_ ](?:first click|last click|page submit|click count)|q_\w+",
    ),
    _tool(
        "SmartSurvey",
        "UserNo,UserID,Tracking Link,Started,Ended,Completed",
        r"userno|userid|tracking link|started|ended|completed|unique id",
    ),
    _tool(
        "Formstack",
        "Time,Reference #,Browser,IP Address,Unique ID,Location",
        r"browser|location|reference #|device|ip address",
    ),
)


class Tool(NamedTuple):
    """The tool that made a table.

    Attributes
    ----------
    name : str
        Empty where none is known.
    """

    name: str
    own: re.Pattern[str] | None

    def wrote(self, names: Iterable[str]) -> bool:
        """Tell whether a column that goes by these names is one of the tool's own."""
        own = self.own
        return own is not None and any(own.fullmatch(folded(name[:100])) for name in names)


def tool_of(columns: Iterable[Iterable[str]]) -> Tool:
    """Recognise the tool by what the columns of a table are called.

    Parameters
    ----------
    columns : iterable of (iterable of str)
        The names that each column goes by.
    """
    names = {folded(name) for column in columns for name in column}
    found = max(_TOOLS, key=lambda tool: len(tool.signs & names))
    if len(found.signs & names) < _SIGNS:
        return Tool("", None)
    return Tool(found.name, found.own)
