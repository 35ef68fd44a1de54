"""Lay out the folder of a new partnership, or of its next year."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from mscp_analysis import areas
from mscp_analysis.areas import Area
from mscp_analysis.periods import ReportingYear
from mscp_analysis.schemas import Description, descriptions, read
from mscp_analysis.schemas.columns import EXPECTED
from mscp_analysis.schemas.descriptions import OF_A_PARTNERSHIP, SOURCE

GUIDE = "README.md"


def lay_out(
    partnership: Path,
    area: Area | None,
    year: ReportingYear,
    today: date,
    sections: Mapping[str, Sequence[str]] | None = None,
) -> list[Path]:
    """Write the folder of a year: an empty file for each register, and what each column means.

    A new partnership gets its description too. What is still open in the registers of the year
    before, actions, commitments and requests, is carried into the new year's.

    Parameters
    ----------
    partnership : pathlib.Path
        The partnership's folder; it may not exist yet.
    area : Area or None
        The authority of a new partnership; for one that is held it may be left out.
    year : ReportingYear
        The year to lay out.
    today : datetime.date
        The day on which the registers are drawn up.
    sections : mapping of str to sequence of str, optional
        The sections of people's own words, and the facts that each may name in braces.

    Returns
    -------
    list of pathlib.Path
        The registers into which open rows were carried.

    Raises
    ------
    ValueError
        If the year is laid out already, or a new partnership comes without its area, or the
        area is not the one that the partnership has.
    """
    folder = partnership / year.label
    if folder.exists():
        raise ValueError(f"{folder} is there already; nothing was changed.")
    described = partnership / "partnership.yaml"
    if described.exists():
        _check_area(described, area)
    elif area is None:
        raise ValueError(f"{partnership} is new: say for which authority, with --area.")
    folder.mkdir(parents=True)
    if not described.exists() and area is not None:
        described.write_text(_partnership(area), encoding="utf-8")
    (folder / "commentary").mkdir()
    (folder / "report.yaml").write_text(_report(today), encoding="utf-8")
    (folder / GUIDE).write_text(guide(year, sections or {}), encoding="utf-8")
    for about in descriptions().values():
        place = partnership if about.name in OF_A_PARTNERSHIP else folder
        path = place / f"{about.name}.csv"
        if not path.exists():
            path.write_text(",".join(about.known) + "\n", encoding="utf-8")
    return [*_carry(partnership / year.previous().label, folder)]


def guide(year: ReportingYear, sections: Mapping[str, Sequence[str]] | None = None) -> str:
    """What each register of a year holds: each column's meaning and an example.

    Examples
    --------
    >>> guide(ReportingYear.parse("2024-25"))[:22]
    '# Registers of 2024-25'
    """
    head = (
        f"# Registers of {year}\n\n"
        "Each file is a table, saved as CSV UTF-8. A register may stay empty: the report then "
        "says that nothing was supplied. Where nothing happened, or figures are late, say so in "
        "`returns.csv`. A figure that is missing is not left out but marked: `[x]` not available, "
        "`[z]` not applicable, `[c]` confidential. Counts of children are protected before "
        "anything is shown of them: enter the true ones, however small. Begin with "
        "`agencies.csv` and `partnership.yaml`, whose name and short form were guessed. "
        "`report.yaml` says when the registers were drawn up (`as_of`: what is due by then and "
        "not done is overdue) and what the report is: draft, for scrutiny or published, which it "
        "can be once no comment in `reviews_of_report.csv` is open. "
        "`commentary/` holds your own words, one Markdown file a section, which may name these "
        "figures in braces; nobody but you can see whether they tell a count that is withheld.\n"
    )
    for section, facts in sorted((sections or {}).items()):
        head += f"\n- `{section}.md`: " + ", ".join(f"`{{{fact}}}`" for fact in facts)
    head += "\n" if sections else ""
    return head + "".join(_explained(about) for about in descriptions().values())


def _explained(about: Description) -> str:
    where = " (beside `partnership.yaml`, for all years)" if about.name in OF_A_PARTNERSHIP else ""
    lines = [
        f"\n## `{about.name}.csv`: {about.title}{where}\n",
        f"One row is {about.row}.\n",
        "| column | meaning | expected | example |",
        "|---|---|---|---|",
    ]
    for column in about.columns.values():
        needed = "" if column.required else ", or nothing"
        expected = ", ".join(column.choices) or EXPECTED[column.type]
        example = f"`{column.example}`" if column.example else ""
        lines.append(f"| `{column.name}` | {column.meaning} | {expected}{needed} | {example} |")
    for name, said in about.measures.items():
        lines.append(f"\n`{name}`: {said.get('definition') or said['title']}")
    if about.name == "documents":
        lines += ["", "Every other register may have these columns too:", ""]
        lines += [f"- `{column.name}`: {column.meaning}" for column in SOURCE]
    return "\n".join(lines) + "\n"


def _carry(before: Path, folder: Path) -> Iterator[Path]:
    """Copy what is still open from the year before."""
    for about in descriptions().values():
        path = before / f"{about.name}.csv"
        if not about.open or not path.is_file():
            continue
        sheet = read(path)
        rows = [dict(zip(sheet.heads, cells, strict=True)) for _, cells in sheet.rows]
        still = [
            row
            for row in rows
            if all(row.get(column) in words for column, words in about.open.items())
        ]
        if still:
            heads = [*about.known]
            text = io.StringIO()
            writer = csv.DictWriter(text, heads, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({head: row.get(head, "") for head in heads} for row in still)
            (folder / path.name).write_text(text.getvalue(), encoding="utf-8")
            yield folder / path.name


def _partnership(area: Area) -> str:
    initials = "".join(word[0] for word in area.name.split() if word[0].isupper())
    said = {
        "name": f"{area.name} Safeguarding Children Partnership",
        "short_name": f"{initials}SCP",
        "area_code": area.code,
    }
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True)


def _report(today: date) -> str:
    return yaml.safe_dump({"as_of": today.isoformat(), "status": "draft"}, sort_keys=False)


def _check_area(described: Path, area: Area | None) -> None:
    code = str(yaml.safe_load(described.read_text("utf-8")).get("area_code"))
    if area is not None and area.code != code:
        raise ValueError(
            f"{described} is of {areas.find(code).name}, not of {area.name}: leave --area out, or "
            "give the new partnership another name."
        )
