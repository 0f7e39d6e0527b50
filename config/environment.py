"""Reads what the environment decides; the demo's folder stands in where it is silent."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from dj_database_url import DBConfig

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO_DIR = Path(os.environ.get("OFFPRINT_DEMO_DIR") or BASE_DIR / ".demo")
DEMO_KEY = DEMO_DIR / "secret-key"

# Whoever sets one of these has more in mind than a demo.
PRODUCTION = ("DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "DATABASE_URL")

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


def env_flag(name: str, *, default: bool = False) -> bool:
    text = os.environ.get(name)
    return (
        default if text is None else text.strip().lower() in {"1", "true", "yes", "on"}
    )


def env_list(name: str, default: str = "") -> list[str]:
    return [
        part.strip()
        for part in os.environ.get(name, default).split(",")
        if part.strip()
    ]


def env_int(name: str, default: int) -> int:
    """A limit: a whole number, 1 or more."""
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise ImproperlyConfigured(
            f"{name} is “{text}”. Write a whole number, 1 or more, or leave it out for "
            f"{default}."
        )
    return int(text)


def env_database(file: Path) -> DBConfig:
    """What DATABASE_URL names, else ``file`` for SQLite.

    Triggers and search speak the languages of two databases: a third would fail later.
    """
    address = os.environ.get("DATABASE_URL") or f"sqlite:///{file}"
    try:
        database = dj_database_url.parse(address, conn_health_checks=True)
    except ValueError:
        # What it says of the address may show a password.
        database = {}
    if database.get("ENGINE") not in {SQLITE, POSTGRESQL}:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database that we work with, which are PostgreSQL and "
            "SQLite. Write postgres://user:password@host/name, with any special "
            "character of the password as %xx, or leave it out for SQLite."
        )
    return database


def create_demo() -> None:
    """Make the demo's folder with a key of its own; what exists stays as it is."""
    if not DEMO_KEY.exists():
        DEMO_DIR.mkdir(mode=0o700, exist_ok=True)
        DEMO_KEY.touch(mode=0o600)
        DEMO_KEY.write_text(secrets.token_urlsafe(50))


def is_demo() -> bool:
    """A demo was set up here, and nothing says that this is production."""
    return DEMO_KEY.exists() and not any(name in os.environ for name in PRODUCTION)
