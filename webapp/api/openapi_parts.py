"""What the descriptions of all addresses are made of."""

from __future__ import annotations

from typing import Any

from webapp.api.problems import MEDIA_TYPE

TEXT = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    """One of the named schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def answer(says: str, schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    """One answer of an address."""
    return {"description": says, "content": {media: {"schema": schema}}}


def problem(says: str) -> dict[str, Any]:
    """An answer that says what is wrong."""
    return answer(says, ref("Problem"), MEDIA_TYPE)


def sent(schema: str, example: dict[str, Any]) -> dict[str, Any]:
    """A body in JSON that an address needs."""
    return {
        "required": True,
        "content": {"application/json": {"schema": ref(schema), "example": example}},
    }


def refusals() -> dict[str, Any]:
    """What every address that takes a body may answer instead."""
    return {
        "400": problem("The body is not JSON"),
        "413": problem("The body is too large"),
        "415": problem("The body is not said to be JSON"),
        "422": problem("What was sent can't be used: every mistake, one by one"),
    }
