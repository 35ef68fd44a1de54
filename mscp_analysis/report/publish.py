"""Put a folder in place whole, or not at all."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``target`` if the block ends well.

    Until then the previous folder stays as it is; if anything goes wrong, an interruption or a
    full disk among it, the new one is removed and the previous one remains.

    Parameters
    ----------
    target : pathlib.Path
        The folder to replace, or to create.

    Yields
    ------
    pathlib.Path
        An empty folder beside it.

    Raises
    ------
    OSError
        If it cannot be written; the sentence says that the previous one is as it was.
    """
    new: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _restore(target)
        new = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
        new.chmod(0o755)
        yield new
        with _undisturbed():
            _swap(new, target)
    except OSError as error:
        raise OSError(
            f"The report could not be written to {target}: {error.strerror or error}. "
            "What was there before is as it was."
        ) from error
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)


def _previous(target: Path) -> Path:
    return target.with_name(f".{target.name}.previous")


def _swap(new: Path, target: Path) -> None:
    previous = _previous(target)
    if target.exists():
        target.replace(previous)
    try:
        new.replace(target)
    except OSError:
        _restore(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _restore(target: Path) -> None:
    """Take back what a build left aside that was killed between two renamings."""
    previous = _previous(target)
    if previous.exists():
        if target.exists():
            shutil.rmtree(previous)
        else:
            previous.replace(target)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold an interruption back for the moment that two renamings take."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
