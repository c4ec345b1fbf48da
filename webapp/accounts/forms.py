"""The forms of a coach's account. The token that guards against forged requests is checked for the whole
app.
"""

from __future__ import annotations

from typing import Any

from wtforms import EmailField, Form, PasswordField

from engine.language import gettext as _
from engine.language import mark
from webapp.security import passwords


class LoginForm(Form):  # type: ignore[misc]
    """E-mail and password. Nothing is said about either on its own."""

    email = EmailField(mark("E-mail"))
    password = PasswordField(mark("Password"))


class NewPasswordForm(Form):  # type: ignore[misc]
    """A password, twice, since it can't be seen while it is typed."""

    password = PasswordField(mark("New password"))
    again = PasswordField(mark("The same password again"))

    def complaints(self, email: str) -> dict[str, str]:
        """Field -> what to put right; empty where the password can be taken."""
        wrong = passwords.complaint(self.password.data or "", email)
        if wrong is not None:
            return {"password": wrong}
        if self.password.data != self.again.data:
            return {"again": _("The two passwords are not the same. Type them once more.")}
        return {}


def text_of(field: Any) -> str:
    """What was typed, at most as long as anything real can be."""
    return (field.data or "")[:1024]
