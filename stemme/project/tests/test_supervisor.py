import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stemme.project.supervisor import PortTakenError, refuse_taken_port

PAGE = """
import http.server, sys
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
PARENT = """
import sys
from stemme.project.supervisor import Child, Supervisor
page, port = sys.argv[1:]
child = Child("page", [sys.executable, "-c", page, port], health=f"http://127.0.0.1:{port}/")
say = lambda line: print(line, flush=True)
sys.exit(Supervisor([child], say=say).run(when_ready=lambda: say("ready")))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def child_of(pid: int) -> int:
    """The parent's child; it may be a moment away, since the parent speaks before it acts."""
    deadline = time.monotonic() + 10
    while not (children := Path(f"/proc/{pid}/task/{pid}/children").read_text().split()):
        assert time.monotonic() < deadline, "no child was started"
        time.sleep(0.05)
    return int(children[0])


def gone(pid: int, *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def running():
    command = [sys.executable, "-c", PARENT, PAGE, str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        try:
            assert parent.stdout.readline() == "ready\n"
            yield parent
        finally:
            if parent.poll() is None:
                parent.kill()


@pytest.mark.slow
def test_what_dies_is_started_again_after_a_moment(running):
    os.kill(child_of(running.pid), signal.SIGKILL)
    killed = time.monotonic()
    assert running.stdout.readline() == "page ended (exit code -9); starting it again.\n"
    assert child_of(running.pid)
    assert time.monotonic() - killed < 10, "the pause grows with each end, not while it lasts"


@pytest.mark.slow
def test_nothing_outlives_the_parent_however_it_ends(running):
    child = child_of(running.pid)
    running.kill()
    running.wait()
    assert gone(child, seconds=5)


@pytest.mark.slow
def test_a_stop_stops_everything(running):
    child = child_of(running.pid)
    running.terminate()
    assert running.wait(timeout=10) == 0
    assert gone(child, seconds=1)


def test_a_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=str(port)):
            refuse_taken_port("127.0.0.1", port)
