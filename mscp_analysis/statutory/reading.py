"""Read the elements of the guidance from ``data/rules/statutory``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from mscp_analysis import areas
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Description, descriptions
from mscp_analysis.statutory.element import Element, Guidance, Need

BASES = ("law", "guidance", "readers")
_OF_A_FILE = {"guidance", "from", "to", "uses", "note", "elements"}
_SOURCES = ("register", "part", "words", "stated")


def guidance(year: str | ReportingYear) -> Guidance | None:
    """The guidance that was in force for the report of a year.

    Parameters
    ----------
    year : str or ReportingYear

    Returns
    -------
    Guidance or None
        None for a year before the first version that is transcribed.

    Raises
    ------
    ValueError
        If a file of rules says something unknown, or two versions are for one year.

    Examples
    --------
    >>> guidance("2022-23").title
    'Working Together to Safeguard Children (2018)'
    >>> guidance("2025-26").used
    'Working Together to Safeguard Children (2023)'
    """
    asked = ReportingYear.parse(year)
    held = [each for each in versions() if each.holds(asked)]
    if len(held) > 1:
        raise ValueError(
            f"data/rules/statutory: two versions are for {asked}, {held[0].title} and "
            f"{held[1].title}; correct from and to, so that each year has one."
        )
    return held[0] if held else None


def elements(year: str | ReportingYear) -> tuple[Element, ...]:
    """What the report of a year must hold, and what its readers ask besides.

    Parameters
    ----------
    year : str or ReportingYear

    Returns
    -------
    tuple of Element
        Empty for a year before the first version that is transcribed.

    Examples
    --------
    >>> [each.title for each in elements("2017-18")][:2]
    ['Performance and effectiveness', 'Weaknesses']
    """
    found = guidance(year)
    return found.elements if found else ()


def versions() -> tuple[Guidance, ...]:
    """Every version of the guidance that is held, the earliest first.

    Examples
    --------
    >>> [version.title[-6:] for version in versions()]
    ['(2015)', '(2018)', '(2023)', '(2026)']
    """
    folder = areas.shelf("rules") / "statutory"
    files = sorted(folder.glob("*.yaml"))
    return _read_once(folder, tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=2)
def _read_once(folder: Path, _files: tuple[tuple[Path, int], ...]) -> tuple[Guidance, ...]:
    parts = _parts(folder.parent)
    listed = _load(folder / "needs.yaml")
    known = descriptions()
    needs = {name: _need(name, said, parts, known) for name, said in listed.items()}
    said = {path.stem: _load(path) for path in sorted(folder.glob("working_together_*.yaml"))}
    readers = _elements("readers", _load(folder / "readers.yaml"), needs)
    return tuple(_guidance(name, said, needs, readers) for name in said)


def _load(path: Path) -> dict[str, Any]:
    said = areas.read_yaml(path)
    if not isinstance(said, dict):
        raise ValueError(f"statutory/{path.name}: expected keys and what they say, came {said!r}.")
    return said


def _guidance(
    name: str,
    files: Mapping[str, Mapping[str, Any]],
    needs: Mapping[str, Need],
    readers: tuple[Element, ...],
) -> Guidance:
    said, file = files[name], f"statutory/{name}.yaml"
    _refuse(f"{file}", said, _OF_A_FILE)
    used = said.get("uses", name)
    if "elements" not in files.get(used, {}):
        raise ValueError(
            f"{file}: expected elements, or uses: one of {', '.join(files)} that has some; "
            f"came {said.get('uses')!r}."
        )
    own = _elements(used, files[used], needs)
    return Guidance(
        title=said["guidance"],
        first=ReportingYear.parse(said["from"]),
        last=ReportingYear.parse(said["to"]) if "to" in said else None,
        note=said.get("note", ""),
        elements=(*own, *readers),
        used=files[used]["guidance"] if used != name else "",
    )


def _elements(name: str, said: Mapping[str, Any], needs: Mapping[str, Need]) -> tuple[Element, ...]:
    file = f"statutory/{name}.yaml"
    found = tuple(_element(file, each, needs) for each in said["elements"])
    ids = [each.id for each in found]
    for id in ids:
        if ids.count(id) > 1:
            raise ValueError(f"{file}, element {id}: expected each id once; number one anew.")
    return found


def _element(file: str, said: Mapping[str, Any], needs: Mapping[str, Need]) -> Element:
    where = f"{file}, element {said.get('id')}"
    _refuse(where, said, {each.name for each in fields(Element)})
    for key in ("id", "title", "asks", "basis", "confirmed", "needs"):
        if not said.get(key) and said.get(key) is not False:
            raise ValueError(f"{where}: expected {key}, found nothing; say it.")
    _one_of(where, "basis", said["basis"], BASES)
    if not isinstance(said["confirmed"], bool) or (said["confirmed"] and not said.get("read_in")):
        raise ValueError(
            f"{where}: expected confirmed: no, or yes with read_in: the document where it was "
            f"read; came {said['confirmed']!r}."
        )
    for need in said["needs"]:
        _one_of(where, "need", need, needs)
    if "applies" in said:
        _one_of(where, "register", said["applies"], descriptions())
    return Element(**{**said, "needs": tuple(needs[need] for need in said["needs"])})


def _need(
    name: str,
    said: Mapping[str, Any],
    parts: Mapping[str, Mapping[str, Any]],
    known: Mapping[str, Description],
) -> Need:
    where = f"statutory/needs.yaml, need {name}"
    _refuse(where, said, {each.name for each in fields(Need)} - {"name"})
    if not said.get("what") or sum(bool(said.get(source)) for source in _SOURCES) != 1:
        raise ValueError(f"{where}: expected what, and one of {', '.join(_SOURCES)}.")
    lists = {"filled": tuple(said.get("filled", ()))}
    words = {key: _words(said.get(key, {})) for key in ("where", "has")}
    need = Need(**{"name": name, **said, **lists, **words})
    if need.register:
        _one_of(where, "register", need.register, known)
        _check_columns(where, need, known[need.register])
    return _placed(where, need, parts, known)


def _check_columns(where: str, need: Need, about: Description) -> None:
    dated = [need.this_year] if need.this_year else []
    for column in (*need.where, *need.has, *need.filled, *dated):
        _one_of(where, f"column of {about.name}", column, about.known)
    for column, wanted in (*need.where.items(), *need.has.items()):
        for word in wanted if about.known[column].allowed else ():
            _one_of(where, f"word in {column}", word, about.known[column].allowed)


def _placed(
    where: str,
    need: Need,
    parts: Mapping[str, Mapping[str, Any]],
    known: Mapping[str, Description],
) -> Need:
    """A need with the heading under which a reader finds it."""
    if need.stated or need.chapter:
        return need
    part = need.part or known[need.register].feeds[0]
    _one_of(where, "part", part, parts)
    return Need(**{**vars(need), **{key: parts[part][key] for key in ("chapter", "section")}})


def _parts(rules: Path) -> dict[str, Mapping[str, Any]]:
    said = areas.read_yaml(rules / "coverage.yaml")
    return {part["id"]: part for part in said}


def _words(said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {column: tuple(map(str, words)) for column, words in said.items()}


def _refuse(where: str, said: Mapping[str, Any], known: set[str]) -> None:
    for key in said:
        _one_of(where, "key", key, sorted(known))


def _one_of(where: str, what: str, came: Any, known: Any) -> None:
    if came not in known:
        near = get_close_matches(str(came), [*map(str, known)], n=1, cutoff=0.6)
        do = f"write {near[0]!r}" if near else f"use one of {', '.join(map(str, known))}"
        raise ValueError(f"{where}: {came!r} is no {what} that there is; {do}.")
