"""The data dictionary: what each table, register and figure holds, as its description says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mscp_analysis.areas import read_yaml, shelf
from mscp_analysis.disclosure import settings
from mscp_analysis.measures import MARKERS
from mscp_analysis.schemas import Column, Description, descriptions
from mscp_analysis.schemas.columns import EXPECTED
from mscp_analysis.schemas.descriptions import SOURCE

TIMINGS = {
    "snapshot": "on 31 March",
    "year": "over the year",
    "mid-year": "at mid-year",
    "quarter": "over a quarter",
}
POLARITIES = {"lower": "lower", "higher": "higher", None: "neither"}


def write(folder: Path) -> None:
    """Write the pages of the dictionary.

    Parameters
    ----------
    folder : pathlib.Path
        Where the pages are written.
    """
    folder.mkdir()
    known = descriptions().values()
    pages = {
        "published": _published(),
        "registers": _registers(each for each in known if not each.of_children),
        "counts": _counts(each for each in known if each.of_children),
        "figures": _figures(),
        "markers": _markers(),
        "disclosure": _disclosure(),
    }
    pages["index"] = _index(pages)
    for name, blocks in pages.items():
        (folder / f"{name}.md").write_text("\n\n".join(blocks) + "\n", "utf-8")


def _index(pages: Iterable[str]) -> list[str]:
    return [
        "# Data dictionary",
        "What the published tables and a partnership's registers hold, generated from the "
        "descriptions that the program itself reads, when these pages are built.",
        "\n".join(["```{toctree}", ":maxdepth: 1", "", *pages, "```"]),
    ]


def table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table in Markdown."""
    heads = list(heads)
    lines = [_row(heads), "|" + "---|" * len(heads), *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Iterable[Any]) -> str:
    said = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(said)} |"


def _code(words: Any) -> str:
    return f"`{words}`" if str(words) else ""


def _published() -> list[str]:
    found = [
        "# Published tables",
        "Each is a CSV in `data/published/` with its description beside it "
        "(`NAME.resource.yaml`), which this page repeats. `load` reads one.",
    ]
    for path in sorted(shelf("published").glob("*.resource.yaml")):
        found += _table_of(path.name.removesuffix(".resource.yaml"), read_yaml(path))
    return found


def _table_of(name: str, about: Mapping[str, Any]) -> list[str]:
    fields = about["schema"]["fields"]
    said = [f"## {about['title']}", f"`data/published/{name}.csv`"]
    if about.get("measures"):
        said += [f'In Python: `load("{name}")`', _measures(about["measures"])]
    heads = ["column", "type", "what it says"] if "description" in fields[0] else ["column", "type"]
    said.append(
        table(heads, ([_code(f["name"]), f["type"], f.get("description", "")][: len(heads)]
                      for f in fields))
    )  # fmt: skip
    said.append(table(["release", "publisher", "title", "published"], _releases(about["sources"])))
    return [*said, *(_note(note) for note in about.get("notes", []))]


def _note(note: Any) -> str:
    return note if isinstance(note, str) else " ".join(map(str, note.values()))


def _measures(measures: Mapping[str, Mapping[str, Any]]) -> str:
    rows = (
        [_code(name), it["title"], it["unit"], TIMINGS[it["timing"]], it["decimals"],
         POLARITIES[it["polarity"]], it["definition"]]
        for name, it in measures.items()
    )  # fmt: skip
    heads = ["measure", "title", "unit", "when", "decimals", "better", "definition"]
    return table(heads, rows)


def _releases(sources: Iterable[Mapping[str, str]]) -> list[list[str]]:
    rows = [
        [_code(each["release"]), each["publisher"], each["title"], each.get("published", "")]
        for each in sources
    ]
    return [list(row) for row in dict.fromkeys(map(tuple, rows))]


def _registers(known: Iterable[Description]) -> list[str]:
    shared = table(["column", "what it says", "example"],
                   ([_code(c.name), c.meaning, c.example] for c in SOURCE))  # fmt: skip
    found = [
        "# Registers",
        "What a partnership keeps itself, apart from [counts of children](counts.md): a CSV each "
        "in `data/partnerships/NAME/YEAR/`, described in `data/rules/registers/`.",
        "## Columns that every register may have",
        shared,
    ]
    for each in sorted(known, key=lambda it: it.title):
        found += _register(each)
    return found


def _counts(known: Iterable[Description]) -> list[str]:
    found = [
        "# Registers of counts of children",
        "Counts here are protected before anything is shown: see "
        "[the rules](disclosure.md) and [how they are worked](../method.md#small-numbers). "
        "The columns that [every register may have](registers.md) may stand in these too.",
    ]
    for each in sorted(known, key=lambda it: it.title):
        found += [*_register(each), *_counted(each)]
    return found


