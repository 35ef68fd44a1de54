"""``mscp completion``, and what may be typed next."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mscp_analysis.cli.options import Commands, add_command

SHELLS = ("bash", "zsh", "fish")


def add(commands: Commands) -> None:
    """Add the command to those of ``mscp``."""
    given, _ = add_command(
        commands,
        "completion",
        completion,
        "print what makes a shell complete these commands",
        """Prints a script. Once a shell has read it, the Tab key completes commands, options,
        years, partnerships, authorities and files.""",
        """
        mscp completion bash >> ~/.bashrc
        mscp completion zsh >> ~/.zshrc                  below compinit
        mscp completion fish > ~/.config/fish/completions/mscp.fish
        """,
    )
    given.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")


def completion(asked: argparse.Namespace) -> None:
    """Print the script that makes a shell complete commands."""
    import argcomplete

    print(argcomplete.shellcode(["mscp"], shell=asked.shell))


def complete(parser: argparse.ArgumentParser) -> None:
    """Answer a shell that asks what may come next, and end.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        That of ``mscp``.
    """
    import argcomplete

    _teach(parser)
    argcomplete.autocomplete(parser, always_complete_options=False, validator=_begins)


def _begins(name: str, typed: str) -> bool:
    return name.casefold().startswith(typed.casefold())


def _teach(parser: argparse.ArgumentParser) -> None:
    """Tell each argument what it may be, by the word that stands for it in the help."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _teach(command)
        elif action.choices is None and action.nargs != 0:
            action.completer = _OFFERED.get(_word(action), _nothing)  # type: ignore[attr-defined]


def _word(action: argparse.Action) -> str:
    """A release, a worksheet and a new folder are named too, but not as a partnership is."""
    of_partnership = action.dest in ("partnership", "partnerships_asked")
    return str(action.dest if of_partnership else action.metavar)


def years(**_: object) -> list[str]:
    """The years that have figures, the newest first.

    Examples
    --------
    >>> "2023-24" in years()
    True
    """
    from mscp_analysis.report import parameters

    return parameters.years_held()[::-1]


def authorities(parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """The authorities of the year that is typed already, or else of the newest.

    Examples
    --------
    >>> {"Medway", "Telford and Wrekin"} <= {*authorities(argparse.Namespace())}
    True
    """
    from mscp_analysis import areas

    year = getattr(parsed_args, "year", None)
    held = years()
    return [each.name for each in areas.authorities(year if year in held else held[0])]


def partnerships(parsed_args: argparse.Namespace, **_: object) -> list[str]:
    """The partnerships that are held, where the options say that the data are.

    Examples
    --------
    >>> partnerships(argparse.Namespace())
    ['exampleshire', 'medway']
    """
    from mscp_analysis import areas

    given = getattr(parsed_args, "partnerships", None)
    folder = Path(given).expanduser() if given else areas.data_folder()
    return sorted(path.parent.name for path in folder.glob("partnerships/*/partnership.yaml"))


def several(
    offered: Callable[..., Iterable[str]], *more: str, after: str = ","
) -> Callable[..., list[str]]:
    """What may be typed where several names stand in one word.

    Parameters
    ----------
    offered : callable
        The names that there are.
    *more : str
        Further words that may stand there.
    after : str
        What separates the names.

    Examples
    --------
    >>> several(several(years, after=".."))(prefix="2014-15,2021-22..2022")
    ['2014-15,2021-22..2022-23']
    """

    def completed(prefix: str, **about: Any) -> list[str]:
        before, comma, last = prefix.rpartition(after)
        typed = last.lstrip()
        before += comma + last.removesuffix(typed)
        names = [*more, *offered(prefix=typed, **about)]
        return [before + name for name in names if _begins(name, typed)]

    return completed


def _areas(parsed_args: argparse.Namespace, **about: object) -> list[str]:
    from mscp_analysis import areas

    regions = [f"region:{region.name}" for region in areas.regions()]
    return [*regions, *authorities(parsed_args, **about)]


def _reports(prefix: str, **about: object) -> list[str]:
    return [*years(), *_folders(prefix)]


def _files(prefix: str, **_: object) -> list[str]:
    from argcomplete.completers import FilesCompleter

    return FilesCompleter()(prefix)


def _folders(prefix: str, **_: object) -> list[str]:
    from argcomplete.completers import DirectoriesCompleter

    return [*DirectoriesCompleter()(prefix=prefix)]


def _notebooks(prefix: str, **_: object) -> list[str]:
    from argcomplete.completers import FilesCompleter

    return FilesCompleter("ipynb")(prefix)


def _nothing(**_: object) -> list[str]:
    return []


_OFFERED: dict[str, Callable[..., Iterable[str]]] = {
    "YEAR": years,
    "YEARS": several(several(years, after="..")),
    "AREA": authorities,
    "AREAS": several(_areas, "all"),
    "partnership": partnerships,
    "partnerships_asked": several(partnerships, "all"),
    "EARLIER": _reports,
    "LATER": _reports,
    "FILE": _files,
    "FOLDER": _folders,
    "NOTEBOOK": _notebooks,
}
"""What is offered for the word that stands for an argument in the help."""
