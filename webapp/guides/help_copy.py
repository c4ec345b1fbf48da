"""The copy of the help page that a browser keeps for when there is no network, and of the page that says so.

Its number stands in the worker's address on every page. When it changes, the browser fetches a new copy at
the next page of any kind, and not only when someone opens help (docs/decisions/help-offline.md).
"""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

from flask import current_app, render_template, url_for

from webapp import services
from webapp.guides.help import countries

SHEETS = ("tokens", "frame", "components", "pages", "coaching", "print")
"""The style sheets of every page."""
TEMPLATES = (
    "base.html",
    "guides/help.html",
    "guides/no_network.html",
    "guides/help_worker.js",
    "components/fields.html",
)
DIGITS = 12
MOST_REMEMBERED = 16

_numbers: dict[tuple[str, datetime.date], str] = {}
"""Version of the knowledge, day -> number. Style and templates stay as they are while the app runs."""


def copy_number() -> str:
    """Twelve digits that change with whatever a kept copy would show today."""
    key = (services().kb.version, services().today())
    if key not in _numbers:
        if len(_numbers) >= MOST_REMEMBERED:
            _numbers.clear()
        _numbers[key] = _work_out(*key)
    return _numbers[key]


def _work_out(version: str, today: datetime.date) -> str:
    digest = hashlib.sha256(version.encode())
    for one in countries(services().kb.resources.values(), today):
        digest.update(f"{one.id} {one.checked.standing}".encode())
    root = Path(current_app.root_path)
    shown = [root / "static" / "css" / f"{sheet}.css" for sheet in SHEETS]
    for path in (*shown, *(root / "templates" / name for name in TEMPLATES)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGITS]


def worker() -> str:
    """The service worker's script."""
    sheets = [url_for("static", filename=f"css/{sheet}.css") for sheet in SHEETS]
    return render_template("guides/help_worker.js", number=copy_number(), sheets=sheets)
