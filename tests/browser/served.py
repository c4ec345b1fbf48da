"""The app as a browser test serves it: it tells what it has answered, where no page shows that."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
        self._late: set[str] = set()
        self._slow: set[str] = set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        with self._changed:
            self._changed.wait_for(lambda: path not in self._slow, PATIENCE)
        answer = self.app(environ, start_response)
        with self._changed:
            self._answered[path] += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: path not in self._late, PATIENCE)
        return answer

    @contextmanager
    def answering_late(self, path: str) -> Iterator[None]:
        """What is asked of this path meanwhile is done at once, and its answer leaves at the end."""
        with self._holding(self._late, path):
            yield

    @contextmanager
    def asked_late(self, path: str) -> Iterator[None]:
        """What is asked of this path meanwhile comes to the app at the end."""
        with self._holding(self._slow, path):
            yield

    @contextmanager
    def _holding(self, held: set[str], path: str) -> Iterator[None]:
        held.add(path)
        try:
            yield
        finally:
            with self._changed:
                held.remove(path)
                self._changed.notify_all()

    def answered(self, path: str) -> int:
        """How many requests for this path were answered."""
        return self._answered[path]

    def wait_for(self, path: str, more_than: int = 0) -> None:
        """Waits until more requests for this path were answered than this number."""
        with self._changed:
            came = self._changed.wait_for(lambda: self._answered[path] > more_than, PATIENCE)
        assert came, f"nothing was asked of {path}, only of {list(self._answered)}"
