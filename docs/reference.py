"""The reference of the library: a page for each of its rooms, written from what the room offers."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from pathlib import Path
from types import GenericAlias, ModuleType

import mscp_analysis

PACKAGE = mscp_analysis.__name__


def rooms() -> dict[str, ModuleType]:
    """Every room of the package, by name."""
    found = (each.name for each in pkgutil.iter_modules(mscp_analysis.__path__))
    return {name: import_module(f"{PACKAGE}.{name}") for name in found if name[0] != "_"}


def names(room: ModuleType) -> list[str]:
    """The public names of a room: what it says it offers, or what it defines itself.

    Parameters
    ----------
    room : module

    Returns
    -------
    list of str
        In the room's own order; empty for a room that offers only its modules.
    """
    if hasattr(room, "__all__"):
        return list(room.__all__)
    own = (
        name for name, it in vars(room).items() if getattr(it, "__module__", "") == room.__name__
    )
    return [name for name in own if name[0] != "_" and inspect.getdoc(getattr(room, name))]


def summary(it: object) -> str:
    """The first line of what a module, class or function says of itself."""
    return (inspect.getdoc(it) or "").split("\n")[0]


def write(folder: Path) -> None:
    """Write the reference: a list of the rooms, and a page for each.

    Parameters
    ----------
    folder : pathlib.Path
        Where the pages are written.
    """
    folder.mkdir()
    for name, room in rooms().items():
        (folder / f"{name}.rst").write_text(_page(name, room), "utf-8")
    (folder / "index.rst").write_text(_list(), "utf-8")


def _list() -> str:
    homes = {name: getattr(mscp_analysis, name).__module__ for name in mscp_analysis.__all__}
    first = [
        f"* ``{PACKAGE}.{name}`` is :py:obj:`{_home(module)}.{name}`"
        for name, module in homes.items()
    ]
    table = [
        line
        for name, room in rooms().items()
        for line in (f"   * - :doc:`{name}`", f"     - {summary(room)}")
    ]
    return "\n".join(
        [
            *_title("Reference"),
            "Every public name of the library, as its own words describe it. Each example is run",
            "by the tests. Four names are also to be had from the package itself:",
            "",
            *first,
            "",
            ".. list-table:: The rooms of the library",
            "   :header-rows: 1",
            "",
            "   * - room",
            "     - what it is for",
            *table,
            "",
            ".. toctree::",
            "   :hidden:",
            "",
            *(f"   {name}" for name in rooms()),
            "",
        ]
    )


def _home(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _page(name: str, room: ModuleType) -> str:
    offered = names(room)
    said = [*_title(name), f".. automodule:: {PACKAGE}.{name}", ""]
    if offered:
        said += [".. list-table::", ""]
        said += [line for each in offered for line in _line(name, each, getattr(room, each))]
        said += [""]
    for each in offered:
        said += _entry(name, each, getattr(room, each))
    return "\n".join([*said, *_modules(name, room)])


def _line(room: str, name: str, it: object) -> list[str]:
    said = summary(it) if inspect.isclass(it) or inspect.isroutine(it) else ""
    return [f"   * - :py:obj:`{name} <{PACKAGE}.{room}.{name}>`", f"     - {said}".rstrip()]


def _entry(room: str, name: str, it: object) -> list[str]:
    full = f"{PACKAGE}.{room}.{name}"
    if isinstance(it, GenericAlias):  # A name for a type, which autodoc cannot read.
        where = f"   :module: {PACKAGE}.{room}"
        return [f".. py:data:: {name}", where, "", f"   The type ``{it}``.", ""]
    if inspect.isclass(it):
        # What a class has from one below it in the package is shown as its own.
        own = any(base.__module__.startswith(PACKAGE) for base in it.__bases__)
        inherited = ["   :inherited-members: Mapping"] if own else []
        return [f".. autoclass:: {full}", "   :members:", *inherited, ""]
    return [f".. auto{'function' if inspect.isroutine(it) else 'data'}:: {full}", ""]


def _modules(name: str, room: ModuleType) -> list[str]:
    """What the modules of a room are for, where it is a folder of them."""
    within = list(pkgutil.iter_modules(getattr(room, "__path__", [])))
    if not within:
        return []
    rows = []
    for each in within:
        module = import_module(f"{PACKAGE}.{name}.{each.name}")
        rows += [f"   * - ``{name}.{each.name}``", f"     - {summary(module)}"]
    return ["", "Its modules", "-----------", "", ".. list-table::", "", *rows, ""]


def _title(words: str) -> list[str]:
    return [words, "=" * len(words), ""]
