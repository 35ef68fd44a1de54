"""What is wrong with files, told of all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class FaultyFiles(ValueError):
    """Several files that cannot be imported, each with its own error."""

    def __init__(self, errors: list[Exception]) -> None:
        super().__init__(" ".join(map(str, errors)))
        self.errors = errors


class Faults:
    """Collects the errors of files one by one.

    Examples
    --------
    >>> faults = Faults()
    >>> for file in ("one.csv", "two.csv"):
    ...     with faults.collected():
    ...         raise ValueError(f"{file} is empty.")
    >>> faults.tell()
    Traceback (most recent call last):
    mscp_analysis.publishers.faults.FaultyFiles: one.csv is empty. two.csv is empty.
    """

    def __init__(self) -> None:
        self.errors: list[Exception] = []

    @contextmanager
    def collected(self) -> Iterator[None]:
        """Keep what is raised within, and go on after it."""
        try:
            yield
        except (ValueError, LookupError, FileNotFoundError) as error:
            self.errors.append(error)

    def tell(self) -> None:
        """Raise what was collected: one error as it is, several as ``FaultyFiles``.

        Raises
        ------
        ValueError, LookupError, FileNotFoundError
            If anything was collected.
        """
        if self.errors:
            raise self.errors[0] if len(self.errors) == 1 else FaultyFiles(self.errors)
