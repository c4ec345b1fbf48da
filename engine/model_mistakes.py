"""pydantic's errors about a data file, said so that its author can mend them.

Each becomes a `Mistake` with its place, what is accepted there and the nearest name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from engine import schema, yaml_files
from engine.errors import Mistake, list_of, nearest
from engine.language import gettext as _


def fields_of(model: type[BaseModel]) -> str:
    """The fields that a file of this kind may have, as a list for a person."""
    return list_of((name for name in model.model_fields if name != "id"), at_most=30)


def readable(
    error: ValidationError, model: type[BaseModel], place: Callable[[yaml_files.KeyPath], str]
) -> list[Mistake]:
    """pydantic's errors as mistakes with the place, what is accepted and the nearest name."""
    mistakes = []
    found = error.errors(include_url=False)
    for one in found:
        keys = tuple(one["loc"])
        if one["type"] == "condition":
            for below, mistake in one["ctx"]["found"]:
                path = (*keys, *below)
                mistakes.append(
                    Mistake(place(path), mistake.what, _dotted(path), mistake.accepted, mistake.nearest)
                )
            continue
        what, accepted, near = one["msg"], "", ""
        if one["type"] == "extra_forbidden":
            names = _names_beside(model, keys)
            what = _("'%(name)s' is not a field here", name=keys[-1])
            accepted, near = list_of(names, at_most=30), nearest(str(keys[-1]), names)
        elif one["type"] == "missing":
            what = _("'%(name)s' is missing", name=keys[-1])
        elif one["type"] == "literal_error":
            accepted = str(one["ctx"]["expected"])
            what = _("%(given)s is not one of the values known here", given=repr(one["input"]))
            near = nearest(
                str(one["input"]), [name.strip("' ") for name in accepted.replace(" or ", ",").split(",")]
            )
        elif one["type"] == "too_short" and any(
            len(other["loc"]) > len(keys) and other["loc"][: len(keys)] == keys for other in found
        ):
            continue  # it is short of what is wrong further in
        elif not isinstance(one["input"], dict | list | tuple):
            what = _("%(what)s (given: %(given)s)", what=what, given=repr(str(one["input"])[:60]))
        mistakes.append(Mistake(place(keys), what, _dotted(keys), accepted, near))
    return mistakes


def still_to_fill(
    data: dict[str, Any], model: type[BaseModel], place: Callable[[yaml_files.KeyPath], str]
) -> list[Mistake]:
    """Every field that is written and empty, as `run.py new` leaves them, with what belongs there."""
    if not _has_empty(data):
        return []
    return [
        Mistake(place(keys), "this is still to fill", _dotted(keys), means)
        for keys, means in _empty(data, model, ())
    ]


def _has_empty(data: Any) -> bool:
    """Whether anything in it is empty: nearly never, and this is asked of every file."""
    if isinstance(data, dict):
        data = data.values()
    elif not isinstance(data, list):
        return data is None
    return any(one is None or (isinstance(one, dict | list) and _has_empty(one)) for one in data)


def _empty(
    data: Any, model: type[BaseModel] | None, keys: tuple[str | int, ...], means: str = ""
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if data is None:
        yield keys, means
    elif isinstance(data, list):
        for index, one in enumerate(data):
            yield from _empty(one, model, (*keys, index), means)
    elif isinstance(data, dict) and model is not None:
        for name, one in data.items():
            field = model.model_fields.get(name)
            if field is not None:
                yield from _empty(one, _inner_model(field.annotation), (*keys, name), field.description or "")


def _dotted(keys: yaml_files.KeyPath) -> str:
    return ".".join(str(key) for key in keys)


def _names_beside(model: type[BaseModel], keys: yaml_files.KeyPath) -> list[str]:
    """The fields of the model that holds the last of `keys`."""
    current: Any = model
    for key in keys[:-1]:
        if isinstance(key, int):
            continue
        info = getattr(current, "model_fields", {}).get(key)
        inner = _inner_model(info.annotation) if info is not None else None
        if inner is None:
            return []
        current = inner
    return [
        name
        for name in current.model_fields
        if name != "id" or current is schema.Step or current is schema.Section
    ]


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _inner_model(argument)
        if inner is not None:
            return inner
    return None
