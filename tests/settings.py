"""What tests need otherwise than production."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SECRET_KEY", "for-tests-only")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as outside of tests: site, worker and test each have a connection of their own.
    name = f"offprint-tests-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / name}

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage",
        "OPTIONS": {"base_url": "/media/"},
    },
    "papers": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
