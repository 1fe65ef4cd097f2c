"""The schema's revision, and Alembic run from within the program (there is no alembic.ini)."""

from __future__ import annotations

from functools import lru_cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from quotes import settings


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration with the migrations that belong to this program."""
    config = Config()
    config.set_main_option("script_location", str(settings.resource_folder("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


@lru_cache(maxsize=1)
def head() -> str:
    """The revision that this program works with."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def known(revision: str) -> bool:
    """Whether the revision is one of this program's (an older one, then, or the head)."""
    return revision in {step.revision for step in ScriptDirectory.from_config(configuration()).walk_revisions()}


def revision(connection: Connection) -> str | None:
    """The revision of a database, None where it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def tables(connection: Connection) -> set[str]:
    """The names of the tables that a database has."""
    return set(inspect(connection).get_table_names())


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the schema to the target in one transaction; of two processes, the second finds it done."""
    with engine.execution_options(immediate=True).begin() as connection:
        command.upgrade(configuration(connection), target)
