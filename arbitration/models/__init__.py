from arbitration.models.awards import Award, AwardItem
from arbitration.models.bookings import Booking, Hearing, Room
from arbitration.models.cases import Arbitration
from arbitration.models.reviews import AgreementReview

__all__ = ["AgreementReview", "Arbitration", "Award", "AwardItem", "Booking", "Hearing", "Room"]
