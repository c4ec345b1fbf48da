"""The API on Monday 2 March 2026."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.security.conftest import app, clock, quick_hashes, store

__all__ = ["app", "clock", "quick_hashes", "store"]


@pytest.fixture
def http(app: Flask) -> FlaskClient:
    return app.test_client()
