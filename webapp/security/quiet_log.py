"""The log of what broke: where in the program and what kind of error, never what anyone typed and no address.

An exception's message can hold an answer, and an address a client's id; neither belongs in a log.
"""

from __future__ import annotations

import traceback
from typing import Any

from flask import Flask, request


def init_app(app: Flask) -> None:
    """Let the app log its exceptions so."""

    def log_exception(error: Any) -> None:
        kind, _, trace = error
        frames = "".join(traceback.format_tb(trace))
        app.logger.error("%s in %s\n%s", getattr(kind, "__name__", kind), request.endpoint, frames)

    app.log_exception = log_exception  # type: ignore[method-assign,assignment]
