"""Why a file is not taken, in words its owner can act on. The words are English source strings: translate on show."""

REASONS = {
    "active": "The file contains macros, scripts, embedded files or remote parts. Please export it as a plain PDF.",
    "bomb": "The file unpacks to far more than its size. Please export it again as a PDF.",
    "broken": "The file cannot be opened. Please check that it is complete and upload it again.",
    "empty": "The file is empty. Please choose it again.",
    "encrypted": "The file is protected by a password. Please remove the protection and upload it again.",
    "heic": "HEIC photos cannot be read here. Please save the photo as JPEG and upload it again.",
    "malware": "The file carries a virus signature and was not kept. Please check your device and hand in a clean copy.",
    "markup": "The file contains web page code. Please export it as a plain PDF.",
    "mismatch": "The content of the file does not match its name. Please upload the original file.",
    "paths": "The file contains unsafe inner names. Please export it again as a PDF.",
    "pixels": "The picture is too large. Please keep it under 60 million pixels.",
    "polyglot": "The file hides a second file. Please export it again as a PDF.",
    "too_big": "The file is too big: pictures up to 20 MB, other files up to 50 MB.",
    "too_many": "The file has too many parts. Please split it.",
    "type": "Only PDF, JPEG, PNG, DOCX, XLSX and TXT files can be handed in.",
}


class Rejected(ValueError):
    """The file is not taken. `reason` is one of REASONS, `words` its English sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = REASONS[reason]
