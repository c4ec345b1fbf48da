"""Many requests at once on a real server: every plan right, and a wrong one noticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.inference import durable_is_here
from webapp import soak as soaking
from webapp.cli import main
from webapp.soak import soak

BEST = "durable" if durable_is_here() else "compiled"


def test_every_plan_that_many_ask_for_at_once_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soaking, "WARM_UP", 20)
    found = soak(BEST, threads=16, seconds=0, least_plans=200)
    assert found.plans >= 200
    assert found.pages > 0
    assert (found.wrong, found.errors, found.alive) == (0, [], True)


def test_a_wrong_plan_is_noticed_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    right = soaking._asked
    monkeypatch.setattr(soaking, "WARM_UP", 1)
    monkeypatch.setattr(soaking, "_asked", lambda kb: [replace(one, wanted={}) for one in right(kb)])
    assert main(["soak", "--threads", "2", "--seconds", "1", "--engine", "compiled"]) == 1
    assert " 0 wrong" not in capsys.readouterr().out


def test_a_server_that_goes_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soaking, "WARM_UP", 0)
    monkeypatch.setattr(soaking, "_answer", _gone)
    found = soak("compiled", threads=2, seconds=5)
    assert found.errors
    assert found.plans == 0


def _gone(*_: object) -> tuple[int, bytes]:
    raise ConnectionResetError("gone")
