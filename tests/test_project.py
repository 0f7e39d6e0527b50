"""Promises about the code base itself."""

from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_module_is_longer_than_three_hundred_lines():
    modules = [
        path
        for folder in ("blog", "config", "figures", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]

    lengths = {path: len(path.read_text().splitlines()) for path in modules}

    assert {p: n for p, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_there_is_no_junk_drawer():
    names = {"utils", "helpers", "common", "core", "services", "signals", "constants"}

    found = [
        path
        for folder in ("blog", "config", "figures")
        for path in (ROOT / folder).rglob("*.py")
        if path.stem in names
    ]

    assert found == []
