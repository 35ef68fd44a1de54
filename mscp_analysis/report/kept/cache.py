"""Where finished work is kept for later builds: a folder of this user's alone."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

NAMED = "MSCP_CACHE"


def folder(kind: str) -> Path:
    """The folder for finished work of one kind; it need not exist.

    Parameters
    ----------
    kind : str
        For instance ``chapters``.

    Returns
    -------
    pathlib.Path
        In the folder that the environment variable ``MSCP_CACHE`` names; left out, in the user's
        folder for what programs may lose.
    """
    named = os.environ.get(NAMED)
    if named:
        return Path(named).absolute() / kind
    from platformdirs import user_cache_path

    return user_cache_path("mscp", appauthor=False) / kind


def write(path: Path, content: bytes) -> None:
    """Write a file below such a folder, whole or not at all, whoever else writes it at once.

    Parameters
    ----------
    path : pathlib.Path
        ``folder(kind)`` and one or two names.
    content : bytes

    Raises
    ------
    OSError
        If it cannot be written.
    """
    for above in (path.parent.parent, path.parent):
        above.mkdir(mode=0o700, parents=True, exist_ok=True)
        above.chmod(0o700)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def newest_first(folder: Path, pattern: str = "*") -> list[Path]:
    """The files of a folder, those first that were written or needed last."""
    found = []
    for path in folder.glob(pattern):
        with suppress(OSError):  # another build has let go of it
            found.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(found, reverse=True)]


def trim(folder: Path, pattern: str, limit: int) -> None:
    """Let go of the files that were not needed for longest, so that so many bytes remain."""
    for path in newest_first(folder, pattern):
        with suppress(OSError):
            limit -= path.stat().st_size
            if limit < 0:
                path.unlink()
