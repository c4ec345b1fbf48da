"""Reading YAML: plain data fast, and the line and column of a mistake when there is one.

Parsing with positions is slow, so what was parsed is kept as JSON in a cache keyed by content, and a
file is parsed again only where a mistake has to be shown.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, SequenceNode

from engine.errors import InputError, Mistake
from engine.language import gettext as _

KeyPath = Sequence[str | int]
_CACHE_FORMAT = 1
DEEPEST = 40
"""Levels of lists and mappings in one another; the deepest rule has about ten."""


class _PlainComposer(Composer):
    """Refuses what makes a small file large: aliases, and nesting without end."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One node, unless it is an alias or lies too deep."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            raise ComposerError(None, None, _("aliases (*name) are not used here"), event.start_mark)
        if self._depth >= DEEPEST:
            raise ComposerError(None, None, _("more than %(n)s levels deep", n=DEEPEST), event.start_mark)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


class _PlainConstructor(SafeConstructor):
    """Leaves dates as the text that was written: whoever wants a date reads it and says where it is wrong."""


_PlainConstructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def parse(text: str, where: str) -> Any:
    """Plain data (dicts, lists, strings, numbers, dates as ISO strings); InputError with line and column.

    YAML 1.2: `no` is a string. A key that stands twice is an error.
    """
    try:
        reader = YAML(typ="safe", pure=True)
        reader.Composer, reader.Constructor = _PlainComposer, _PlainConstructor
        data = reader.load(io.StringIO(text))
        return json.loads(json.dumps(data, default=_plain))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        problem = " ".join(str(error.problem or error.context or "can't be read").split())
        raise InputError([Mistake(place, _("this is not valid YAML: %(why)s", why=problem))]) from None
    except (YAMLError, ValueError, TypeError, RecursionError) as error:
        problem = " ".join(str(error).split()) or type(error).__name__
        raise InputError([Mistake(where, _("this can't be read: %(why)s", why=problem[:200]))]) from None


def _plain(value: object) -> str:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    raise TypeError(_("%(kind)s values are not used here", kind=type(value).__name__))


def position(text: str, path: KeyPath) -> tuple[int, int]:
    """Line and column (from 1) of what stands at `path`, or of its nearest parent that exists."""
    node = _composed(text)
    line, column = 0, 0
    for step in path:
        place, node = _below(node, step)
        if place is None:
            break
        line, column = place.line, place.column
    return line + 1, column + 1


@lru_cache(maxsize=8)
def _composed(text: str) -> Any:
    """The text as nodes with their places; None where it is not YAML. Kept, as mistakes come in numbers."""
    try:
        return YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except (YAMLError, RecursionError):
        return None


def _below(node: Any, step: str | int) -> tuple[Any, Any]:
    """Where a key or an element begins and the node that it leads to; (None, None) where there is none."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark, value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None, None


def locate(path: Path, keys: KeyPath, shown: str) -> str:
    """`file:line:column` of what stands at `keys` in the file at `path`, which is called `shown`."""
    line, column = position(path.read_text(encoding="utf-8"), keys)
    return f"{shown}:{line}:{column}"


class Cache:
    """Parsed files by the hash of their content, in one JSON file that may be deleted at any time."""

    def __init__(self, path: Path):
        self.path = path
        self._used: dict[str, Any] = {}
        self._known: dict[str, Any] = {}
        self._grown = False
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept.get("format") == _CACHE_FORMAT:
                self._known = dict(kept["files"])
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            pass

    def parse(self, content: bytes, where: str) -> Any:
        """As `parse`, from the cache where this very content was parsed before."""
        key = hashlib.sha256(content).hexdigest()
        if key not in self._known:
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError as error:
                raise InputError(
                    [Mistake(where, _("this is not UTF-8 (byte %(n)s)", n=error.start))]
                ) from None
            self._known[key] = parse(text, where)
            self._grown = True
        self._used[key] = self._known[key]
        return self._used[key]

    def keep(self) -> None:
        """Writes what this run used; a cache that can't be written is no error."""
        if not self._grown and len(self._used) == len(self._known):
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps({"format": _CACHE_FORMAT, "files": self._used}))  # dump is slower
            os.replace(name, self.path)
        except OSError:
            pass
