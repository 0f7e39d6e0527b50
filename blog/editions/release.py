"""Names all that makes pages and is no record: code, templates, packages, settings."""

from __future__ import annotations

import hashlib
import os
from functools import cache as once
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

APPS = ("blog", "config", "figures")
# The settings are a module that is read as well, and what decides over it.
VARIABLES = ("DJANGO_", "OFFPRINT_")
SECRETS = ("DJANGO_SECRET_KEY",)


@once
def release() -> str:
    """The same for all processes of one deployment, another after each change of it.

    Read once: who changes a template while the site runs has to start it again.
    """
    digest = hashlib.sha256()
    for part in (*sources(), *sorted(packages()), *environment(), static_files()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def sources() -> Iterator[bytes]:
    folders = [Path(apps.get_app_config(label).path) for label in APPS]
    folders += [Path(folder) for folder in Engine.get_default().dirs]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()


def packages() -> Iterator[bytes]:
    for package in distributions():
        yield f"{package.name} {package.version}".encode()


def environment() -> Iterator[bytes]:
    for name, value in sorted(os.environ.items()):
        if name.startswith(VARIABLES) and name not in SECRETS:
            yield f"{name}={value}".encode()


def static_files() -> bytes:
    """The hash of what `collectstatic` wrote, where files are named by their bytes."""
    written: str = getattr(staticfiles_storage, "manifest_hash", "")
    return written.encode()
