"""A form that is sent twice, such as by a double press, does its work once: both give it the same name."""

from __future__ import annotations

import hashlib
import secrets

from flask import request

NEW = "new"
"""The hidden field that tells one showing of a form from another."""
DIGITS = 12


def fresh() -> str:
    """What that field holds."""
    return secrets.token_hex(DIGITS // 2)


def name_of_sent() -> str:
    """A name for what is sent: the same for the same page with the same words, else another one."""
    if not request.form.get(NEW):
        return fresh()
    sent = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    return hashlib.sha256(repr((request.path, sent)).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
