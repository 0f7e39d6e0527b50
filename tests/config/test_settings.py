"""What a production site does, and that it does not start half configured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEY = {"DJANGO_SECRET_KEY": "real"}
DECIDED = ("DJANGO_", "DATABASE_URL", "OFFPRINT_")


def ask(question, tmp_path, **environment):
    """What the settings answer on a machine with this environment and no demo."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(DECIDED)}
    return subprocess.run(  # noqa: S603 (our own question)
        [sys.executable, "-c", f"from config import settings; print(({question}))"],
        cwd=ROOT,
        env=kept | {"OFFPRINT_DEMO_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_starts_without_a_key(tmp_path):
    answer = ask("settings.SECRET_KEY", tmp_path)

    assert answer.returncode != 0
    assert "Set DJANGO_SECRET_KEY to a long random text" in answer.stderr


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("settings.DEBUG", "False"),
        ("settings.DEMO", "False"),
        ("settings.ALLOWED_HOSTS", "[]"),
        (
            "settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE",
            "(True, True)",
        ),
        ("settings.SECURE_HSTS_SECONDS", "31536000"),
        ("hasattr(settings, 'SECURE_PROXY_SSL_HEADER')", "False"),
        ("'Production' in settings.STORAGES['staticfiles']['BACKEND']", "True"),
        ("settings.DATABASES['default']['OPTIONS']['transaction_mode']", "IMMEDIATE"),
        # Or it would never hear of what the worker counts.
        ("0 < settings.DATABASES['default']['CONN_MAX_AGE'] <= 3600", "True"),
    ],
)
def test_production_is_the_default(tmp_path, question, reply):
    answer = ask(question, tmp_path, **KEY)

    assert answer.stdout.strip() == reply


def test_a_database_address_makes_it_postgresql_with_a_pool(tmp_path):
    database = "settings.DATABASES['default']"
    address = "postgres://offprint:secret@db.example.org:5433/site?sslmode=require"

    answer = ask(
        f"{database}['ENGINE'], {database}['HOST'], {database}['OPTIONS']",
        tmp_path,
        **KEY,
        DATABASE_URL=address,
    )

    assert answer.stdout.strip() == (
        "('django.db.backends.postgresql', 'db.example.org', "
        "{'sslmode': 'require', 'pool': {'min_size': 1, 'max_size': 10}})"
    )


def test_a_demo_needs_no_https_and_answers_this_machine_alone(tmp_path):
    (tmp_path / "secret-key").write_text("demo")

    answer = ask(
        "settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS, str(settings.DATA_DIR)",
        tmp_path,
    )

    assert "(False, ['localhost', '127.0.0.1', '[::1]']" in answer.stdout
    assert str(tmp_path) in answer.stdout
