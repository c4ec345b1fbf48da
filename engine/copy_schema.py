"""The JSON Schema of the whole copy (`engine/whole_copy.py`), for other programs: `run.py schema copy`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.whole_copy import TICK, WholeCopy

Document = dict[str, Any]


def _list_under(name: str, of: str) -> Document:
    entry = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
    properties = {"form": {"const": 1}, name: {"type": "array", "items": entry}}
    return {"type": "object", "description": of, "properties": properties, "required": [name]}


_PLAIN = {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "array", "items": {"type": "string"}}]}
_SHAPES: Mapping[str, Document] = {
    "answers": {
        "type": "object",
        "description": "question -> answer, as in a sheet (`run.py schema sheet`)",
        "additionalProperties": _PLAIN,
        "minProperties": 1,
    },
    "place": {"type": "object", "description": "where the person was in the questions"},
    "plan": {
        "type": "object",
        "description": "the plan, to be read; brought back, only its day counts, and it is made again",
        "properties": {"today": {"type": "string", "format": "date"}},
    },
    "progress": {
        "type": "object",
        "description": "strategy/step -> the day it was ticked",
        "patternProperties": {TICK.pattern: {"type": "string", "format": "date"}},
    },
    "changes": _list_under("changes", "what the person changed in the plan, each change on its own"),
    "goals": _list_under("goals", "goals, with their numbers over time"),
    "record": _list_under("entries", "the record"),
    "reports": _list_under("reports", "reports written from the record"),
}
"""Document -> its shape in the schema: what other programs may count on."""


def schema() -> Document:
    """JSON Schema (2020-12) of the file, as forgiving as `read_back`: what is not named is passed over."""
    made = WholeCopy.model_json_schema()
    made["properties"]["documents"].update(properties=_SHAPES, required=["answers"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "copy"}
