"""What a kernel has to itself: a folder, and what it sees of its surroundings."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mscp_analysis.report.running import warm


@dataclass(frozen=True)
class Place:
    """A folder that only this user can enter, and settings that are of one kernel.

    Parameters
    ----------
    folder : pathlib.Path
    settings : dict of str to str
        What its environment holds besides that of this process.
    """

    folder: Path
    settings: dict[str, str]

    @contextmanager
    def streams(self) -> Iterator[tuple[int, int]]:
        """Where a kernel writes below Python; it would else be among what the command prints."""
        with open(os.devnull, "w") as nowhere, (self.folder / "stderr").open("w") as said:
            yield nowhere.fileno(), said.fileno()

    def last_words(self) -> str:
        """The last line that the kernel's process wrote about itself, if any."""
        said = self.folder / "stderr"
        return ((said.read_text().strip() if said.exists() else "").splitlines() or [""])[-1]


@contextmanager
def place(data: Path | None = None) -> Iterator[Place]:
    """A place for one kernel; settings of the user's IPython and Matplotlib do not reach it.

    Parameters
    ----------
    data : pathlib.Path, optional
        The data folder that its code reads, if it is another than that of this process.

    Yields
    ------
    Place
    """
    with tempfile.TemporaryDirectory(prefix="mscp-") as name:
        (Path(name) / "matplotlibrc").write_text(warm.SETTINGS)
        own = {"IPYTHONDIR": name, "MATPLOTLIBRC": name}
        own |= {"MSCP_DATA": str(data)} if data else {}
        yield Place(Path(name), {**warm.settings_at_start(), **own})
