"""Pages as the app gave them, shown in a browser: whatever a walk without a browser saw, and each kind once.

A page is told from another by its address without values, its state and the shapes in it, so that ten steps
of the same make are looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import Flask, Response, request
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, Route

ORIGIN = "http://waymark.test"
PAGE = f"{ORIGIN}/shown"
STATIC = "/static/"
TAG = re.compile(r"<([a-z][a-z0-9]*)\b([^<>]*)>")
"""A tag as the templates write it: they have no sign of a tag in a value."""
TOLD = re.compile(
    r'(?<![-\w])(?:class|type|role|hidden|aria-invalid|open|aria-current)(?:="[^"]*")?(?=[\s/]|$)'
)


def _shapes(html: str) -> set[str]:
    """The tags of a page, each with what makes it look as it does."""
    return {" ".join([tag, *TOLD.findall(rest)]) for tag, rest in set(TAG.findall(html))}


@dataclass(frozen=True)
class Recorded:
    """One answer: what asked for it, its state, and its HTML."""

    name: str
    html: str


@dataclass
class Recorder:
    """Keeps one page of each kind that an app gives."""

    app: Flask
    seen: dict[str, set[str]] = field(default_factory=dict)
    pages: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app.after_request_funcs.setdefault(None, []).insert(0, self._look)

    def _look(self, response: Response) -> Response:
        shown = response.mimetype == "text/html" and response.status_code not in range(300, 400)
        if shown and response.is_sequence and "attachment" not in str(response.headers):
            self._keep(f"{request.method} {_rule()} {response.status_code}", response.get_data(as_text=True))
        return response

    def _keep(self, name: str, html: str) -> None:
        shapes = _shapes(html)
        known = self.seen.setdefault(name, set())
        if shapes <= known and known:
            return
        known |= shapes
        self.pages.append(Recorded(name, html))


def _rule() -> str:
    return re.sub(r"<[^>]+>", "…", request.url_rule.rule) if request.url_rule else "(no such address)"


class Showing:
    """A page of a browser in which recorded answers are opened; files come from the app."""

    def __init__(self, context: BrowserContext, app: Flask):
        self.page: Page = context.new_page()
        self.client: FlaskClient = app.test_client()
        self.html = ""
        self.files: dict[str, tuple[int, str, bytes]] = {}
        self.page.route("**/*", self._answer)

    def open(self, html: str) -> Page:
        """Show this HTML as if it had just come."""
        self.html = html
        self.page.goto(PAGE)
        return self.page

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if route.request.url == PAGE:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self.html)
            return
        if path not in self.files:
            answer = self.client.get(path)
            self.files[path] = (answer.status_code, answer.mimetype, answer.data)
        status, kind, body = self.files[path]
        route.fulfill(status=status, content_type=kind, body=body)


def one_of_each(pages: Iterable[Recorded]) -> list[Recorded]:
    """Few pages that together have every shape: each is the one with most that the others before lack."""
    left = {one: _shapes(one.html) for one in pages}
    found = []
    while any(left.values()):
        most = max(left, key=lambda one: len(left[one]))
        shown = left[most]
        found.append(most)
        left = {one: shapes - shown for one, shapes in left.items()}
    return found
