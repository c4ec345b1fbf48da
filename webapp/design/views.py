"""The page of tokens and components. It is there with `serve --authoring` or WAYMARK_DEVELOPMENT=1 only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template

from engine.language import ENGLISH, speaking
from webapp import services
from webapp.design import samples, tokens
from webapp.questionnaire.forms import FormError

blueprint = Blueprint("design", __name__)

SWITCH = "WAYMARK_DEVELOPMENT"
THEMES = (tokens.LIGHT, tokens.DARK)


@blueprint.before_request
def _in_development() -> None:
    if not services().authoring and os.environ.get(SWITCH) != "1":
        abort(404)


@blueprint.get("/design")
def design() -> str:
    """In the theme that the system is set to."""
    return _page(None)


@blueprint.get("/design/<theme>")
def in_theme(theme: str) -> str:
    """In one theme, whatever the system is set to; 404 for one that isn't there."""
    if theme not in THEMES:
        abort(404)
    return _page(theme)


@blueprint.get("/design/<theme>.css")
def theme_sheet(theme: str) -> Response:
    """The tokens of one theme."""
    if theme not in THEMES:
        abort(404)
    return Response(tokens.theme_sheet(_tokens()[theme], theme), mimetype="text/css")


def _sheet(name: str) -> str:
    return (Path(str(current_app.static_folder)) / "css" / f"{name}.css").read_text(encoding="utf-8")


def _tokens() -> dict[str, dict[str, str]]:
    return tokens.read_tokens(_sheet("tokens"))


def _page(theme: str | None) -> str:
    found = _tokens()
    with speaking(ENGLISH):
        return render_template(
            "design/design.html",
            theme=theme,
            themes=[(name, tokens.colours(found[name]), tokens.contrasts(found[name])) for name in THEMES],
            sizes=_named(found[tokens.LIGHT], "size"),
            spaces=[(name, value) for name, value in found[tokens.LIGHT].items() if tokens.is_space(name)],
            others=tokens.others(found[theme or tokens.LIGHT]),
            components=tokens.components(_sheet("components")),
            **_samples(),
        )


def _named(values: dict[str, str], begins: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in values.items() if name.startswith(begins)]


def _samples() -> dict[str, Any]:
    kb = services().kb_in(ENGLISH.code)
    return {
        "empty": samples.fields(kb, "empty"),
        "answered": samples.fields(kb, "answered", samples.answers(kb)),
        "wrong": samples.fields(kb, "wrong", posted=samples.WRONG),
        "resource": samples.resource(kb),
        "contact": samples.contact(kb),
        "errors": [FormError("wrong_number", "How many days?", "Write a number here.")],
        "dropped": ["How many hours a week can you give this?"],
        **samples.plan_parts(kb, services().today()),
        **samples.goal_parts(services().today()),
    }
