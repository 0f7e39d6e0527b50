"""What the environment decides, and the demo where it is silent."""

import stat
from traceback import format_exception

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import (
    create_demo,
    env_database,
    env_flag,
    env_int,
    env_list,
    is_demo,
)


@pytest.fixture
def demo(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "DEMO_DIR", tmp_path / ".demo")
    monkeypatch.setattr(environment, "DEMO_KEY", tmp_path / ".demo" / "secret-key")
    for name in environment.PRODUCTION:
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".demo"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("1", True),
        ("True", True),
        ("on", True),
        ("0", False),
        ("no", False),
        ("", False),
    ],
)
def test_a_flag_is_on_when_it_says_so(monkeypatch, text, flag):
    monkeypatch.setenv("SOME_FLAG", text)

    assert env_flag("SOME_FLAG") is flag


def test_what_is_not_set_has_its_default(monkeypatch):
    monkeypatch.delenv("NOT_SET", raising=False)

    assert env_flag("NOT_SET", default=True)
    assert env_list("NOT_SET", "a,b") == ["a", "b"]
    assert env_int("NOT_SET", 7) == 7


def test_a_list_is_split_at_commas(monkeypatch):
    monkeypatch.setenv("HOSTS", " example.org, ,www.example.org ")

    assert env_list("HOSTS") == ["example.org", "www.example.org"]


@pytest.mark.parametrize("text", ["200", " 200 "])
def test_a_number_is_read(monkeypatch, text):
    monkeypatch.setenv("PAPER_MAX_PAGES", text)

    assert env_int("PAPER_MAX_PAGES", 500) == 200


@pytest.mark.parametrize("text", ["lots", "1.5", "1e3", "0", "-5", "²", "100 MB"])
def test_what_is_no_number_is_refused_by_the_variable_s_name(monkeypatch, text):
    monkeypatch.setenv("PAPER_MAX_PAGES", text)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env_int("PAPER_MAX_PAGES", 500)

    assert str(refusal.value) == (
        f"PAPER_MAX_PAGES is “{text}”. Write a whole number, 1 or more, or leave it out "
        "for 500."
    )


@pytest.mark.parametrize("address", [None, ""])
def test_without_an_address_the_database_is_a_file(monkeypatch, tmp_path, address):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if address is not None:
        monkeypatch.setenv("DATABASE_URL", address)

    database = env_database(tmp_path / "site.sqlite3")

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "site.sqlite3")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://offprint:hunter2@db/site",
        "oracle://offprint:hunter2@db/site",
        "unheard-of://offprint:hunter2@db/site",
        "postgres://offprint:hunter2/5@db/site",
        "hunter2",
    ],
)
def test_other_databases_are_refused_and_no_password_is_shown(
    monkeypatch, tmp_path, address
):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured) as refusal:
        env_database(tmp_path / "site.sqlite3")

    assert "DATABASE_URL" in str(refusal.value)
    assert "PostgreSQL and SQLite" in str(refusal.value)
    assert "hunter2" not in "".join(format_exception(refusal.value))


def test_a_demo_has_a_key_of_its_own_that_only_its_owner_reads(demo):
    create_demo()

    key = demo / "secret-key"
    assert len(key.read_text()) > 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(demo.stat().st_mode) == 0o700
    assert is_demo()


def test_a_demo_keeps_its_key(demo):
    create_demo()
    key = (demo / "secret-key").read_text()

    create_demo()

    assert (demo / "secret-key").read_text() == key


@pytest.mark.parametrize("name", environment.PRODUCTION)
def test_what_production_needs_makes_it_production(demo, monkeypatch, name):
    create_demo()
    monkeypatch.setenv(name, "real")

    assert not is_demo()


def test_without_demo_and_key_it_is_no_demo(demo):
    assert not is_demo()
