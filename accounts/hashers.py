"""How passwords are hashed: as Django does it, in a thread that the processor serves last."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.contrib.auth.hashers import PBKDF2PasswordHasher

STEPS_BACK = 15  # of 19: a busy processor gives the thread a thirtieth of what others get


def _step_back() -> None:
    with suppress(OSError):  # where a thread is no process to the system
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), STEPS_BACK)


_thread = ThreadPoolExecutor(1, "passwords", _step_back)


class PatientHasher(PBKDF2PasswordHasher):
    """PBKDF2, one password at a time, so that however many try to log in, pages are served."""

    def encode(self, password, salt, iterations=None):
        """Return the encoded password once it is its turn."""
        return _thread.submit(super().encode, password, salt, iterations).result()
