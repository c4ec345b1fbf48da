"""The fields of a kind of data file, in words: read from its JSON Schema, so that they are told in one place.

`skeleton.py` writes new files from them and `guide.py` the tables of knowledge/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine import schema

CONDITION = "condition"
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "keys and values",
}


@dataclass(frozen=True, slots=True)
class FieldOfFile:
    """One field as an author meets it."""

    name: str
    required: bool
    kind: str
    """What stands in it, in words: `text`, `list of ids`, `condition`, `one of: improve, prepare`."""
    means: str
    """Its description."""
    default: str = ""
    """What holds where it is left out; empty where that is simply nothing."""
    many: bool = False
    """A list."""
    at_least: int = 0
    """Entries of the list that there must be."""
    parts: tuple[FieldOfFile, ...] = ()
    """The fields inside it, or inside each entry of the list."""
    parts_name: str = ""
    """What the schema calls them."""
    or_plain: bool = False
    """An entry may also be an id alone."""


def fields_of_kind(kind: str) -> tuple[FieldOfFile, ...]:
    """The fields of a kind of data file, in the order of its schema; KeyError for an unknown kind."""
    shape = schema.json_schema(kind)
    return tuple(_fields(shape, shape.get("$defs", {})))


def says(kind: str) -> str:
    """What a file of this kind is, in a sentence or two."""
    return " ".join(str(schema.json_schema(kind).get("description", "")).split())


def says_of_parts(kind: str, name: str) -> str:
    """What the schema tells of a part that several fields make up, such as a step."""
    return str(schema.json_schema(kind)["$defs"][name].get("description", ""))


def _fields(shape: Mapping[str, Any], below: Mapping[str, Any]) -> Iterator[FieldOfFile]:
    needed = shape.get("required", ())
    for name, one in shape.get("properties", {}).items():
        found = _field(name, one, below)
        yield replace(found, required=name in needed, default="" if name in needed else _default(one))


def _field(name: str, one: Mapping[str, Any], below: Mapping[str, Any]) -> FieldOfFile:
    means = " ".join(str(one.get("description", "")).split())
    inner = _unwrapped(one, below)
    if inner.get("type") == "array" and "prefixItems" not in inner:
        entry = _field(name, inner.get("items", {}), below)
        at_least = int(inner.get("minItems", 0))
        of = (
            entry.kind
            if entry.or_plain
            else "list, entries as below"
            if entry.parts
            else _list_of(entry.kind)
        )
        return replace(entry, kind=of, means=means, many=True, at_least=at_least)
    if "properties" in inner:
        parts = tuple(_fields(inner, below))
        return FieldOfFile(
            name, False, "fields as below", means, parts=parts, parts_name=str(inner.get("title", ""))
        )
    models = [one for one in inner.get("anyOf", ()) if "properties" in _unwrapped(one, below)]
    if models:
        made = _field(name, models[0], below)
        return replace(made, kind="list of ids, or of entries as below", means=means, or_plain=True)
    return FieldOfFile(name, False, _kind(inner, below), means)


def _unwrapped(one: Mapping[str, Any], below: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without `or null` around it, and followed to where it is defined."""
    choices = [choice for choice in one.get("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) == 1:
        return _unwrapped(choices[0], below)
    reference = str(one.get("$ref", ""))
    if reference.endswith(f"/{CONDITION}"):
        return {"type": CONDITION}
    return below[reference.rsplit("/", 1)[-1]] if reference else one


def _kind(inner: Mapping[str, Any], below: Mapping[str, Any]) -> str:
    if "enum" in inner:
        return f"one of: {', '.join(map(str, inner['enum']))}"
    if "anyOf" in inner:
        return " or ".join(dict.fromkeys(_kind(_unwrapped(one, below), below) for one in inner["anyOf"]))
    if inner.get("format") == "date":
        return "date, YYYY-MM-DD"
    if str(inner.get("pattern", "")).startswith("^[a-z][a-z0-9_]*"):
        return "id"
    if str(inner.get("pattern", "")).startswith("^https://"):
        return "address that begins with https://"
    if "properties" in inner:
        return "fields as below"
    if inner.get("type") == CONDITION:
        return CONDITION
    if inner.get("type") == "array":
        return _list_of(_kind(_unwrapped(inner.get("items", {}), below), below))
    named = _TYPES.get(str(inner.get("type", "")), "any value")
    return named + _limits(inner)


def _limits(inner: Mapping[str, Any]) -> str:
    low, high = inner.get("minimum"), inner.get("maximum")
    if low is not None and high is not None:
        return f", {low} to {high}"
    if "exclusiveMinimum" in inner and high is not None:
        return f", above {inner['exclusiveMinimum']}, to {high}"
    return f", {low} or more" if low is not None else ""


def _list_of(kind: str) -> str:
    known = {"text": "list of texts", "id": "list of ids"}
    return known.get(kind) or (f"list, each {kind}" if kind.startswith("one of") else f"list of: {kind}")


def _default(one: Mapping[str, Any]) -> str:
    value = one.get("default")
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def every_part(fields: Sequence[FieldOfFile]) -> Iterator[FieldOfFile]:
    """The fields that hold fields, outermost first."""
    for one in fields:
        if one.parts:
            yield one
            yield from every_part(one.parts)
