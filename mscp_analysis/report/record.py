"""What a report was built from, for whoever builds it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import mscp_analysis
from mscp_analysis.report.kept.fingerprints import files_of, sha256
from mscp_analysis.report.parameters import Request

PACKAGES = (
    *["argcomplete", "holidays", "ipykernel", "Jinja2", "matplotlib", "mistune", "nbconvert"],
    *["numpy", "pandas", "papermill", "PyYAML", "scipy", "tqdm", "weasyprint"],
    "XlsxWriter",
)


def packages() -> dict[str, str]:
    """Name and version of each package that a build stands on."""
    return {"mscp_analysis": mscp_analysis.__version__} | {name: version(name) for name in PACKAGES}


def inputs(
    request: Request, notebooks: Sequence[Path], held: Path, digests: Mapping[str, str]
) -> dict[str, str]:
    """SHA-256 of every file that a build may read: its notebooks, and the data of its kind.

    Of a partnership's own counts it is that of the protected version: from that of the counts
    themselves a small one could be guessed and the guess confirmed. Those in ``digests``, by
    the names of their files, are not read again.
    """
    read = [*files_of(held / "published"), *files_of(held / "partnerships" / request.folder)]
    named = {f"notebooks/report/{path.name}": path for path in notebooks}
    named |= {f"data/{path.relative_to(held).as_posix()}": path for path in read}
    return {name: digests.get(str(path)) or sha256(path) for name, path in named.items()}
