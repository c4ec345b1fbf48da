"""The same person at another device, and some time later."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webapp.coming_back.at_another_time import Clock
from tests.webapp.without_script import Person


@pytest.fixture
def elsewhere(app: Flask) -> Person:
    """The same person at another device."""
    return Person(app.test_client())


@pytest.fixture
def clock(app: Flask) -> Clock:
    return Clock(app.extensions["waymark"].store)
