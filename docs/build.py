"""Build the documentation: write the pages that are generated, and let Sphinx make them all.

``python docs/build.py [FOLDER]`` builds it whole into ``reports/docs``, or another folder, and
leaves what was there as it was if anything is wrong: a warning or a dead link is an error.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import dictionary
import floors
import reference
from sphinx.cmd.build import build_main

HERE = Path(__file__).parent
OUT = HERE.parent / "reports" / "docs"


def build(out: Path) -> int:
    """Build the documentation.

    Parameters
    ----------
    out : pathlib.Path
        The folder to put in place.

    Returns
    -------
    int
        0 where it was built.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, built = Path(folder, "source"), Path(folder, "built")
        shutil.copytree(HERE, source, ignore=shutil.ignore_patterns("__pycache__"))
        reference.write(source / "reference")
        dictionary.write(source / "dictionary")
        floors.write(source / "_floors.md")
        _give_charts_their_words(source / "tutorial.ipynb")
        options = ["-q", "-W", "--keep-going", "-d", f"{folder}/doctrees"]
        failed = build_main([*options, str(source), str(built)])
        if not failed:
            _put(built, out)
    return failed


def _give_charts_their_words(path: Path) -> None:
    """Say beside each chart of a notebook what its output says: text alternative and caption."""
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            chart = output.get("metadata", {}).get("image/svg+xml")
            if chart:
                figure = {"caption": f"**{chart['headline']}** {chart['title']}"}
                cell["metadata"]["mystnb"] = {"image": {"alt": chart["alt"]}, "figure": figure}
    path.write_text(json.dumps(notebook), "utf-8")


def _put(built: Path, out: Path) -> None:
    """Put what was built in place whole."""
    (built / ".buildinfo").unlink(missing_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists():
        if not (out / "objects.inv").is_file():
            raise SystemExit(f"{out} is a folder of other files: name a new one, or an empty one.")
        shutil.rmtree(out)
    shutil.move(built, out)


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    if build(place):
        sys.exit(1)
    print(place / "index.html")
