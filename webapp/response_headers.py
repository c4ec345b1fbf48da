"""Headers on every answer: nothing from other hosts, nothing inline, nothing cached, no address passed on."""

from __future__ import annotations

from flask import Flask, Response, request

from webapp import compression

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


OF_FILES = frozenset({"X-Content-Type-Options", "Cross-Origin-Resource-Policy", "X-Robots-Tag"})
"""What files need of it: the others speak of pages, and would weigh more than many of the files."""


def init_app(app: Flask) -> None:
    """Set the headers on every response of the app."""
    app.after_request(_protect)


def _kept_for() -> str:
    """Files under their number for good, other files as long as they are asked after, pages never."""
    if request.endpoint != "static":
        return "no-store"
    return compression.A_YEAR if compression.never_changes() else "no-cache"


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        if request.endpoint != "static" or name in OF_FILES:
            response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = _kept_for()
    return response
