"""Where tests of stores keep them: in a file, and in a PostgreSQL of their own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .postgres_server import NoServerError, start_postgres

_numbers = itertools.count()


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Makes an empty database with PostGIS and gives its address."""
    psycopg = pytest.importorskip("psycopg", reason="pip install 'durandline[postgis]'")
    try:
        with start_postgres() as server:

            def run(database: str, statement: str) -> None:
                with psycopg.connect(f"{server}/{database}", autocommit=True) as connection:
                    connection.execute(statement)

            run("postgres", "CREATE DATABASE empty")
            run("empty", "CREATE EXTENSION postgis")

            def make() -> str:
                name = f"store_{next(_numbers)}"
                run("postgres", f"CREATE DATABASE {name} TEMPLATE empty")
                return f"{server}/{name}"

            yield make
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["geopackage", "postgis"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a test may open a store that does not exist yet: a file, then a database."""
    if request.param == "geopackage":
        return str(tmp_path / "store.gpkg")
    return str(request.getfixturevalue("new_database")())
