"""Logging in and out, and the page behind a one-time link.

No page tells whether an e-mail address has an account: the words, the limits and the time taken are the same.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.language import mark
from webapp import services
from webapp.accounts.forms import LoginForm, NewPasswordForm, text_of
from webapp.security import passwords, sessions, throttle
from webapp.security.access import current_coach
from webapp.security.emails import normalised
from webapp.security.sessions import AFTER_LOGIN

blueprint = Blueprint("accounts", __name__)

NOT_RIGHT = mark("The e-mail or the password is not right. Check both.")
TOO_MANY = mark("There were too many tries. Wait 15 minutes, then try again.")


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """The login page."""
    form = LoginForm(request.form)
    if request.method == "GET":
        return redirect(url_for("coaching.clients")) if current_coach() else _login_page(form)
    store = services().store
    typed = text_of(form.email)
    email, address = normalised(typed) or typed, request.remote_addr or ""
    if not throttle.may_try(store, email, address):
        return _login_page(form, TOO_MANY), 429, {"Retry-After": str(int(throttle.WITHIN.total_seconds()))}
    coach = store.coaches.find(email)
    password = text_of(form.password)
    if not passwords.matches(coach.password if coach else None, password) or coach is None:
        return _login_page(form, NOT_RIGHT), 422
    throttle.succeeded(store, email, address)
    if coach.password and passwords.is_dated(coach.password):
        store.coaches.rehash(coach.id, passwords.hashed(password))
    then = _asked_for() or url_for("coaching.clients")
    sessions.log_in(store, coach)
    return redirect(then, 303)


def _login_page(form: LoginForm, error: str | None = None) -> str:
    return render_template("accounts/login.html", form=form, error=_(error) if error else None)


def _asked_for() -> str | None:
    """The coach's page that led to the login."""
    path = session.get(AFTER_LOGIN)
    return path if isinstance(path, str) and path.startswith("/coach/") else None


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    """The end of the session, here and in the store."""
    sessions.log_out(services().store)
    return redirect(url_for(".login"), 303)


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    """Choose a password. Looking at the page does not use the link up; setting the password does."""
    store = services().store
    coach = store.coaches.invited(token)
    if coach is None:
        return render_template("accounts/link_is_dead.html"), 404
    form = NewPasswordForm(request.form)
    if request.method == "GET":
        return render_template("accounts/invitation.html", form=form, email=coach.email, errors={})
    errors = form.complaints(coach.email)
    if errors:
        return render_template("accounts/invitation.html", form=form, email=coach.email, errors=errors), 422
    accepted = store.coaches.accept(token, passwords.hashed(form.password.data))
    if accepted is None:  # used meanwhile
        return render_template("accounts/link_is_dead.html"), 404
    sessions.log_in(store, accepted)
    return redirect(url_for("coaching.clients"), 303)
