"""`check --links` against a server of these tests: every kind of answer is told apart, no file changes."""

from __future__ import annotations

import datetime
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from engine import cli, knowledge_base
from engine.knowledge_base import KnowledgeBase
from engine.verify import links
from engine.verify.links import Address, Visit
from tests.conftest import Builder

NOON = datetime.datetime(2026, 11, 23, 12, 0, 5, tzinfo=datetime.timezone.utc)


STATUSES = {"/ok": 200, "/gone": 404, "/broken": 500, "/closed": 403, "/new-home": 200}
MOVED = {
    "/old-home": "/new-home",
    "/slash": "/slash/",
    "/slash/": "",
    "/round": "/round",
    "/away": "ftp://x/y",
    "/astray": "http://[",
}


class Site(ThreadingHTTPServer):
    """A site with a page for each thing that can happen. `asked`: method, path, agent and time of each."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.asked: list[tuple[str, str, str, float]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Pages(BaseHTTPRequestHandler):
    server: Site

    def _answer(self) -> None:
        agent = self.headers.get("User-Agent", "")
        self.server.asked.append((self.command, self.path, agent, time.monotonic()))
        if self.path == "/silent":
            time.sleep(1.5)
            return
        if self.path == "/nonsense":
            self.wfile.write(b"hello\r\n\r\n")
            return
        if self.path == "/no-heads":
            self._say(405 if self.command == "HEAD" else 200)
        elif self.path == "/drops-heads":
            if self.command == "GET":
                self._say(200)
        elif MOVED.get(self.path):
            self._say(301, Location=MOVED[self.path])
        else:
            self._say(200 if self.path == "/slash/" else STATUSES.get(self.path, 404))

    do_HEAD = do_GET = _answer

    def _say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": "0", "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def visit(*urls: str, timeout: float = 5, pause: float = 0) -> list[Visit]:
    found = [Address(url, ("resource one",)) for url in urls]
    return links.visit_all(found, timeout=timeout, pause=pause, now=lambda: NOON)


@pytest.mark.parametrize(
    ("path", "what", "status"),
    [
        ("/ok", "ok", 200),
        ("/no-heads", "ok", 200),
        ("/drops-heads", "ok", 200),
        ("/slash", "ok", 200),
        ("/old-home", "moved", 200),
        ("/astray", "not_an_address", 301),
        ("/gone", "not_found", 404),
        ("/broken", "server_error", 500),
        ("/closed", "closed_to_programs", 403),
        ("/round", "too_many_redirects", 301),
        ("/away", "not_an_address", None),
        ("/nonsense", "broken_answer", None),
    ],
)
def test_each_answer_is_told_apart(site: Site, path: str, what: str, status: int | None) -> None:
    (found,) = visit(site.address + path)
    assert (found.what, found.status) == (what, status)
    assert found.when == "2026-11-23T12:00:05Z"


def test_where_an_address_moved_to_is_noted(site: Site) -> None:
    (found,) = visit(site.address + "/old-home")
    assert found.final_url == site.address + "/new-home"


def test_a_server_that_says_nothing_is_given_up_in_time(site: Site) -> None:
    began = time.monotonic()
    (found,) = visit(site.address + "/silent", timeout=0.2)
    assert found.what == "timeout"
    assert time.monotonic() - began < 1.4


def test_a_closed_door_and_a_name_that_nobody_has_are_told_apart() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        shut = f"http://127.0.0.1:{door.getsockname()[1]}/"
    found = visit(shut, "http://nobody.invalid/", "not an address", "https://[broken")
    assert [one.what for one in found] == ["refused", "no_such_host", "not_an_address", "not_an_address"]


def test_a_certificate_that_nobody_vouches_for_is_noted(site: Site, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    site.socket = context.wrap_socket(site.socket, server_side=True)
    (found,) = visit(site.address.replace("http:", "https:") + "/ok")
    assert found.what == "tls_error"


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(NOON - datetime.timedelta(days=9)).not_valid_after(
        NOON + datetime.timedelta(days=900)
    )
    certificate = made.sign(key, hashes.SHA256())
    file = folder / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def test_it_says_who_asks_and_asks_one_host_one_thing_at_a_time(site: Site) -> None:
    visit(site.address + "/ok", site.address + "/gone", site.address + "/broken", pause=0.2)
    assert all("Waymark" in agent for _, _, agent, _ in site.asked)
    firsts = [moment for method, _, _, moment in site.asked if method == "HEAD"]
    assert all(later - before >= 0.2 for before, later in pairwise(firsts))


def test_the_page_itself_is_asked_for_only_where_its_head_says_too_little(site: Site) -> None:
    visit(site.address + "/ok", site.address + "/old-home")
    assert {method for method, *_ in site.asked} == {"HEAD"}


def test_every_address_of_the_knowledge_is_visited_once(knowledge: KnowledgeBase) -> None:
    found = links.addresses(knowledge)
    urls = [one.url for one in found]
    assert len(set(urls)) == len(urls)
    for resource in knowledge.resources.values():
        assert resource.url is None or resource.url in urls, resource.id
    for source in knowledge.sources.values():
        assert source.url is None or source.url in urls, source.id
    assert "https://befrienders.org" in urls  # stands in a contact's words only


def test_a_dead_end_for_people_counts_and_a_source_that_moved_away_does_not(site: Site) -> None:
    dead = site.address + "/gone"
    found = [Address(dead, ("resource one", "source source_1")), Address(dead, ("source source_2",))]
    first, second = links.visit_all(found, pause=0, now=lambda: NOON)
    assert first.to_mend
    assert not second.to_mend
    lines = links.summary([first, second])
    assert lines[0] == f"{dead}: not_found 404 (resource one, source source_1)"
    assert lines[1].startswith("Worth a look: ")
    assert lines[-1].startswith("2 addresses: 2 not_found.")


def test_a_machine_without_a_network_is_told_apart_from_dead_addresses() -> None:
    lines = links.summary(visit("http://nobody.invalid/", "http://nobody.invalid/2"))
    assert lines[0] == "Not one address answered. Is there a network?"


def with_places(builder: Builder, site: Site) -> Path:
    """The tiny knowledge base with one source that is there and one that is not."""
    source = (
        "# yaml-language-server: $schema=../../docs/schema/source.json\nnumber: {n}\ntitle: One\nurl: {url}\n"
    )
    return builder(
        {
            "knowledge/sources/source_1.yml": source.format(n=1, url=site.address + "/ok"),
            "knowledge/sources/source_2.yml": source.format(n=2, url=site.address + "/gone"),
        }
    )


def test_the_command_writes_what_it_found_and_changes_no_file(
    small_knowledge: Builder, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_places(small_knowledge, site)
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    report = tmp_path / "links.json"
    arguments = ["check", "--root", str(root), "--today", "2026-11-23", "--links", "-o", str(report)]
    assert cli.main(arguments) == 0  # a source is worth a look; nobody is sent there
    rows = json.loads(report.read_text(encoding="utf-8"))["links"]
    assert [(row["used_by"], row["what"], row["status"]) for row in rows] == [
        (["source source_2"], "not_found", 404),
        (["source source_1"], "ok", 200),
    ]
    assert all(
        set(row) == {"url", "used_by", "what", "status", "final_url", "when", "detail"} for row in rows
    )
    assert "2 addresses: 1 not_found, 1 ok." in capsys.readouterr().out
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before
    assert knowledge_base.load(root).resources == {}


def test_a_file_without_links_to_write_is_refused(
    small_knowledge: Builder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--root", str(small_knowledge()), "-o", str(tmp_path / "x")]) == 2
    assert "only --links writes a file" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