def _register(each: Description) -> list[str]:
    said = f"`{each.name}.csv`: one row is {each.row}."
    if each.key:
        said += f" No two rows share {', '.join(map(_code, each.key))}."
    if each.feeds:
        said += f" Feeds {'parts' if len(each.feeds) > 1 else 'part'} {', '.join(each.feeds)}."
    rows = ([_code(c.name), _cell(c), c.meaning, _code(c.example)] for c in each.columns.values())
    heads = ["column", "a cell holds", "what it says", "example"]
    return [f"## {each.title}", said, table(heads, rows)]


def _cell(column: Column) -> str:
    held = f"one of: {', '.join(column.choices)}" if column.choices else EXPECTED[column.type]
    if column.of:
        held += f", as in `{column.of}`"
    return held + ("" if column.required else "; may be blank")


def _counted(each: Description) -> list[str]:
    rows = (
        [_code(name), it["title"], it["unit"], POLARITIES[it.get("polarity")], it["definition"]]
        for name, it in each.measures.items()
    )
    heads = ["measure", "title", "unit", "better", "definition"]
    rule = f"Protected by the rule `{each.disclosure['settings']}`."
    sums = each.disclosure.get("sums") or {}
    totals = [f"`{total}` in `{column}`" for column, total in sums.items() if total]
    return [table(heads, rows), rule + (f" Totals: {', '.join(totals)}." if totals else "")]


def _figures() -> list[str]:
    figures = read_yaml(shelf("rules") / "figures.yaml")
    rows = (
        [_code(name), _origin(it), ", ".join(it.get("words", []))] for name, it in figures.items()
    )
    return [
        "# Figures that statements are held against",
        "From `data/rules/figures.yaml`: the name that a row of `statements.csv` gives in its "
        "column `figure`, what it is held against, and the words by which drafts are read.",
        table(["figure", "held against", "words"], rows),
    ]


def _origin(figure: Mapping[str, Any]) -> str:
    if "register" in figure:
        what = f"the sum of `{figure['total']}`" if "total" in figure else "rows"
        return f"{what} of the register `{figure['register']}`"
    if "count" in figure:
        rate = f"`{figure['count']}` per {figure['per']:,} of `{figure['population']}`"
        quoted = f"`{figure['measure']}` as printed, or " if "measure" in figure else ""
        return f"{quoted}{rate}, table `{figure['table']}`"
    return f"`{figure['measure']}`, table `{figure['table']}`"


def _markers() -> list[str]:
    symbols = read_yaml(shelf("rules") / "families.yaml")["symbols"]
    rows = (
        [
            name.replace("_", " "),
            ", ".join(f"`{printed or 'blank'}` is `{said}`" for printed, said in held.items()),
        ]
        for name, held in symbols.items()
        if held
    )
    return [
        "# Why there is no number",
        "A figure that is missing says why. The reasons are never merged, never turned into a "
        "number or a blank, and never filled from an older release.",
        table(["marker", "the figure is"], ([_code(name), it] for name, it in MARKERS.items())),
        "## What publishers print instead",
        "As their own notes say, by the way in which a file is laid out "
        "(`data/rules/families.yaml`). A symbol that is not here is refused.",
        table(["files", "what is printed, and the marker that it becomes"], rows),
    ]


def _disclosure() -> list[str]:
    found = [
        "# Rules that protect small numbers",
        "From `data/rules/disclosure/`; the description of a register names one of them. "
        "[The method](../method.md#small-numbers) says how they are worked.",
    ]
    for path in sorted((shelf("rules") / "disclosure").glob("*.yaml")):
        rule = settings(path.stem)
        rounding = f"to the nearest {rule.base}" if rule.base else "none"
        rows = [
            ["withheld", f"{rule.least} to {rule.threshold}"],
            ["a true zero", rule.zeros],
            ["printed instead", _code(rule.symbol)],
            ["stays possible over a range of at least", rule.width],
            ["further figures withheld so that none can be worked back", _yes(rule.secondary)],
            ["never withheld", _levels(rule.exempt) or "none"],
            ["rounding", rounding + _where(rule.rounded_only, rule.rounded_except)],
        ]
        found += [
            f"## {rule.title}",
            f"`{path.name}`. {rule.source}.",
            table(["what", "as the rule has it"], rows),
        ]
    return found


def _yes(held: bool) -> str:
    return "yes" if held else "no"


def _levels(levels: Mapping[str, Iterable[str]]) -> str:
    return "; ".join(f"`{name}` beginning {', '.join(it)}" for name, it in levels.items())


def _where(only: Mapping[str, Any], apart_from: Mapping[str, Any]) -> str:
    said = [("only", only), ("but not", apart_from)]
    return "".join(f", {word} {_levels(it)}" for word, it in said if it)
