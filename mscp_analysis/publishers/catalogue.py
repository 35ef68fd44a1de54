"""What is in ``data/published``, as a table for its readme, from the descriptions."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

START, END = "<!-- tables: written by `mscp import` -->", "<!-- end of tables -->"
HEADING = "| table | measure | what it is | unit | releases |\n|---|---|---|---|---|"


def contents(descriptions: Mapping[str, bytes]) -> str:
    """A table in Markdown: one row a measure.

    Parameters
    ----------
    descriptions : mapping of str to bytes
        Descriptions by name of their table.

    Returns
    -------
    str
    """
    lines = [HEADING]
    for table, text in sorted(descriptions.items()):
        described = yaml.safe_load(text)
        releases = {
            measure: dict.fromkeys(
                source["release"]
                for source in described["sources"]
                if measure in source.get("measures", [])
            )
            for measure in described.get("measures", {})
        }
        for measure, about in described.get("measures", {}).items():
            said = about["title"], about["unit"], ", ".join(releases[measure])
            lines.append(f"| `{table}` | `{measure}` | {said[0]} | {said[1]} | {said[2]} |")
        if "measures" not in described:
            held = ", ".join(dict.fromkeys(each["release"] for each in described["sources"]))
            lines.append(f"| `{table}` | | {described['title']} | | {held} |")
    return "\n".join(lines)


def refreshed(readme: str, files: Mapping[str, bytes]) -> str:
    """A readme whose table between its two marks says what the descriptions say.

    Parameters
    ----------
    readme : str
        Its present text; without the marks it stays as it is.
    files : mapping of str to bytes
        Descriptions by file name; other files are ignored.

    Returns
    -------
    str
    """
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        return readme
    ending = ".resource.yaml"
    found = {
        name.removesuffix(ending): text for name, text in files.items() if name.endswith(ending)
    }
    return f"{before}{start}\n\n{contents(found)}\n\n{end}{after}"
