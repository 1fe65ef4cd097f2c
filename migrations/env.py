"""Run by Alembic; the connection, with its transaction begun, comes from quotes.store.migration."""

from __future__ import annotations

from alembic import context

from quotes.store.models import Base

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("run migrations with `quotes db upgrade` (quotes.store.migration gives the connection)")
context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True)
context.run_migrations()
