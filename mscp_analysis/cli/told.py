"""What a command prints of what it found, and the lists that it keeps."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mscp_analysis.schemas import Fault


def tell_faults(found: Sequence[Fault], file: Path, left: str = "nothing was published") -> int:
    """Print faults as a table, and keep them in a file that can be sent back."""
    from mscp_analysis.schemas import faults_as_csv

    for fault in found:
        print(f"  {fault.sentence}", file=sys.stderr)
    number = f"{len(found)} faults" if len(found) > 1 else "one fault"
    keep(file, faults_as_csv(found))
    print(f"mscp: what was handed in has {number}; {left}; the list is in {file}.", file=sys.stderr)
    return 1


def keep(file: Path, text: str) -> None:
    """Write a list so that a spreadsheet reads its pound signs and quotation marks rightly."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8-sig")


def sentence(error: Exception) -> str:
    """What an error says, in one line: the words of a lookup come in quotation marks."""
    if isinstance(error, KeyError) and error.args:
        return str(error.args[0])
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    return " ".join(str(error).split())
