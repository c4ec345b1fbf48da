"""The pages on which a person does what a step asks, such as their goals: what a strategy's `page` leads to.

They hold what is the person's own, so nothing leads there from a coach's view of a client's plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, url_for

from engine.language import gettext as _
from engine.language import mark
from engine.schema import Strategy
from webapp.addresses import for_client

PAGES: Mapping[str, tuple[str, str]] = {
    "goals": ("goals.index", mark("Open your goals")),
    "progress": ("goals.progress", mark("Open how it goes")),
    "record": ("record.index", mark("Open your record")),
    "check_in": ("record.check_ins", mark("Open your check-ins")),
    "reports": ("reports.index", mark("Open your reports")),
}
"""A strategy's `page` -> endpoint, and the words of the link."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A link to a page of the person's own."""

    address: str
    words: str


def own_page(strategy: Strategy | None) -> OwnPage | None:
    """Where the person does what this strategy asks; None for a coach, or where it has no page."""
    if strategy is None or strategy.page is None or for_client():
        return None
    endpoint, words = PAGES[strategy.page]
    if endpoint not in current_app.view_functions:
        return None
    return OwnPage(url_for(endpoint), _(words))


def init_app(app: Flask) -> None:
    """Give `own_page` to every template."""
    app.jinja_env.globals.update(own_page=own_page)
