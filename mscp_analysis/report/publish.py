"""Put a folder in place whole, or not at all, and never in the place of what is no report."""

from __future__ import annotations

import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows. The name of a module cannot be declared to be None as well.
    fcntl = None  # type: ignore[assignment]

RECORD = "build.json"
_KEYS = {"parameters", "name", "packages", "inputs", "outputs"}
_NEW = ".{}.new-"
_RUN = "mscp-run-"
_SECONDS_TO_BEGIN = 60
_LEFT_BY_PROGRAMS = {".DS_Store", ".ipynb_checkpoints", "Thumbs.db", "desktop.ini"}


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``target`` if the block ends well.

    What may be replaced is a report, or an empty folder; where ``target`` is a link, the folder
    that it leads to. Until the block ends the previous folder stays as it is; if anything goes
    wrong, an interruption or a full disk among it, the new one is removed and the previous one
    remains. Of two builds into the same place at once, each puts its own there whole, one after
    the other; what a killed one left half filled, the next one removes.

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
    ValueError
        If ``target`` is a file, or holds anything that no report of this project wrote, or the
        report of a partnership where the new one is of its area alone.
    OSError
        If it cannot be written; the sentence says that the previous one is as it was.
    """
    new: Path | None = None
    target = Path(os.path.realpath(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as until_it_is_filled:
            with _alone(target.parent):
                _refuse_what_is_no_report(target)
                _restore(target)
                _clear(target.parent.glob(_NEW.format(escape(target.name)) + "*"))
                new = Path(tempfile.mkdtemp(prefix=_NEW.format(target.name), dir=target.parent))
                until_it_is_filled.enter_context(_alone(new))
            new.chmod(0o755)
            yield new
            with _alone(target.parent), _undisturbed():
                _refuse_to_lose(target, new)
                _swap(new, target)
    except OSError as error:
        raise OSError(
            f"The report could not be written to {target}: {error.strerror or error}. "
            "What was there before is as it was."
        ) from error
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that only this user can enter, of which nothing remains when the block ends.

    It holds copies of what was handed in. What a build left of its own that was killed, the next
    one removes, wherever it builds to; where folders cannot be held, that is left to the system.

    Yields
    ------
    pathlib.Path

    Examples
    --------
    >>> with scratch_folder() as folder:
    ...     folder.is_dir()
    True
    >>> folder.exists()
    False
    """
    with tempfile.TemporaryDirectory(prefix=_RUN) as name, _alone(Path(name)):
        _clear(each for each in Path(name).parent.glob(f"{_RUN}*") if _has_begun(each))
        yield Path(name)


def _has_begun(folder: Path) -> bool:
    """Whether who made a folder has had the time to hold it."""
    with suppress(OSError):
        return time.time() - folder.stat().st_mtime > _SECONDS_TO_BEGIN
    return False


def _refuse_what_is_no_report(target: Path) -> None:
    if not target.is_dir():
        if os.path.lexists(target):
            raise ValueError(f"{target} is a file: name a new or empty folder.")
        return
    found = _strangers(target)
    if found:
        named = ", ".join(found[:3] + ["…"] * (len(found) > 3))
        raise ValueError(
            f"{target} holds files that are no report of this command ({named}): "
            "name a new or empty folder."
        )


def _refuse_to_lose(target: Path, new: Path) -> None:
    """Refuse that an area's report, made without registers, replaces that of its partnership.

    Both are called after the area, so a word forgotten in a command would lose what was agreed.
    """
    held, made = _record(target), _record(new)
    area, name = made.get("area"), held.get("name")
    if area and held.get("area") == area == made.get("name") != name:
        raise ValueError(
            f"{target} holds the report of {name}, and this one is of {area} alone, "
            "without its registers: build it with --partnership, or into another folder."
        )


def _strangers(folder: Path) -> list[str]:
    """What is in a folder that no build wrote there; without a record of ours, all that is."""
    written = _written(folder)
    inside = folder.rglob("*") if written else folder.iterdir()
    names = sorted(path.relative_to(folder) for path in inside)
    return [
        name.as_posix()
        for name in names
        if name not in written and not _LEFT_BY_PROGRAMS & {*name.parts}
    ]


def _written(folder: Path) -> set[Path]:
    """The files and folders that a folder's record says its build wrote, itself among them."""
    record = _record(folder)
    if not record:
        return set()
    outputs = [Path(name) for name in record["outputs"]]
    return {Path(RECORD), *outputs, *(above for name in outputs for above in name.parents)}


def _record(folder: Path) -> dict[str, Any]:
    """What the build of a report wrote down of it; empty where no build of ours did."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and record.keys() >= _KEYS else {}


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


def _clear(left: Iterable[Path]) -> None:
    """Remove what builds left half filled that were killed, and nothing that is being filled."""
    for folder in left:
        with suppress(OSError), _alone(folder, wait=False):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(folder: Path, wait: bool = True) -> Iterator[None]:
    """Let nobody else who asks for it have a folder until the block ends.

    A process that ends, however it ends, holds nothing any more. Where folders cannot be held,
    nobody is waited for, and nothing is taken for left behind.

    Raises
    ------
    OSError
        If another holds it, and this one is not to wait.
    """
    if fcntl is None:
        if not wait:
            raise BlockingIOError(f"Nobody can tell whether {folder} is being filled.")
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)


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
