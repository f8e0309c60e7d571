"""Files that are whole or absent: written aside, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from geo.errors import GeoError, OutputError


@contextlib.contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; renamed to `path` when the block ends well.

    If the block fails, `path` is as it was, and nothing is left beside it.

    Raises
    ------
    OutputError : the folder is missing or cannot be written to.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replace_file(Path(folder) / "a.txt") as aside:
    ...         _ = aside.write_text("whole")
    ...     (Path(folder) / "a.txt").read_text()
    'whole'
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: expected a folder to write into, found none; make it first")
    if path.is_dir():
        raise OutputError(f"{path}: expected a file to replace, found a folder")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        # mkstemp's files are private; a result has the rights that any new file would have.
        aside.chmod(0o666 & ~_umask())
        aside.replace(path)
    except GeoError:
        raise  # what the block itself says is wrong, a failed fetch for one, stays what it is
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Replace a file by UTF-8 text, whole, newlines as they are.

    Raises
    ------
    OutputError : it cannot be written.
    """
    with replace_file(path) as aside:
        aside.write_bytes(text.encode("utf-8"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
