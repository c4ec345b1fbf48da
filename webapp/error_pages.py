"""What a person reads when something goes wrong: what happened and what to do now. No bare code, no blame."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from engine.kept_list import AnotherShape
from engine.language import mark
from webapp.store import NoSuchFile, StoreError


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """The words for one kind of error, in English; the page says them in its own language."""

    heading: str
    what: str
    now: str


PAGES = {
    400: ErrorPage(
        mark("That did not reach us whole"),
        mark("Something in what your browser sent was missing or could not be read."),
        mark("Go back one page and try again. What you typed should still be there."),
    ),
    403: ErrorPage(
        mark("This page is not open to you"),
        mark("It may belong to someone else, or you may need to log in again."),
        mark("Go to the start page, or log in and try once more."),
    ),
    404: ErrorPage(
        mark("There is nothing at this address"),
        mark("The page may have moved, or what was kept there has been removed."),
        mark("Go to the start page. Anything you kept is still there."),
    ),
    405: ErrorPage(
        mark("This page can’t be opened on its own"),
        mark("It belongs to a step in between."),
        mark("Go to the start page and go on from there."),
    ),
    413: ErrorPage(
        mark("That was too long to send"),
        mark("The page held more text than we can take in one go."),
        mark("Go back, shorten the longest answer, and send it again."),
    ),
    500: ErrorPage(
        mark("Something broke on our side"),
        mark("It was not you. What you kept before this page is still there."),
        mark("Wait a minute, then go back and try again."),
    ),
}
NOT_REACHED = ErrorPage(
    mark("We can’t get at what is kept just now"),
    mark("The place where answers are kept does not answer. What was saved before is not touched."),
    mark("Wait a minute, then go back and send the page again."),
)
ANOTHER_SHAPE = ErrorPage(
    mark("This can’t be changed here"),
    mark("What is kept was written by another version of Waymark. It is all still there."),
    mark("Load the page again later, and send it once more."),
)
LOST_COOKIE = ErrorPage(
    mark("We could not tell that this came from you"),
    mark("This happens when cookies are switched off, or when a page stayed open a very long time."),
    mark("Go back, load the page again, and send it once more."),
)


def init_app(app: Flask) -> None:
    """Show our own page for every HTTP error."""
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(StoreError, _no_store)
    app.register_error_handler(AnotherShape, _another_shape)
    app.register_error_handler(HTTPException, http_error)


def _no_token(error: CSRFError) -> tuple[str, int]:
    return render_template("error.html", page=LOST_COOKIE), 400


def _no_store(error: StoreError) -> tuple[str, int]:
    if isinstance(error, NoSuchFile):
        return render_template("error.html", page=PAGES[404]), 404
    current_app.logger.error("store: %s", error)
    return render_template("error.html", page=NOT_REACHED), 503


def _another_shape(error: AnotherShape) -> tuple[str, int]:
    current_app.logger.error("a list of another shape: %s", error)
    return render_template("error.html", page=ANOTHER_SHAPE), 409


def http_error(error: HTTPException) -> tuple[str, int, dict[str, str]] | HTTPException:
    """The page for an HTTP error; a redirect goes on as it is."""
    code = error.code or 500
    if code < 400:  # a redirect
        return error
    page = PAGES.get(code, PAGES[500 if isinstance(error, InternalServerError) or code >= 500 else 400])
    allowed = getattr(error, "valid_methods", None)  # which a 405 must name (RFC 9110)
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    return render_template("error.html", page=page), code, headers
