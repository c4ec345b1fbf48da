"""`check --links`: visits every address of the knowledge and tells what it found there, and when.

For a machine with internet. It asks for the head of a page first and for the page itself only where a server
answers no heads; one address of a host at a time, with a pause between two. What answers here has not been
confirmed: `verified_on` is for a person who has read the page.
"""

from __future__ import annotations

import datetime
import http.client
import json
import re
import socket
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from engine.knowledge_base import KnowledgeBase

AGENT = "Waymark-link-check/1 (visits each address once and keeps nothing)"
AT_ONCE = 4
"""Hosts asked at the same time."""
TIMEOUT = 15.0
"""Seconds to wait for an answer."""
PAUSE = 1.0
"""Seconds between two questions to one host."""
MOST_REDIRECTS = 8
MOST_BYTES = 4096
"""Of a page's body, where its head could not be had."""
NOT_FOR_PROGRAMS = frozenset({401, 403, 405, 406, 418, 429, 451, 999})
"""Statuses with which sites turn programs away: only a person can see whether the page is there."""
ALIVE = frozenset({"ok", "moved", "closed_to_programs"})

_WRITTEN = re.compile(
    r"(?<![@\w.])(?:[a-z0-9-]+\.)+(?:org|com|net|edu|gov|au|uk|ca|eu|in|int)\b(?:/[\w./%-]*\w)?"
)
"""An address in a contact's words, such as `findahelpline.com`."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address, and the files that send people there; `url` with https:// where it was written without."""

    url: str
    used_by: tuple[str, ...]
    """`resource crisis_us`, `source source_46`."""

    @property
    def sends_people(self) -> bool:
        """Whether a place to go leads there, and not only a source."""
        return any(one.startswith("resource ") for one in self.used_by)


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address answered.

    `what` is ok, moved, closed_to_programs, not_found, server_error, refused, timeout, no_such_host,
    tls_error, too_many_redirects, not_an_address or broken_answer.
    """

    address: Address
    what: str
    status: int | None
    final_url: str
    when: str
    """UTC, to the second."""
    detail: str = ""

    @property
    def to_mend(self) -> bool:
        """A dead end that people are sent to."""
        return self.what not in ALIVE and self.address.sends_people


def addresses(knowledge: KnowledgeBase) -> list[Address]:
    """Every address of resources and sources, once each, in order; those inside a contact's words too."""
    used: dict[str, list[str]] = defaultdict(list)
    for name, resource in knowledge.resources.items():
        if resource.status == "retired":
            continue
        written = [match for one in resource.contacts for match in _WRITTEN.findall(one.how)]
        for url in dict.fromkeys(_whole(one) for one in (resource.url, *written) if one):
            used[url].append(f"resource {name}")
    for name, source in knowledge.sources.items():
        if source.url:
            used[_whole(source.url)].append(f"source {name}")
    return [Address(url, tuple(owners)) for url, owners in sorted(used.items())]


def _whole(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def visit_all(
    found: Sequence[Address],
    timeout: float = TIMEOUT,
    pause: float = PAUSE,
    now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.timezone.utc),
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Visit]:
    """Visits each address; the visits come in the order of the addresses. An error is a visit too."""
    by_host: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(found):
        by_host[_host(one.url)].append(index)
    visits: dict[int, Visit] = {}
    counting = threading.Lock()

    def host(indexes: list[int]) -> None:
        for place, index in enumerate(indexes):
            if place and pause:
                time.sleep(pause)
            visit = _visit(found[index], timeout, now)
            with counting:
                visits[index] = visit
                progress(len(visits), len(found))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(host, by_host.values()):
            pass
    return [visits[index] for index in range(len(found))]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return url


def _visit(address: Address, timeout: float, now: Callable[[], datetime.datetime]) -> Visit:
    when = now().astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def visit(what: str, status: int | None = None, url: str = address.url, detail: str = "") -> Visit:
        return Visit(address, what, status, url, when, detail)

    url = address.url
    for _ in range(MOST_REDIRECTS + 1):
        if not url.startswith(("http://", "https://")) or not _host(url):
            return visit("not_an_address", url=url)
        try:
            status, onward = _head_or_page(url, timeout)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return visit(_kind_of(error), url=url, detail=type(error).__name__)
        if status not in (301, 302, 303, 307, 308) or not onward:
            return visit(_kind_of_status(status, url, address.url), status, url)
        try:
            url = urljoin(url, onward)
        except ValueError as error:  # such as http://[
            return visit("not_an_address", status, onward, type(error).__name__)
    return visit("too_many_redirects", status, url)


def _head_or_page(url: str, timeout: float) -> tuple[int, str]:
    """What a page answers when its head is asked for, or itself where a server knows or gives no heads."""
    try:
        status, onward = _ask("HEAD", url, timeout)
    except http.client.HTTPException:
        status, onward = 0, ""
    return (status, onward) if 0 < status < 400 else _ask("GET", url, timeout)


def _ask(method: str, url: str, timeout: float) -> tuple[int, str]:
    """Status and Location of one answer. Certificates are checked; nothing is kept."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=context)
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=timeout)
    try:
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "text/html, */*;q=0.5"})
        answer = connection.getresponse()
        if method == "GET":
            answer.read(MOST_BYTES)
        return answer.status, answer.getheader("Location", "")
    finally:
        connection.close()


def _kind_of(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "tls_error"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, socket.gaierror):
        return "no_such_host"
    if isinstance(error, OSError):
        return "refused"
    if isinstance(error, (ValueError, http.client.InvalidURL)):
        return "not_an_address"
    return "broken_answer"


def _kind_of_status(status: int, url: str, asked: str) -> str:
    if 200 <= status < 300:
        same = url.rstrip("/") == asked.rstrip("/")
        return "ok" if same else "moved"
    if status in NOT_FOR_PROGRAMS:
        return "closed_to_programs"
    return "server_error" if status >= 500 else "not_found"


def report(visits: Iterable[Visit]) -> str:
    """What was found as JSON, an object an address, for a person to work through."""
    rows = []
    for one in visits:
        row = asdict(one)
        row |= {"url": row["address"]["url"], "used_by": row["address"]["used_by"]}
        del row["address"]
        rows.append(
            {key: row[key] for key in ("url", "used_by", "what", "status", "final_url", "when", "detail")}
        )
    return json.dumps({"links": rows}, ensure_ascii=False, indent=2) + "\n"


def summary(visits: Sequence[Visit]) -> list[str]:
    """How many of each kind, and a line for each address that a person should look at."""
    counts = Counter(one.what for one in visits)
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    lines = [_line(one) for one in visits if one.what not in ALIVE or one.what == "closed_to_programs"]
    if visits and not any(one.status for one in visits):
        lines = ["Not one address answered. Is there a network?"]
    return [*lines, f"{len(visits)} addresses: {told}. What answers still has to be read by a person."]


def _line(visit: Visit) -> str:
    status = f" {visit.status}" if visit.status else ""
    to_mend = "" if visit.to_mend else "Worth a look: "
    return f"{to_mend}{visit.address.url}: {visit.what}{status} ({', '.join(visit.address.used_by)})"
