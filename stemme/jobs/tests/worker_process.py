"""A worker as a process of its own, for the tests that kill it: ``python worker_process.py [slots]``."""

from __future__ import annotations

import datetime as dt
import signal
import sys
import threading

import django

django.setup()

from stemme.jobs.schedule import Slot  # noqa: E402
from stemme.jobs.worker import Worker  # noqa: E402

SLOTS = (Slot("tick", "stemme.jobs.tests.chores.tick", every=1),)

if __name__ == "__main__":
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    slots = SLOTS if "slots" in sys.argv else ()
    Worker(slots=slots, stop=stop, lanes=2, lease=dt.timedelta(seconds=2), idle=0.02).run()
