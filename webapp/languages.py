"""Which language a request is answered in, and how templates say things in it.

In this order: what the person chose (a small cookie, set only by choosing), what their browser asks for,
English. The API reads no cookie. `services().kb` follows: it is the knowledge in the language that is spoken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from engine import language
from engine.language import ENGLISH, Language, speaking

COOKIE = "waymark_language"
FIELD = "language"
BACK = "back"
API = "/api/"
MOST_ASKED_FOR, LONGEST_CODE = 20, 35
"""Of what a browser sends: a long list, or a name of many parts, would take seconds to look up."""

blueprint = Blueprint("languages", __name__)


def installed() -> Sequence[Language]:
    """Every language that can be chosen, English first."""
    found: Sequence[Language] = current_app.extensions["waymark"].library.languages
    return found


def _called(code: str | None) -> Language | None:
    """The language of this code, if it is here."""
    return next((one for one in installed() if one.code == code), None)


def _remembered() -> Language | None:
    """What the person chose before."""
    return _called(request.cookies.get(COOKIE))


def _chosen() -> Language | None:
    """The language whose button sent this form, if one did."""
    if request.method != "POST":
        return None
    try:
        return _called(request.form.get(FIELD))
    except HTTPException:  # too long to read: the page for that says so, in the language of before
        return None


def _asked_for() -> Language:
    """What the browser asks for: the first of its languages that is here, `fr-CA` being answered in `fr`."""
    for asked, _quality in request.accept_languages[:MOST_ASKED_FOR]:
        named = asked.replace("_", "-").lower()[:LONGEST_CODE]
        here = {one.code.lower(): one for one in installed() if not one.pseudo or one.code.lower() == named}
        while named:
            if named in here:
                return here[named]
            named = named.rpartition("-")[0]
    return ENGLISH


@blueprint.post("/language")
def choose() -> ResponseReturnValue:
    """Choose a language, and back to the page where it was chosen; 400 for one that is not here.

    It asks for no token, so that no page needs a session for it: all that a forged one could do is this.
    """
    if g.chosen_language is None:
        abort(400)
    return redirect(_back(request.form.get(BACK, "")), 303)


def _back(path: str) -> str:
    """The page itself, if it is one of ours that can be opened by its address; else the start page."""
    return own_path(path) or url_for("guides.start")


def own_path(path: str) -> str | None:
    """The path, if a page of ours can be opened by it; no other host can be named in it."""
    return path if _takes(path, "GET") else None


def page_of(path: str) -> str | None:
    """The same; for an address that a form is only sent to, the nearest page above it, where that form is."""
    found = own_path(path)
    if found is None and _takes(path, "POST"):
        above = path.partition("?")[0]
        while found is None and "/" in above:
            above = above.rpartition("/")[0]
            found = own_path(above) or own_path(above + "/")
    return found


def _takes(path: str, method: str) -> bool:
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return False
    try:
        current_app.url_map.bind("").match(path.partition("?")[0], method)
    except HTTPException:
        return False
    return True


def init_app(app: Flask) -> None:
    """Speak the wanted language from the beginning of each request to its end; before anything else runs."""
    app.before_request(_begin)
    app.after_request(_remember)
    app.teardown_request(_end)
    app.register_blueprint(blueprint)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        _=_gettext,
        gettext=_gettext,
        ngettext=_ngettext,
        pgettext=_pgettext,
        language=language.current,
        languages=installed,
    )


def _begin() -> None:
    if request.path.startswith(API):
        spoken = _asked_for()
    else:
        g.chosen_language = _chosen()
        spoken = g.chosen_language or _remembered() or _asked_for()
    g.speaking = speaking(spoken)
    g.speaking.__enter__()


def _end(_: BaseException | None) -> None:
    spoken = g.pop("speaking", None)
    if spoken is not None:
        spoken.__exit__(None, None, None)


def _remember(response: Response) -> Response:
    """The choice goes into a cookie of its own: it lives as long as the session does."""
    if request.path.startswith(API):
        response.headers["Content-Language"] = language.current().code
        response.vary.add("Accept-Language")
        return response
    chosen: Language | None = g.get("chosen_language")
    if chosen is not None:
        lasts = current_app.permanent_session_lifetime if session.permanent else None
        response.set_cookie(
            COOKIE, chosen.code, lasts, secure=request.is_secure, httponly=True, samesite="Lax"
        )
    return response


def _safe(values: dict[str, Any]) -> dict[str, Any]:
    return {name: escape(value) for name, value in values.items()}


def _gettext(message: str, /, **values: Any) -> Markup:
    """For templates: the sentence is markup of ours, the values in it are escaped."""
    return Markup(language.gettext(message, **_safe(values)))  # noqa: S704


def _ngettext(one: str, many: str, number: float, /, **values: Any) -> Markup:
    return Markup(language.ngettext(one, many, number, **_safe(values)))  # noqa: S704


def _pgettext(context: str, message: str, /, **values: Any) -> Markup:
    return Markup(language.pgettext(context, message, **_safe(values)))  # noqa: S704
