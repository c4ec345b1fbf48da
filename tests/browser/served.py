"""The app as a browser test serves it: it tells what it has answered, where no page shows that."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATIENCE = 20
"""Seconds until a request that does not come fails the test."""


class Served:
    """An app that counts the requests it has answered."""

    def __init__(self, app: Flask):
        self.app = app
        self._answered: Counter[str] = Counter()
        self._changed = threading.Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self.app(environ, start_response)
        with self._changed:
            self._answered[environ["PATH_INFO"]] += 1
            self._changed.notify_all()
        return answer

    def answered(self, path: str) -> int:
        """How many requests for this path were answered."""
        return self._answered[path]

    def wait_for(self, path: str, more_than: int = 0) -> None:
        """Waits until more requests for this path were answered than this number."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._answered[path] > more_than, PATIENCE)
        assert came, f"nothing was asked of {path}, only of {list(self._answered)}"
