"""What every test can count on: empty storages, an empty cache, a queue to look into."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import UserFactory


def pytest_collection_modifyitems(items):
    """What takes longest begins first, or all cores wait for it in the end."""
    items.sort(key=lambda item: "processes" not in item.keywords)


@pytest.fixture(autouse=True)
def clean_slate():
    """Files and cached pages live in memory, for all tests alike: begin with none."""
    # That of the last request stays, as on any thread that answers.
    translation.deactivate()
    for kept in ("default", "answers"):
        caches[kept].clear()
    empty(default_storage)
    empty(storages["papers"])


def empty(storage):
    folders, files = storage.listdir("")
    for name in (*folders, *files):
        # In memory, folders go with all that they hold.
        storage.delete(name)


def stored_files(storage=default_storage, folder=""):
    """The names of all files in ``storage``."""
    folders, files = storage.listdir(folder)
    names = [f"{folder}{name}" for name in files]
    for name in folders:
        names += stored_files(storage, f"{folder}{name}/")
    return sorted(names)


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.fixture
def editor():
    """Somebody who may do what editors do, and no more."""
    user = UserFactory(editor=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def newcomer():
    """Somebody who may log in to the admin, and nothing else."""
    return UserFactory(editor=True)
