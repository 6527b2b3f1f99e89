"""Every test here has the stores of `tests.stores`."""

from tests.stores import (  # noqa: F401 fixtures
    clock,
    empty_postgres_url,
    postgres_server,
    postgres_store,
    postgres_url,
    sqlite_store,
    store,
)
