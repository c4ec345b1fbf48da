"""`serve` and `coach`, run as people run them: in a process of their own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from webapp import serving
from webapp.store import Store

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "webapp.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "WAYMARK_ENGINE": "compiled"}
HERE = ("--data", "data")
"""The current folder's; the one beside run.py is not for tests."""
ADDRESS = re.compile(r"Waymark is open at (http://\S+)")


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def served(*arguments: str, cwd: Path) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A server on a free port: the process, its address, and the lines it printed until it listened."""
    process = subprocess.Popen(
        [*COMMAND, *arguments, "--port", "0", *(() if "--data" in arguments else HERE)],
        cwd=cwd,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line.rstrip())
            if found := ADDRESS.search(line):
                yield process, found[1], lines
                return
        raise AssertionError(process.communicate(timeout=30)[1])
    finally:
        process.kill()
        process.communicate(timeout=30)


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as response:
        return str(response.read().decode())


@pytest.mark.parametrize("command", [(), ("serve",), ("serve", "--host", "127.0.0.1")])
def test_it_serves_and_prints_the_address_when_it_listens(tmp_path: Path, command: tuple[str, ...]) -> None:
    with served(*command, cwd=tmp_path) as (process, address, lines):
        assert json.loads(get(f"{address}/healthz")) == {"status": "ok"}
        assert "Waymark" in get(address)
        assert len(lines) == 2
        assert "compiled" in lines[0]
        assert (tmp_path / "data" / "waymark.db").exists()
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=30)
        assert (process.returncode, out, errors) == (0, "", "")


@pytest.mark.skipif(os.name != "posix", reason="another way of interrupting")
def test_ctrl_c_closes_it_without_a_word(tmp_path: Path) -> None:
    with served(cwd=tmp_path) as (process, _, _):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (0, "")


def test_a_request_leaves_no_line_in_the_log(tmp_path: Path) -> None:
    with served(cwd=tmp_path) as (process, address, _):
        get(f"{address}/reading")
        with pytest.raises(urllib.error.HTTPError):
            get(f"{address}/coach/invitation/a-secret-token")
        process.terminate()
        out, errors = process.communicate(timeout=30)
        assert out == errors == ""


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), *HERE, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(rf"waymark: Port {port} is taken .*--port {port + 1}\.\n", done.stderr)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("coach", "add", "mira@example.org")])
def test_a_data_folder_that_can_t_be_is_one_clear_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "data").write_text("")
    done = run(*command, *HERE, cwd=tmp_path)
    assert done.returncode == 1
    assert re.fullmatch(r"waymark: data can't be used: .*--data\.\n", done.stderr)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("coach", "add", "mira@example.org")])
def test_a_damaged_database_is_one_clear_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    Store(tmp_path / "data").release()
    (tmp_path / "data" / "waymark.db").write_bytes(b"not a database, but long enough to be one " * 100)
    done = run(*command, *HERE, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "not a database" in done.stderr


def test_an_address_of_another_machine_is_one_clear_line(tmp_path: Path) -> None:
    done = run("serve", "--host", "192.0.2.1", "--port", "0", *HERE, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("waymark: 192.0.2.1")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("serve", "--port", "eighty"), "'eighty' is not a port"),
        (("serve", "--port", "70000"), "0 to 65535"),
        (("--prot", "1"), "unrecognized"),
        (("serv",), "Did you mean 'serve'?"),
        (("coach",), "ACTION"),
        (("coach", "add"), "EMAIL"),
        (("coach", "add", "mira"), "'mira' is not an e-mail address"),
        (("coach", "add", "mira@example.org", "--url", "example.org"), "not a web address"),
    ],
)
def test_what_can_t_be_used_is_exit_2_and_one_line(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_coach_add_prints_a_link_that_opens_on_the_served_app(tmp_path: Path) -> None:
    with served("--data", "kept", cwd=tmp_path) as (_, address, _):
        done = run("coach", "add", "Mira@Example.org", "--data", "kept", "--url", address + "/", cwd=tmp_path)
        assert done.returncode == 0
        link = done.stdout.strip()
        assert re.fullmatch(rf"{address}/coach/invitation/[\w-]{{43}}", link)
        assert "once" in done.stderr
        assert "mira@example.org" in get(link)


def test_coach_add_points_to_where_serve_serves_by_default(tmp_path: Path) -> None:
    done = run("coach", "add", "mira@example.org", *HERE, cwd=tmp_path)
    assert done.stdout.startswith("http://127.0.0.1:8000/coach/invitation/")


def test_the_engine_s_commands_are_here_too(tmp_path: Path) -> None:
    (tmp_path / "sheet.yml").write_text("answers: {}\n")
    done = run("plan", "sheet.yml", "--today", "2026-03-02", "--engine", "compiled", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["today"] == "2026-03-02"
    listed = run("--help", cwd=tmp_path).stdout
    assert all(name in listed for name in ("serve", "coach", "plan", "questionnaire", "schema", "check"))


def test_where_durable_rules_is_missing_one_line_says_what_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "durable_is_here", lambda: False)
    lines = serving._greeting("127.0.0.1", 8000, "compiled")
    assert "durable_rules is not here" in lines[0]
    assert lines[1] == "Waymark is open at http://127.0.0.1:8000 (Ctrl+C closes it)"
    assert "durable_rules" in serving._greeting("127.0.0.1", 8000, "durable")[0]


def test_beyond_this_machine_a_line_warns_of_plain_http() -> None:
    assert "HTTPS" in serving._greeting("0.0.0.0", 80, "durable")[1]
    assert "http://[::1]:80" in serving._greeting("::1", 80, "durable")[-1]
