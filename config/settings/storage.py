"""Where data lives: an SQLite file and memory on one machine, PostgreSQL and Redis when they are named."""

from pathlib import Path
from typing import Any

import environ

env = environ.Env()

# WAL survives a reader beside a writer; NORMAL is durable against a killed process in that mode.
SQLITE_PRAGMAS = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
PRAGMA busy_timeout=20000;
PRAGMA foreign_keys=ON;
PRAGMA mmap_size=134217728;
PRAGMA cache_size=-32000;
"""


def database(var_dir: Path) -> dict[str, Any]:
    """The database named by DATABASE_URL, or ``db.sqlite3`` in ``var_dir``.

    A persistent connection per thread exhausts PostgreSQL under ASGI, so connections come from psycopg's pool
    (DATABASE_POOL connections at most in one process) and are given back after each request. STATEMENT_TIMEOUT
    (milliseconds; 0: none) ends a statement that takes longer: `config.asgi` sets it for what serves pages.
    """
    found: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{var_dir / 'db.sqlite3'}")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        var_dir.mkdir(parents=True, exist_ok=True)
        found["ENGINE"] = "config.sqlite3"
        found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
        return found
    pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=16), "timeout": 10}
    found["CONN_MAX_AGE"] = 0
    found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": pool}
    if limit := env.int("STATEMENT_TIMEOUT", default=0):
        found["OPTIONS"]["options"] = f"-c statement_timeout={limit}"
    return found


def channel_layers() -> dict[str, Any]:
    """Redis when REDIS_URL is set; else memory, which is right for one process only.

    ``group_expiry`` (seconds) bounds ghosts left by a crash; ``expiry`` bounds what an unread channel holds.
    """
    url = env.str("REDIS_URL", default="")
    if not url:
        return {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 1000}}}
    # A quiet channel is read for five seconds at a time; redis-py's own limit of five would end it as an error.
    host = {"address": url, "socket_timeout": 30}
    config = {"hosts": [host], "capacity": 1000, "expiry": 60, "group_expiry": 3600, "prefix": "disputes"}
    return {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": config}}


def caches() -> dict[str, Any]:
    """Rate limits count in the cache, so several processes need the shared one."""
    url = env.str("REDIS_URL", default="")
    if not url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    redis = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": redis, "LOCATION": url, "KEY_PREFIX": "disputes"}}
