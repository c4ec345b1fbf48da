"""A browser without a script, for tests: reads pages, fills forms by name, presses buttons by their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


@dataclass
class Control:
    """An input of a form."""

    kind: str
    id: str
    name: str
    value: str
    checked: bool = False


@dataclass
class Button:
    """A submit button with the words on it."""

    name: str
    value: str
    words: str = ""


@dataclass
class Form:
    """A form with what stands in it."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    id: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.button: Button | None = None
        self.labels: dict[str, str] = {}
        self.label: str | None = None
        self.links: list[tuple[str, str]] = []
        self.link: str | None = None
        self.words: list[str] = []
        self.title = ""
        self.in_title = False
        self.silent = 0
        self.area: Control | None = None
        self.choosing: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(at.get("action", ""), at.get("method", "get"), id=at.get("id", ""))
            self.forms.append(self.form)
        elif tag in ("input", "textarea") and self.form is not None:
            kind = at.get("type", "text") if tag == "input" else "textarea"
            self.form.controls.append(
                Control(kind, at.get("id", ""), at.get("name", ""), at.get("value", ""), "checked" in at)
            )
            self.area = self.form.controls[-1] if tag == "textarea" else None
        elif tag == "select" and self.form is not None:
            self.choosing = Control("select", at.get("id", ""), at.get("name", ""), "")
            self.form.controls.append(self.choosing)
        elif tag == "option" and self.choosing is not None:
            if "selected" in at or not self.choosing.checked:
                self.choosing.value, self.choosing.checked = at.get("value", ""), True
        elif tag == "button" and at.get("type") == "submit":
            named = next((one for one in self.forms if one.id == at.get("form")), None)
            form = named if "form" in at else self.form
            if form is not None:
                self.button = Button(at.get("name", ""), at.get("value", ""))
                form.buttons.append(self.button)
        elif tag == "label":
            self.label = at.get("for", "")
            self.labels.setdefault(self.label, "")
        elif tag == "a":
            self.link = at.get("href", "")
            self.links.append((self.link, ""))
        elif tag == "title":
            self.in_title = not self.title  # an SVG has titles too
        elif tag in ("script", "style"):
            self.silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            if self.area is not None:
                self.area.value = self.area.value.removeprefix("\n")
            self.area = None
        elif tag == "select":
            self.choosing = None
        elif tag == "button":
            self.button = None
        elif tag == "label":
            self.label = None
        elif tag == "a":
            self.link = None
        elif tag == "title":
            self.in_title = False
        elif tag in ("script", "style"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.in_title:
            self.title += data
            return
        if self.area is not None:
            self.area.value += data
        self.words.append(data)
        if self.button is not None:
            self.button.words += data
        if self.label is not None:
            self.labels[self.label] += data
        if self.link is not None:
            address, words = self.links[-1]
            self.links[-1] = (address, words + data)


def _plain(text: str) -> str:
    return " ".join(text.split())


class Person:
    """Someone with a browser that runs no script."""

    def __init__(self, client: FlaskClient):
        self.client = client
        self.response: TestResponse
        self.address = ""

    def open(self, address: str) -> Person:
        """Follow an address as a link would."""
        return self._take(self.client.get(address, follow_redirects=True))

    def _take(self, response: TestResponse) -> Person:
        self.response = response
        self.address = response.request.path
        self.page = _Reader()
        self.page.feed(response.text)
        return self

    @property
    def words(self) -> str:
        """All that can be read on the page."""
        return _plain(" ".join(self.page.words))

    @property
    def title(self) -> str:
        """The tab's title."""
        return _plain(self.page.title)

    def link(self, words: str) -> str:
        """The address of the link with these words."""
        return next(address for address, said in self.page.links if words in _plain(said))

    def has(self, name: str) -> bool:
        """Whether the page asks this question."""
        return any(control.name == name and control.kind != "hidden" for control in self._controls())

    def value(self, name: str) -> str | list[str] | None:
        """What is filled in: the text of a box, or the codes that are chosen."""
        found = [control for control in self._controls() if control.name == name and control.kind != "hidden"]
        if found and found[0].kind in ("radio", "checkbox"):
            return [control.value for control in found if control.checked]
        return found[0].value if found else None

    def hidden(self, name: str) -> str | None:
        """The value of a hidden field, or None."""
        return next(
            (one.value for one in self._controls() if one.name == name and one.kind == "hidden"), None
        )

    def _controls(self) -> list[Control]:
        return [control for form in self.page.forms for control in form.controls]

    def fill(self, **answers: str | list[str]) -> Person:
        """Type into boxes, choose options by code. A list sets exactly these checkboxes."""
        for name, answer in answers.items():
            found = [one for one in self._controls() if one.name == name and one.kind != "hidden"]
            assert found, f"{name} is not asked on {self.address}"
            for control in found:
                if control.kind == "checkbox":
                    control.checked = control.value in answer
                elif control.kind == "radio":
                    control.checked = control.value == answer
                else:
                    assert isinstance(answer, str)
                    control.value = answer
        return self

    def press(self, words: str) -> Person:
        """Press the first button with these words, and see what comes back."""
        for form in self.page.forms:
            for button in form.buttons:
                if words in _plain(button.words):
                    return self._send(form, button)
        raise AssertionError(f"no button '{words}' on {self.address}: {self.words[:300]}")

    def enter(self, name: str) -> Person:
        """Press Enter in the first box of a name: a browser presses the first button of the form it is in."""
        form = next(one for one in self.page.forms if any(box.name == name for box in one.controls))
        return self._send(form, form.buttons[0])

    def _send(self, form: Form, button: Button) -> Person:
        data: MultiDict[str, str] = MultiDict()
        for control in form.controls:
            if control.kind in ("radio", "checkbox") and not control.checked:
                continue
            data.add(control.name, control.value)
        if button.name:
            data.add(button.name, button.value)
        action = form.action or self.address
        return self._take(self.client.post(action, data=data, follow_redirects=True))
