"""Which texts of a data file are language, where each stands, and the mark by which a translation knows its
English.

A place is written with dots: `wording`, `options.few.label`, `steps.ask.done_when`, `goal.2`. What has an id
or a code is named by it, anything else by its number in the list, from 1.
"""

from __future__ import annotations

import hashlib
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from engine import schema
from engine.language import gettext as _
from engine.schema.base import Code
from engine.templates import placeholders

NOT_LANGUAGE = frozenset({"ref", "source", "url", "reviewed_by"})
"""Fields with codes, addresses and people's names: the same in every language."""
AS_PUBLISHED = ("Source", "title")
"""The title of a publication stays as its authors gave it."""

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

Say = Callable[[str, str], str]
"""From a place and its text to the text that is to stand there."""


def mark_of(text: str) -> str:
    """Eight letters that change when the English text does; letters only, as YAML takes some digits for
    numbers.
    """
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8].translate(_LETTERS)


def texts(model: type[BaseModel], data: Any) -> dict[str, str]:
    """Every text of a data file that is language, by its place."""
    found: dict[str, str] = {}

    def note(place: str, text: str) -> str:
        found[place] = text
        return text

    said(model, data, note)
    return found


def said(model: type[BaseModel], data: Any, say: Say) -> Any:
    """A data file's content with every text that is language replaced by what `say` gives for it.

    What has another shape than the model's is left as it is: reading it into the model says what is wrong.
    """
    return _of_model(model, data, "", say)


def _of_model(model: type[BaseModel], data: Any, place: str, say: Say) -> Any:
    if not isinstance(data, dict):
        return data
    changed = {}
    for name, hint in _spoken(model).items():
        if name in data:
            changed[name] = _of(hint, data[name], f"{place}{name}", say)
    return {**data, **changed}


def _of(hint: Any, data: Any, place: str, say: Say) -> Any:
    if isinstance(data, str):
        return say(place, data) if _is_text(hint) and data.strip() else data
    if isinstance(data, list):
        inner = get_args(hint)[0] if get_origin(hint) is tuple else None
        key = _key(inner)
        return [
            _of(inner, one, f"{place}.{_name(one, key, number)}", say) for number, one in enumerate(data, 1)
        ]
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _of_model(hint, data, f"{place}.", say)
    return data


def _name(one: Any, key: str, number: int) -> str:
    name = one.get(key) if isinstance(one, dict) and key else None
    return name if isinstance(name, str) else str(number)


@cache
def _key(model: Any) -> str:
    """The field that names an element of a list, or an empty text where its number has to."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return ""
    hints = get_type_hints(model, include_extras=True)
    return "id" if "id" in hints else "value" if hints.get("value") == Code else ""


@cache
def _spoken(model: type[BaseModel]) -> Mapping[str, Any]:
    """The fields of a model in which language can stand, with their types."""
    found = {}
    for name, hint in get_type_hints(model, include_extras=True).items():
        plain = _without_none(hint)
        stays = name in NOT_LANGUAGE or (model.__name__, name) == AS_PUBLISHED
        if name in model.model_fields and not stays and _may_speak(plain):
            found[name] = plain
    return found


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        others = [one for one in get_args(hint) if one is not type(None)]
        return others[0] if len(others) == 1 else hint
    return hint


def _is_text(hint: Any) -> bool:
    return hint is str or bool(hint == schema.Text)


def _may_speak(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return _may_speak(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return bool(_spoken(hint))
    return _is_text(hint)


def misfit(english: str, text: str) -> str:
    """What keeps a translation from standing in for the English, or an empty text.

    The same placeholders must be needed, or the choice between wordings would not be the same in every
    language.
    """
    if "{" not in english and "{" not in text:
        return ""
    ours, theirs = list(placeholders(english)), list(placeholders(text))
    needed = {one.name for one in ours if one.fallback is None}
    bare = {one.name for one in theirs if one.fallback is None}
    unknown = {one.name for one in theirs} - {one.name for one in ours}
    if unknown:
        return _("the English has no {%(name)s}", name=min(unknown))
    if bare - needed:
        return _("{%(name)s} needs words that stand without it: {%(name)s|words}", name=min(bare - needed))
    if needed - bare:
        return _("{%(name)s} is missing, or has words that the English has not", name=min(needed - bare))
    return ""
