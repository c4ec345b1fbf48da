"""The session cookie: signed, out of reach of scripts, and sent over HTTPS only wherever the page came over
HTTPS.
"""

from __future__ import annotations

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

WITHOUT_A_TRACE = frozenset(
    {"guides.get_help", "guides.help_page", "guides.help_worker", "guides.no_network"}
)
"""Opening help sends no cookie back and so doesn't even prolong one (SE6)."""


class SessionCookie(SecureCookieSessionInterface):
    """Flask's own, but marked Secure by how this request came: run at home, the address is plain
    http://127.0.0.1.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in WITHOUT_A_TRACE and request.endpoint != "static":
            super().save_session(app, session, response)

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure or super().get_cookie_secure(app)


def init_app(app: Flask) -> None:
    """Let the app use it."""
    app.session_interface = SessionCookie()
