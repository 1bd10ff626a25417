"""Whether PostgreSQL (DATABASE_URL) and Redis (REDIS_URL) answer: exit status 0 if both do."""

import os
import socket
import sys
from urllib.parse import urlsplit


def answers(url, port):
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname, place.port or port), timeout=2).close()
    except OSError:
        return False
    return True


sys.exit(not (answers(os.environ["DATABASE_URL"], 5432) and answers(os.environ["REDIS_URL"], 6379)))
