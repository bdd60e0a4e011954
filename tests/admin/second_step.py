"""Somebody who takes the second step of the login."""

import re
from base64 import b32decode

from django.contrib.auth import get_user_model
from django.test import Client
from django_otp.oath import totp

from accounts.roles import Role, give_role
from tests.admin.logins import LOGIN, PASSWORD

STEP = "/admin/second-step/"


class Person:
    """Somebody of staff with a browser and a telephone."""

    def __init__(self, role: str):
        self.name = role
        self.user = get_user_model().objects.create_user(role, password=PASSWORD)
        give_role(self.user, Role(role), ["hu"])
        self.client = Client(headers={"accept-language": "en"})
        self.secret, self.codes = b"", []

    def give_password(self, **more):
        given = {"username": self.name, "password": PASSWORD, "next": "/admin/pages/page/"}
        return self.client.post(LOGIN, {**given, **more})

    def code(self) -> str:
        return f"{totp(self.secret, t0=0, step=30):06d}"

    def wrong_code(self) -> str:
        """One that is not right now, nor was or will be within a minute."""
        right = {totp(self.secret, t0=0, step=30, drift=drift) for drift in range(-2, 3)}
        return next(f"{code:06d}" for code in range(6) if code not in right)

    def give(self, code: str, **more):
        return self.client.post(STEP, {"step-code": code, **more})

    def set_up(self):
        page = self.client.get(STEP).content.decode()
        spelled = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1]
        self.secret = b32decode(spelled.replace(" ", ""))
        shown = self.give(self.code())
        self.codes = shown.context["codes"]
        return shown

    def is_in(self) -> bool:
        return self.client.get("/admin/").status_code == 200

    def comes_back(self, cookies=True):
        """A day later: a new session, and the app shows another code."""
        browser = self.client.cookies.get("browser")
        self.client = Client(headers={"accept-language": "en"})
        if browser and cookies:
            self.client.cookies["browser"] = browser.value
        self.user.totpdevice_set.update(last_t=-1)
        self.give_password()
