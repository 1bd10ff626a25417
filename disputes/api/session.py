"""Who calls: the login of the pages. Apart from the views, whose library asks for it while it is being read in."""

from __future__ import annotations

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class HouseSession(SessionAuthentication):
    """The login of the pages; a write needs the CSRF token. Who is not signed in is told so: 401."""

    def authenticate_header(self, request: Request) -> str:
        return 'Session realm="api"'
