from disputes.models.calendar import HolidayNotice
from disputes.models.cases import Claim, Dispute, Party
from disputes.models.comparisons import Comparison
from disputes.models.deadlines import Deadline
from disputes.models.delivery import Endpoint, Outgoing
from disputes.models.docket import DocketEntry
from disputes.models.drafts import Draft
from disputes.models.handoff import HandOff
from disputes.models.mails import Letter
from disputes.models.news import Reach
from disputes.models.offices import Numbering, Office
from disputes.models.packages import PackageJob, TimeStamp
from disputes.models.papers import Paper, Upload
from disputes.models.partners import CourtMessage, Nonce, PartnerKey
from disputes.models.people import AT_COUNTER, Post, Role, User
from disputes.models.readings import ReadingChoice
from disputes.models.room import ReadMark
from disputes.models.seats import Engagement, Seat
from disputes.models.service import Service
from disputes.models.templates import TemplateVersion
from disputes.models.worklist import CaseProcess, CaseTask, SavedView

__all__ = [
    "AT_COUNTER",
    "CaseProcess",
    "CaseTask",
    "Claim",
    "Comparison",
    "CourtMessage",
    "Deadline",
    "Dispute",
    "DocketEntry",
    "Draft",
    "Endpoint",
    "Engagement",
    "HandOff",
    "HolidayNotice",
    "Letter",
    "Nonce",
    "Numbering",
    "Office",
    "Outgoing",
    "PackageJob",
    "Paper",
    "PartnerKey",
    "Party",
    "Post",
    "Reach",
    "ReadMark",
    "ReadingChoice",
    "Role",
    "SavedView",
    "Seat",
    "Service",
    "TemplateVersion",
    "TimeStamp",
    "Upload",
    "User",
]
