"""Note which files a kernel opens, so that a build knows what a chapter was made from.

As a program it is ``ipykernel_launcher`` that notes.
"""

from __future__ import annotations

import os
import runpy
import site
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

NAME = "opened"
BEYOND = "beyond: "
"""Begins a line that tells of something that no list of files can stand for."""

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep
# What comes with Python and its packages changes with their versions.
_INSTALLED = tuple(
    os.path.join(folder, "")
    for folder in {
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *[*site.getsitepackages(), site.getusersitepackages()],
    }
)
_EVENTS_BEYOND = {
    *["os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "subprocess.Popen"],
    *["socket.connect", "socket.sendto", "urllib.Request"],
}
_HARMLESS = {"uname"}  # by which Python asks once for the name of the processor

_noted: set[str] = set()
_list: str | None = None


def begin() -> None:
    """Note from now on what this process opens, and what it has imported of this package.

    Python tells every opening of a file to whoever listens for it, however it came about; so
    nothing that loads a table needs to know of this, and none can forget to.
    """
    for module in [*sys.modules.values()]:
        file = getattr(module, "__file__", None)
        if file:
            _note(os.path.abspath(file))
    sys.addaudithook(_hear)


@contextmanager
def unheard() -> Iterator[None]:
    """What is opened in the block is read ahead: it counts for whoever uses it, who says so."""
    before = {*_noted}
    yield
    _noted.intersection_update(before)


def write_to(folder: str | Path) -> None:
    """Write what was noted so far to a file ``opened`` of a folder, and each further name at once.

    At once, since a kernel is not asked to end: it is killed.
    """
    global _list
    path = os.path.join(folder, NAME)
    _noted.add(path)
    before = sorted(_noted)
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.writelines(f"{name}\n" for name in before)
    _list = path


def read(folder: Path) -> list[str]:
    """The names that were noted in a folder; nothing noted is an empty list.

    Examples
    --------
    >>> read(Path("nowhere"))
    []
    """
    try:
        text = (folder / NAME).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return []
    return text.splitlines()


def _hear(event: str, said: tuple[Any, ...]) -> None:
    with suppress(OSError, ValueError):  # what listens must not be what fails
        if event == "open" and isinstance(said[0], str | bytes | os.PathLike):
            _note(os.path.abspath(os.fsdecode(said[0])))
        elif event in _EVENTS_BEYOND and said[0] not in _HARMLESS:
            _note(BEYOND + event)


def _note(name: str) -> None:
    if name in _noted or (name.startswith(_INSTALLED) and not name.startswith(_PACKAGE)):
        return
    _noted.add(name)
    if _list is not None:
        line = os.fsencode(name.replace("\n", " ") + "\n")
        file = os.open(_list, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(file, line)
        finally:
            os.close(file)


if __name__ == "__main__":
    begin()
    write_to(os.environ["IPYTHONDIR"])
    import_module("mscp_analysis.report.running.cut").begin()
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)
