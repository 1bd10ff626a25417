"""What a party, the office and the court say about a hand-off, on its way (`handing`) and in answer (`answers`)."""

from disputes.court.forms import answers, handing

__all__ = ["answers", "handing"]
