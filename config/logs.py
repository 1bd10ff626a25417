"""Logs say what happened, never to whom: numbers that identify a person are blanked before a line is written."""

import logging
import re

PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])"
    r"|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?<!\d)\d{16,19}(?!\d)"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
)


class Scrub(logging.Filter):
    """Replaces ID-card, phone and bank-card numbers and e-mail addresses by ``[…]`` in message and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = PERSONAL.sub("[…]", record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = PERSONAL.sub("[…]", record.exc_text)
        return True
