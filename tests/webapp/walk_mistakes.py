"""A walk through all that can go wrong: pages for mistakes, and what the API says."""

from __future__ import annotations

from typing import Any

from werkzeug.exceptions import Forbidden

from tests.webapp.pseudo_app import Watched, token
from webapp import LARGEST_REQUEST
from webapp.store import StoreNotWritable


def errors(watched: Watched) -> None:
    """Every page for something that went wrong."""
    person = watched.person()
    person.open("/").open("/questionnaire/device")
    form = {"csrf_token": token(person)}
    client = person.client
    assert client.get("/ψ").status_code == 404
    assert client.get("/plan/tick").status_code == 405
    assert client.post("/questionnaire/device", data={}).status_code == 400
    assert client.post("/questionnaire/device", data={**form, "carried": "["}).status_code == 400
    assert client.post("/questionnaire/device", data={"x": "ψ" * LARGEST_REQUEST}).status_code == 413
    watched.breaks = Forbidden()
    assert client.get("/reading").status_code == 403
    watched.breaks = StoreNotWritable("9")
    assert client.get("/reading").status_code == 503
    watched.breaks = ZeroDivisionError()
    assert client.get("/reading").status_code == 500
    assert client.get("/api/v1/questionnaire").status_code == 500
    watched.breaks = None


def the_api(watched: Watched) -> None:
    """Answers and problems, in the language that the program asks for."""
    client = watched.person().client
    assert client.get("/api/v1/questionnaire").status_code == 200
    answers: dict[str, Any] = {"pip_stage": "just_received", "concerns": ["deadlines"], "hours_per_week": 4}
    about = {"answers": answers, "strategy": "clarify_vague_goals", "today": "2026-03-02"}
    bodies: dict[str, list[dict[str, Any]]] = {
        "plans": [
            {"answers": answers, "today": "2026-03-02"},
            {"answers": {"plan_end": "9", "hours_per_week": "ψ"}},
        ],
        "why": [{**about, "strategy": "evidence_log"}, {**about, "strategy": 9}, {"answers": answers}],
        "why-not": [about],
        "what-if": [
            {"answers": answers, "changes": {"hours_per_week": 1}},
            {"answers": answers, "changes": []},
            {"answers": answers, "changes": {"hours_per_week": 999}},
        ],
    }
    for name, sent in bodies.items():
        for body in [*sent, {"answers": [], "today": 9}, {}, [9]]:
            client.post(f"/api/v1/{name}", json=body)
        for raw in ("{", '{"answers": NaN}', "[" * 9999, "\udcff".encode("utf-8", "surrogateescape")):
            client.post(f"/api/v1/{name}", data=raw, content_type="application/json")
        client.post(f"/api/v1/{name}", data="9")
        client.post(f"/api/v1/{name}", data=" " * (LARGEST_REQUEST + 9), content_type="application/json")
    assert client.get("/api/v1/ψ").status_code == 404
    assert client.get("/api/v1/plans").status_code == 405
