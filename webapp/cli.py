"""The command line: `serve` and `coach` stand here, the engine's commands come from `engine/cli.py`.

Exit codes: 0 done, 1 it could not be done (a taken port, a folder that can't be written), 2 input that can't
be used. One line on standard error says why, never a traceback.
"""

from __future__ import annotations

import argparse
import ipaddress
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine import cli as engine_cli
from engine.commands.options import add_engine
from engine.knowledge_base import ROOT

DONE, COULD_NOT, UNUSABLE = 0, 1, 2
DATA = ROOT / "data"
"""The same whatever the current folder is."""
DATA_HELP = "where what people keep is (default: the folder data beside run.py)"
HOST, PORT = "127.0.0.1", 8000
THREADS = 8
MOST_GROWTH_MB = 20
"""What a server may hold more after many thousand plans than after the first hundreds."""


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a port. Accepted: 0 to 65535 (0: any that is free)")


def _count(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 1_000_000:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a whole number. Accepted: 1 to 1000000")


def _network_address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not an address of a machine. Accepted: 127.0.0.1"
        ) from None


def _email(text: str) -> str:
    from webapp.security.emails import normalised

    found = normalised(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not an e-mail address. Accepted: name@example.org")
    return found


def _base_address(text: str) -> str:
    if text.startswith(("http://", "https://")) and len(text.split("/")) >= 3 and text.split("/")[2]:
        return text.rstrip("/")
    raise argparse.ArgumentTypeError(f"'{text}' is not a web address. Accepted: https://waymark.example.org")


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="the web app (also without any command)")
    serve.add_argument("--host", default=HOST, help=f"the address to listen on (default: {HOST})")
    serve.add_argument("--port", type=_port, default=PORT, help=f"the port (default: {PORT})")
    serve.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=DATA_HELP)
    serve.add_argument(
        "--behind-proxy",
        type=_network_address,
        metavar="ADDRESS",
        help="where a proxy with TLS asks from, whose X-Forwarded headers are then believed (say 127.0.0.1)",
    )
    serve.add_argument(
        "--authoring",
        action="store_true",
        help="for whoever writes the knowledge: each reload shows the last edit, or what keeps it away",
    )
    serve.add_argument(
        "--threads",
        type=_count,
        default=THREADS,
        metavar="N",
        help=f"requests answered at the same time (default: {THREADS})",
    )
    serve.set_defaults(run=_serve)


def _add_soak(commands: Any) -> None:
    soak = commands.add_parser("soak", help="many people at once on a server of its own, each plan compared")
    soak.add_argument("--threads", type=_count, default=16, metavar="N", help="at once (default: 16)")
    soak.add_argument("--seconds", type=_count, default=60, metavar="N", help="at least (default: 60)")
    soak.add_argument("--plans", type=_count, default=1, metavar="N", help="at least (default: 1)")
    add_engine(soak)
    soak.set_defaults(run=_soak)


def _add_coach(commands: Any) -> None:
    coach = commands.add_parser("coach", help="the accounts of coaches")
    actions = coach.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="a one-time link with which a coach sets a password")
    add.add_argument("email", type=_email, metavar="EMAIL")
    add.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=DATA_HELP)
    add.add_argument(
        "--url",
        type=_base_address,
        default=f"http://{HOST}:{PORT}",
        help=f"where Waymark is served (default: http://{HOST}:{PORT})",
    )
    add.set_defaults(run=_coach_add)


def _serve(arguments: argparse.Namespace) -> int:
    from webapp import serving

    try:
        serving.serve(
            arguments.host,
            arguments.port,
            arguments.data,
            arguments.behind_proxy,
            arguments.authoring,
            arguments.threads,
        )
    except serving.CannotServe as error:
        return _say(str(error))
    except KeyboardInterrupt:
        pass  # how people close it
    return DONE


def _coach_add(arguments: argparse.Namespace) -> int:
    from webapp.security.invitations import DAYS, invite
    from webapp.store import Store, StoreError

    try:
        store = Store(arguments.data)
        known, token = invite(store, arguments.email)
    except StoreError as error:
        return _say(str(error))
    print(f"{arguments.url}/coach/invitation/{token}")
    what = "choose a new password; the old one works until then" if known else "choose a password"
    print(f"Give this link to the coach. It works once, for {DAYS} days, to {what}.", file=sys.stderr)
    return DONE


def _soak(arguments: argparse.Namespace) -> int:
    from engine.inference import choose
    from webapp.soak import soak

    engine = choose(arguments.engine)
    found = soak(engine, arguments.threads, arguments.seconds, arguments.plans)
    grown = "not known here" if found.grown_mb is None else f"{found.grown_mb:.1f} MB"
    print(f"{engine}: {found.plans:,} plans and {found.pages:,} pages in {found.seconds:.0f} s,", end=" ")
    print(f"{arguments.threads} at once; {found.wrong} wrong; the server's memory grew by {grown}.")
    for error in [*found.errors, *([] if found.alive else ["The server stopped by itself."])]:
        print(error)
    too_large = found.grown_mb is not None and found.grown_mb > MOST_GROWTH_MB
    return COULD_NOT if found.wrong or found.errors or not found.alive or too_large else DONE


def _say(why: str) -> int:
    print(f"waymark: {why}", file=sys.stderr)
    return COULD_NOT


def parser() -> argparse.ArgumentParser:
    """All the commands."""
    found = engine_cli.Parser(prog="waymark", description="From answers to a dated, explained plan.")
    commands = found.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_coach(commands)
    _add_soak(commands)
    engine_cli.add_commands(commands)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and gives its exit code. No command, or only options of `serve`, serves."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "serve")
    return engine_cli.run(parser().parse_args(given))


if __name__ == "__main__":
    sys.exit(main())
