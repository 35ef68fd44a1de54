"""A table or view of a database, read through SQLAlchemy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mscp_analysis.inputs.extras import extra
from mscp_analysis.registers.typed import MOST, sheet_of
from mscp_analysis.schemas import Sheet

_NEEDS = "Reading a database"


def read(address: str, table: str, password_from: str = "", folder: Path | None = None) -> Sheet:
    """Every row of a table or view, in one statement, so that none is of another moment.

    Parameters
    ----------
    address : str
        As SQLAlchemy writes it, without the password:
        ``postgresql+psycopg://reader@server/safeguarding``, ``sqlite:///figures.db``.
    table : str
        Its name, with its schema if it is not in the usual one: ``reporting.quarterly``.
    password_from : str
        Name of the environment variable that holds the password; left out where there is none.
    folder : pathlib.Path, optional
        Where a SQLite file lies, if its address names no folder.

    Returns
    -------
    Sheet
        Its first row is row 1, in the order of its columns, since a table has no order of its
        own.

    Raises
    ------
    ValueError
        If the address holds a password or is none, the variable is not set, the database cannot
        be reached or has no such table; no sentence holds the password.

    References
    ----------
    SQLAlchemy, "Engine configuration: database URLs".
    """
    sql = extra("sqlalchemy", "SQLAlchemy", _NEEDS)
    url = _url(sql, address, password_from, folder or Path())
    engine = None
    try:
        engine = sql.create_engine(url)
        with engine.connect() as connection:
            found = _table(sql, connection, table)
            ordered = sql.select(found).order_by(*found.columns)
            rows = connection.execute(ordered).fetchmany(MOST + 1)
    except ImportError as error:
        raise ValueError(
            f"{_NEEDS} at {url.render_as_string()} needs {error.name}, which comes with no "
            f"environment of this project: run `pip install {error.name}`."
        ) from None
    except sql.exc.SQLAlchemyError as error:
        raise ValueError(
            f"{url.render_as_string()}, table {table}: cannot be read "
            f"({_first_line(error, url.password)}); ask whoever keeps the database."
        ) from None
    finally:
        if engine is not None:
            engine.dispose()
    return sheet_of(Path("database") / table, [c.name for c in found.columns], rows, 1)


def _url(sql: Any, address: str, password_from: str, folder: Path) -> Any:
    try:
        url = sql.engine.make_url(address)
    except sql.exc.ArgumentError:
        raise ValueError(
            f"address: expected one such as postgresql+psycopg://reader@server/safeguarding, "
            f"came {address.rpartition('@')[2]!r}."
        ) from None
    if url.password is not None:
        raise ValueError(
            f"address of {url.host}: no password may stand in a file; take it out, keep it in an "
            "environment variable and name that under password_from."
        )
    if password_from:
        if password_from not in os.environ:
            raise ValueError(
                f"The password of {url.render_as_string()} is expected in the environment "
                f"variable {password_from}, which is not set; set it and try again."
            )
        url = url.set(password=os.environ[password_from])
    return _of_file(url, folder) if url.get_backend_name() == "sqlite" else url


def _of_file(url: Any, folder: Path) -> Any:
    """A SQLite file that is there: opening one that is not would make it."""
    path = folder / (url.database or "")
    if not path.is_file():
        raise ValueError(f"{path}: there is no such database; correct the address.")
    return url.set(database=str(path))


def _table(sql: Any, connection: Any, name: str) -> Any:
    schema, _, plain = name.rpartition(".")
    inspector = sql.inspect(connection)
    there = [*inspector.get_table_names(schema or None), *inspector.get_view_names(schema or None)]
    if plain not in there:
        held = ", ".join(f"{schema}.{each}" if schema else each for each in sorted(there))
        raise ValueError(
            f"The database has no table or view {name!r}; it has {held or 'none'}: correct "
            "`table:`, or ask for the right to read it."
        )
    return sql.Table(plain, sql.MetaData(), schema=schema or None, autoload_with=connection)


def _first_line(error: Exception, password: str | None) -> str:
    said = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
    return said.replace(password, "…") if password else said
