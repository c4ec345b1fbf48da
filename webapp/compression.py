"""Answers that can be read are sent compressed, and files that never change are kept by the browser.

A file's address carries a number made from what is in it (`?v=`), so that it can be kept for a year and a
changed file has a new address. What compressing could give away is told in docs/decisions/weight.md.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

try:
    import brotli
except ImportError:  # optional: gzip is in Python itself
    brotli = None

LEAST = 500
"""Bytes; below, the wrapping costs more than it saves."""
MOST_PADDING = 75
"""At most so many random bytes in each packed page, so that its length says nothing exact (BREACH)."""
READABLE = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "text/markdown",
        "text/csv",
        "text/plain",
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
    }
)
STATIC = "static"
NEEDLESS = ("Content-Disposition", "Last-Modified")
"""What a packed file's ETag and address say already."""
NUMBER = "v"
DIGITS = 12
A_YEAR = "public, max-age=31536000, immutable"
MOST_REMEMBERED = 200

_GZIP_LEVEL, _BROTLI_QUALITY = 6, 6
WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    **({"br": partial(brotli.compress, quality=_BROTLI_QUALITY)} if brotli is not None else {}),
    "gzip": partial(gzip.compress, compresslevel=_GZIP_LEVEL, mtime=0),
}
"""How answers can be packed, the lightest first; brotli where it is installed."""

THOROUGHLY: Mapping[str, Callable[[bytes], bytes]] = {
    **({"br": partial(brotli.compress, quality=11)} if brotli is not None else {}),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
"""The same for files, which are packed once."""
_REMARK = re.compile(rb"^/\*.*?\*/\n", re.DOTALL | re.MULTILINE)
"""A remark on lines of its own in a sheet or a script: for whoever reads the file, not for browsers."""

_numbers: dict[tuple[str, int, int], str] = {}
_compressed: dict[str, bytes] = {}
"""Of files, by ETag. Both stay small: a program has few files."""


def init_app(app: Flask) -> None:
    """Number the files' addresses, and compress what is sent. Runs after whatever else looks at an answer."""
    app.url_defaults(_numbered)
    app.after_request_funcs.setdefault(None, []).insert(0, _lighten)  # the last to run


def file_number(path: Path) -> str:
    """Twelve digits made from what is in a file; OSError if it can't be read."""
    known = path.stat()
    key = (str(path), known.st_mtime_ns, known.st_size)
    if key not in _numbers:
        if len(_numbers) >= MOST_REMEMBERED:
            _numbers.clear()
        _numbers[key] = hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]
    return _numbers[key]


def _numbered(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint != STATIC or NUMBER in values:
        return
    path = Path(str(current_app.static_folder)) / str(values.get("filename", ""))
    if path.is_file():
        values[NUMBER] = file_number(path)


def never_changes() -> bool:
    """Whether this request is for a file under the number it has now."""
    if request.endpoint != STATIC or NUMBER not in request.args:
        return False
    path = Path(str(current_app.static_folder)) / str((request.view_args or {}).get("filename", ""))
    return path.is_file() and request.args[NUMBER] == file_number(path)


def _lighten(response: Response) -> Response:
    if response.mimetype not in READABLE or response.status_code in (204, 206, 304):
        return response
    response.vary.add("Accept-Encoding")
    way = _way()
    if way is None or "Content-Encoding" in response.headers or (response.is_streamed and not _is_file()):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < LEAST:
        return response
    etag, _weak = response.get_etag()
    if _is_file() and etag:
        for name in NEEDLESS:
            response.headers.pop(name, None)
        light = _of_file(way, etag, content)
        response.set_etag(etag, weak=True)
    else:
        light = WAYS[way](content + _padding() if response.mimetype == "text/html" else content)
    response.set_data(light)
    response.headers["Content-Encoding"] = way
    return response


def _way() -> str | None:
    """The best way of packing that both sides know."""
    return next((one for one in WAYS if request.accept_encodings.quality(one) > 0), None)


def _is_file() -> bool:
    return request.endpoint == STATIC


def _of_file(way: str, etag: str, content: bytes) -> bytes:
    key = f"{way} {etag}"
    if key not in _compressed:
        if len(_compressed) >= MOST_REMEMBERED:
            _compressed.clear()
        _compressed[key] = THOROUGHLY[way](_REMARK.sub(b"", content))
    return _compressed[key]


def _padding() -> bytes:
    """A comment of random signs, of random length, which no reader sees."""
    return f"<!-- {secrets.token_urlsafe(secrets.randbelow(MOST_PADDING) + 1)} -->".encode()
