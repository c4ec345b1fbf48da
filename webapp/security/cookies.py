"""The session cookie: signed, out of reach of scripts, and sent over HTTPS only wherever the page came over
HTTPS.
"""

from __future__ import annotations

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface


class SessionCookie(SecureCookieSessionInterface):
    """Flask's own, but marked Secure by how this request came: run at home, the address is plain
    http://127.0.0.1.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure or super().get_cookie_secure(app)


def init_app(app: Flask) -> None:
    """Let the app use it."""
    app.session_interface = SessionCookie()
