from arbitration.models.awards import Award, AwardItem
from arbitration.models.bookings import Booking, Hearing, Reminder, Room
from arbitration.models.cases import Arbitration
from arbitration.models.evidence import ElementSaid, Exhibit, Opinion
from arbitration.models.inquiries import Inquiry
from arbitration.models.minutes import HearingRecord, Signature
from arbitration.models.planning import Absence, BookingLine, Feed, Proposal
from arbitration.models.reviews import AgreementReview

__all__ = [
    "Absence", "AgreementReview", "Arbitration", "Award", "AwardItem", "Booking", "BookingLine", "ElementSaid", "Exhibit", "Feed",
    "Hearing", "HearingRecord", "Inquiry", "Opinion", "Proposal", "Reminder", "Room", "Signature",
]  # fmt: skip
