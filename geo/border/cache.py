"""A folder of arrays that were costly to make: hash-checked, locked, replaced at once.

A file is a line of text (format, fingerprint of what it was made from, SHA-256 of the
rest) and then numpy's ``npz``. What does not fit is made again, never trusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Format of the files; a new one makes all older files be built again.
FORMAT = "durandline-cache-1"
#: Environment variable that names another folder.
FOLDER_VARIABLE = "DURANDLINE_CACHE"

Arrays = dict[str, np.ndarray[Any, np.dtype[Any]]]
log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Return the folder: ``$DURANDLINE_CACHE``, or the user's cache folder.

    Examples
    --------
    >>> isinstance(cache_folder(), Path)
    True
    """
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("durandline"))


def load_or_build(name: str, fingerprint: str, build: Callable[[], Arrays]) -> Arrays:
    """Return arrays from the cache, or build and keep them.

    Parameters
    ----------
    name : file name, e.g. ``"line-AF-PK"``.
    fingerprint : says from which data and code the arrays follow; one line.
    build : makes them. Runs in one process at a time for each name.

    Notes
    -----
    A folder that cannot be written costs time, nothing else.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     os.environ["DURANDLINE_CACHE"] = folder
    ...     made = load_or_build("ones", "v1", lambda: {"x": np.ones(2)})
    ...     kept = load_or_build("ones", "v1", lambda: {})
    ...     del os.environ["DURANDLINE_CACHE"]
    >>> kept["x"].tolist()
    [1.0, 1.0]
    """
    path = cache_folder() / f"{name}.bin"
    arrays = read_cached(path, fingerprint)
    if arrays is not None:
        return arrays
    with _locked(path.with_suffix(".lock")):
        arrays = read_cached(path, fingerprint)
        if arrays is None:
            arrays = build()
            _write(path, fingerprint, arrays)
    return arrays


def read_cached(path: Path, fingerprint: str) -> Arrays | None:
    """Return the arrays of a file; None if it is absent, broken or from other data.

    Parameters
    ----------
    path : the file.
    fingerprint : as given when it was written.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return None
    head, _, body = content.partition(b"\n")
    if head.decode("utf-8", "replace") != _head(fingerprint, body):
        log.info("%s is broken or from other data: building it again", path.name)
        return None
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as data:
            return {key: data[key] for key in data.files}
    except (ValueError, KeyError, OSError, zipfile.BadZipFile):
        return None


def _head(fingerprint: str, body: bytes) -> str:
    """Return the first line of a file."""
    return f"{FORMAT}\t{fingerprint}\t{hashlib.sha256(body).hexdigest()}"


def _write(path: Path, fingerprint: str, arrays: Arrays) -> None:
    """Write a file beside its place and move it there; failing is no fault."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    body = buffer.getvalue()
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_head(fingerprint, body).encode() + b"\n" + body)
        temporary.replace(path)
    except OSError as fault:
        log.info("%s cannot be kept: %s", path.name, fault)
        with contextlib.suppress(OSError):
            temporary.unlink()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that other processes wait for; without one where none can be had."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+b")
    except OSError:
        yield
        return
    with handle:
        _lock(handle.fileno())
        try:
            yield
        finally:
            _unlock(handle.fileno())


if sys.platform == "win32":
    import msvcrt
    import time

    def _lock(descriptor: int) -> None:
        """Wait for the lock; Windows gives up after ten seconds, so ask again."""
        while True:
            with contextlib.suppress(OSError):
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return
            time.sleep(0.05)

    def _unlock(descriptor: int) -> None:
        """Give the lock back."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        """Wait for the lock."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        """Give the lock back."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
