"""The token of every form, masked anew for each answer.

Flask-WTF's token begins with the same signs throughout a session. In a compressed page its length could be
guessed sign by sign (BREACH); masked with other random bytes each time, there is nothing that repeats.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect, generate_csrf

SEPARATOR = "~"
"""Stands in no token of Flask-WTF's, so a bare token is told from a masked one."""


class MaskedTokens(CSRFProtect):  # type: ignore[misc, unused-ignore]
    """Flask-WTF's protection, which takes the masks off what comes in."""

    def init_app(self, app: Flask) -> None:
        """Protect the app, and give templates the masked token."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = masked_token
        app.context_processor(lambda: {"csrf_token": masked_token})

    def _get_csrf_token(self) -> str | None:
        found: str | None = super()._get_csrf_token()
        return unmasked(found) if found else found


def masked_token() -> str:
    """The token of this answer: the same in all of its forms, another one in the next answer."""
    if "masked_token" not in g:
        g.masked_token = masked(generate_csrf())
    token: str = g.masked_token
    return token


def masked(token: str) -> str:
    """A token under a mask of random bytes."""
    plain = token.encode()
    mask = secrets.token_bytes(len(plain))
    return _text(mask) + SEPARATOR + _text(bytes(a ^ b for a, b in zip(plain, mask, strict=True)))


def unmasked(token: str) -> str:
    """The token under the mask; what is no masked token stays as it is, and is refused as such."""
    mask, separator, covered = token.partition(SEPARATOR)
    if not separator:
        return token
    try:
        plain = bytes(a ^ b for a, b in zip(_bytes(mask), _bytes(covered), strict=True))
        return plain.decode()
    except (binascii.Error, ValueError):
        return token


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
