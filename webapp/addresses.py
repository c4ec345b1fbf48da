"""Addresses beside the present one: for the person, or for the coach's client whose file is open."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, g, request, url_for

CLIENT = "client_"


def attach(blueprint: Blueprint) -> None:
    """Let a blueprint stand under a client's address too: `client_id` goes to `g` and into its addresses."""

    @blueprint.url_value_preprocessor
    def take(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.client_id = (values or {}).pop("client_id", None)

    @blueprint.url_defaults
    def give(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint.startswith(CLIENT) and g.get("client_id") is not None:
            values.setdefault("client_id", g.client_id)


def for_client() -> bool:
    """Whether a coach has a client's file open."""
    return (request.blueprint or "").startswith(CLIENT)


def beside(endpoint: str, **values: Any) -> str:
    """The address of an endpoint of the questionnaire or the plan, for whoever's file is open."""
    return url_for((CLIENT if for_client() else "") + endpoint, **values)


def init_app(app: Flask) -> None:
    """Give `beside` and `for_client` to every template."""
    app.jinja_env.globals.update(beside=beside, for_client=for_client)
