"""`serve`: the app on waitress, with one clear line for each thing that keeps it from starting.

Waitress writes no access log, and it stays so: an address can hold a client's id.
"""

from __future__ import annotations

import datetime
import errno
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import waitress

from engine.inference import choose, durable_is_here
from webapp import FORGET_DAYS, LARGEST_REQUEST, create_app
from webapp.coming_back.bringing import LARGEST_SENT
from webapp.library import Library
from webapp.security.key_files import KeyFileError
from webapp.store import Store, StoreError

THREADS = 8
"""Requests that are answered at the same time; more wait their turn."""
LARGEST_HEADERS = 32 * 1024
"""Bytes of a request's headers. Browsers stay far below; a long one costs time to take apart."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound to
HEADROOM = 4
"""Waitress cuts a request off at this many times our own limit, so that our own page for it is seen first."""


FORWARDED = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
"""What a proxy tells of the person who asks: their address, and how they asked for what."""


class CannotServe(Exception):
    """Why the app can't start, in one line."""


def serve(
    host: str,
    port: int,
    data_dir: Path,
    proxy: str | None = None,
    authoring: bool = False,
    threads: int = THREADS,
) -> None:
    """Serve until interrupted; prints the address once it really listens. CannotServe, InputError.

    `proxy` is the address from which a proxy with TLS asks: what it forwards is believed. With `authoring`
    every page looks at the data files, and plans follow them.
    """
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short wait at busy moments is no news
    engine = choose(None)
    server = _listening(_app(data_dir, engine, authoring), host, port, proxy, threads)
    signal.signal(signal.SIGTERM, _stop)
    for line in _greeting(host, _port_of(server, port), engine, proxy):
        print(line, flush=True)
    try:
        server.run()
    finally:
        server.close()


def _app(data_dir: Path, engine: str, authoring: bool) -> Any:
    library = Library(every=0) if authoring else Library()
    try:
        app = create_app(data_dir, engine=engine, kb=library, authoring=authoring)
        forget_untouched(app.extensions["waymark"].store)
    except (StoreError, KeyFileError) as error:
        raise CannotServe(str(error)) from None
    return app


def forget_untouched(store: Store) -> None:
    """Erase the files of people on their own that nobody changed for `FORGET_DAYS`. Coaches erase clients."""
    store.erase_untouched(store.now() - datetime.timedelta(days=FORGET_DAYS))
    store.release()


def _listening(app: Any, host: str, port: int, proxy: str | None = None, threads: int = THREADS) -> Any:
    """A server that is bound to its address already."""
    trusted = {"trusted_proxy": proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": FORWARDED}
    try:
        return waitress.create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident="",
            max_request_header_size=LARGEST_HEADERS,
            max_request_body_size=max(LARGEST_REQUEST * HEADROOM, LARGEST_SENT + 64 * 1024),
            clear_untrusted_proxy_headers=True,
            **(trusted if proxy else {}),
        )
    except OSError as error:
        raise CannotServe(_why(error, host, port)) from None
    except ValueError:
        raise CannotServe(f"{host} is not an address of this machine. Use --host 127.0.0.1.") from None


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program. Close that one, or choose another: --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is not open to you. Choose one above 1023: --port 8000."
    return f"{host} port {port} can't be used: {error.strerror or error}."


def _port_of(server: Any, port: int) -> int:
    """The port it listens on, where 0 asked for any that is free."""
    listening: Sequence[tuple[str, int]] = getattr(server, "effective_listen", ())
    found: int = listening[0][1] if listening else getattr(server, "effective_port", port)
    return int(found)


def _greeting(host: str, port: int, engine: str, proxy: str | None = None) -> list[str]:
    shown = ANYWHERE.get(host, host)
    lines = [_evaluator(engine)]
    if host not in LOOPBACK and proxy is None:
        lines.append(
            "Other machines can reach this over plain HTTP. Put HTTPS in front of it before people use it."
        )
    lines.append(
        f"Waymark is open at http://{f'[{shown}]' if ':' in shown else shown}:{port} (Ctrl+C closes it)"
    )
    return lines


def _evaluator(engine: str) -> str:
    if engine == "compiled" and not durable_is_here():
        return "durable_rules is not here: the compiled evaluator runs the rules. Plans are the same."
    return f"The rules run on {'durable_rules' if engine == 'durable' else engine}."


def _stop(number: int, frame: FrameType | None) -> None:
    """Being told to stop is no error."""
    raise SystemExit(0)
