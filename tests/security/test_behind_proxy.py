"""Behind a proxy with TLS: cookies are Secure and the throttle sees the person, but only if it is said so."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import Message
from typing import Any

import pytest
from flask import Flask
from waitress import wasyncore

from webapp import cli, serving

FORWARDED = {
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "waymark.example.org",
}
LOCAL = "127.0.0.1"


@contextmanager
def listening(app: Any, proxy: str | None) -> Iterator[int]:
    """The app on waitress as `serve` sets it up; gives its port."""
    server = serving._listening(app, LOCAL, 0, proxy)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield serving._port_of(server, 0)
    server.task_dispatcher.shutdown()
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))  # by the thread that listens
    thread.join(20)
    assert not thread.is_alive()


def ask(port: int, path: str = "/") -> tuple[Message, str]:
    """The headers and the body of an answer."""
    with closing(http.client.HTTPConnection(LOCAL, port, timeout=10)) as connection:
        connection.request("GET", path, headers=FORWARDED)
        answer = connection.getresponse()
        return answer.headers, answer.read().decode()


def told(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """An app that says who asked for what."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']} {environ['HTTP_HOST']}".encode()]


def test_what_the_named_proxy_forwards_is_believed() -> None:
    with listening(told, LOCAL) as port:
        assert ask(port)[1] == "192.0.2.7 https waymark.example.org"


@pytest.mark.parametrize("proxy", [None, "192.0.2.1"])
def test_what_anyone_else_forwards_is_not(proxy: str | None) -> None:
    with listening(told, proxy) as port:
        assert ask(port)[1] == f"127.0.0.1 http 127.0.0.1:{port}"


@pytest.mark.parametrize(("proxy", "secure"), [(LOCAL, True), (None, False)])
def test_the_cookie_is_secure_behind_a_proxy_with_tls(app: Flask, proxy: str | None, secure: bool) -> None:
    with listening(app, proxy) as port:
        cookie = ask(port, "/coach/login")[0]["Set-Cookie"] or ""
    assert "waymark=" in cookie
    assert ("Secure" in cookie) is secure


def test_the_command_takes_an_address_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.parser().parse_args(["serve", "--behind-proxy", "::1"]).behind_proxy == "::1"
    assert cli.parser().parse_args(["serve"]).behind_proxy is None
    for wrong in ("*", "proxy.example.org", ""):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["serve", "--behind-proxy", wrong])
        assert "is not an address" in capsys.readouterr().err


def test_with_a_proxy_there_is_no_warning_of_plain_http() -> None:
    assert not any("HTTPS" in line for line in serving._greeting("0.0.0.0", 80, "compiled", "10.0.0.2"))
