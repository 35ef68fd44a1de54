"""Whether each part of the yearly report is filled for a partnership, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mscp_analysis.measures import Measure
from mscp_analysis.registers import over_time
from mscp_analysis.registers.opening import Registers
from mscp_analysis.registers.parts import Part, parts
from mscp_analysis.registers.register import Register
from mscp_analysis.schemas import Column, Description, descriptions, listed

Counts = Mapping[str, Mapping[str, Measure]]

BEGIN, END = "<!-- coverage: written by registers.coverage.write -->", "<!-- end of coverage -->"
_LACKS = {"x", "l", "s"}
"""Markers that say that a figure was not given; a count withheld for its smallness was."""

_HISTORIES = {"arrangements", "plans"}
"""Registers whose rows of earlier years are shown too: these are enough."""

_LIST = Description(
    name="coverage",
    title="Parts of the yearly report",
    subject="the parts of the yearly report",
    row="one part of the yearly report",
    unit="parts",
    feeds=("10.5",),
    columns={
        "part": Column("part"),
        "title": Column("title", title="What it tells"),
        "chapter": Column("chapter"),
        "state": Column("state", title="State", choices=(
            "filled", "partly filled", "not supplied",
        )),
        "why": Column("why", title="What is missing"),
    },
    key=("part",),
    derived=True,
)  # fmt: skip


def filled(own: Registers, counts: Counts) -> Register:
    """Whether each part of the report is filled for a partnership and year, and what is missing.

    A part is *filled* where each of its registers has rows, or says that nothing happened, and
    no figure in them is marked as missing; *partly filled* where some have, or where groups of
    the census or the turnout of a ballot are not given; *not supplied* where
    none has. A part that only published tables feed is filled for every authority.

    Parameters
    ----------
    own : Registers
        The partnership's registers of the year.
    counts : mapping of str to mapping of str to Measure
        Its own counts of children, as ``data.own`` gives.

    Returns
    -------
    Register
        A row a part: ``part``, ``title``, ``chapter``, ``state`` and ``why``.
    """
    known = descriptions()
    lacks = {name: _lack(about, own, counts) for name, about in known.items()}
    titles = {name: about.title for name, about in known.items()}
    returned = explained(own["returns"]).rows
    why = dict(zip(returned["register"], returned["reason"], strict=True))
    gaps = {"1.2": _groups_untold(own["census"]), "4.2": _turnout_untold(own["ballots"])}
    rows = (_row(part, titles, lacks, why, gaps.get(part.id, "")) for part in parts())
    return listed(own["returns"], _LIST, rows, absence="")


def explained(returns: Register) -> Register:
    """The registers of which a partnership says why they are empty, under their titles."""
    titles = {name: about.title for name, about in descriptions().items()}
    names = returns.rows["register"].map(lambda name: titles.get(name, name)).astype(object)
    states = returns.rows["state"].replace({"nil": "nothing to enter"})
    return returns.with_rows(returns.rows.assign(register=names, state=states))


def table(reports: Mapping[str, tuple[Registers, Counts]]) -> str:
    """Which register feeds which part, and whether it is filled, as a table in Markdown.

    Parameters
    ----------
    reports : mapping of str to (Registers, counts)
        By the words above the column of each partnership and year.

    Returns
    -------
    str
    """
    states = {
        words: dict(filled(own, counts).rows[["part", "state"]].itertuples(index=False))
        for words, (own, counts) in reports.items()
    }
    heads = ["part", "what it tells", "chapter", "registers and tables", *states]
    lines = [heads, ["---"] * len(heads)]
    for part in parts():
        fed = ", ".join(f"`{name}`" for name in (*part.registers, *part.held))
        chapter = f"`{part.chapter[:2]}` {part.section}"
        lines.append(
            [part.id, part.title, chapter, fed or "none", *(s[part.id] for s in states.values())]
        )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def write(path: Path, reports: Mapping[str, tuple[Registers, Counts]]) -> None:
    """Write the table into a file, between the two marks of its place.

    Raises
    ------
    ValueError
        If the file does not hold both marks.
    """
    text = path.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{path.name} must hold the lines {BEGIN} and {END}.")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n\n{table(reports)}\n\n{END}{after}", encoding="utf-8")


def _row(
    part: Part,
    titles: Mapping[str, str],
    lacks: Mapping[str, str | None],
    why: Mapping[str, str],
    gap: str,
) -> dict[str, Any]:
    state, missing = _state({titles[name]: lacks[name] for name in part.registers}, part, why)
    if gap:
        state, missing = "partly filled", [*missing, gap]
    told = "" if state == "filled" else " ".join(filter(None, [part.why, *missing]))
    return {
        "part": part.id,
        "title": part.title,
        "chapter": part.chapter,
        "state": state,
        "why": told,
        "document": "",
        "page": "",
    }


def _state(
    found: Mapping[str, str | None], part: Part, why: Mapping[str, str]
) -> tuple[str, list[str]]:
    """``found`` says of each register what is missing: "" if nothing, None if there is no row."""
    absent = [title for title, lack in found.items() if lack is None]
    reasons = [f"{title}: {why[title]}." for title in absent if why.get(title)]
    if absent and len(absent) == len(found) and not part.held:
        return "not supplied", reasons
    bare = [title for title in absent if not why.get(title)]
    missing = [f"Not supplied: {'; '.join(bare)}."] if bare else []
    missing += reasons + [lack for lack in found.values() if lack]
    return ("partly filled" if missing else "filled"), missing


def _lack(about: Description, own: Registers, counts: Counts) -> str | None:
    name = about.name
    if about.of_children:
        measures = [*counts[name].values()]
        if all(measure.absence for measure in measures):
            return None
        marks = [mark for measure in measures for mark in measure.rows["marker"]]
    else:
        register = over_time.history(own[name]) if name in _HISTORIES else own[name]
        if register.absence:
            return None
        marks = [*register.markers.to_numpy().ravel()] if len(register) else []
    number = sum(mark in _LACKS for mark in marks)
    return f"{about.title}: some cells are marked as missing." if number else ""


def _groups_untold(census: Register) -> str:
    """Which ethnic groups the census rows leave out, where there are any rows."""
    told = set(census.rows["group"])
    untold = [group for group in census.description.columns["group"].choices if group not in told]
    return f"Not given: the ethnic groups {', '.join(untold)}." if told and untold else ""


def _turnout_untold(ballots: Register) -> str:
    """That no ballot says how many might vote, where there are any ballots."""
    if len(ballots) and ballots.rows["eligible"].isna().all():
        return "Not given: how many young people may vote, and so the turnout."
    return ""
