"""A private PostgreSQL with PostGIS for tests: on loopback, in a temporary folder.

It runs as an unprivileged user and is gone, data and all, when the tests end.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

INSTALL = "sudo apt-get install postgresql postgresql-postgis"


class NoServerError(Exception):
    """PostgreSQL or PostGIS is not installed here; the message says how to install it."""


@contextlib.contextmanager
def start_postgres() -> Iterator[str]:
    """The address of a new server, without the name of a database."""
    programs = _find_programs()
    user = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="durandline-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        password = secrets.token_hex(16)
        (folder / "password").write_text(password)
        data, port = str(folder / "data"), _free_port()
        initdb = ["-D", data, "-U", "tester", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"]
        _run(user, programs / "initdb", *initdb, "--no-sync", f"--pwfile={folder / 'password'}")
        settings = f"-p {port} -h 127.0.0.1 -k '' -F -c max_connections=40 -c shared_buffers=64MB"
        log = str(folder / "log")
        _run(user, programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", settings, "start")
        try:
            yield f"postgresql://tester:{password}@127.0.0.1:{port}"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path:
    """The folder of the newest server; Debian keeps it off the PATH."""
    for version in sorted(Path("/usr/share/postgresql").glob("[0-9]*"), reverse=True):
        programs = Path("/usr/lib/postgresql") / version.name / "bin"
        if (version / "extension/postgis.control").exists() and programs.is_dir():
            return programs
    found = shutil.which("initdb")
    if found is None:
        raise NoServerError(f"PostgreSQL with PostGIS is not installed; {INSTALL}")
    return Path(found).resolve().parent


def _unprivileged_user() -> str | None:
    """Whom to run it as; None where this is no superuser already."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _run(user: str | None, *command: str | Path) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        user=user,
        cwd="/",
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise NoServerError(f"{words[0]} failed: {done.stderr.strip()}; {INSTALL}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
