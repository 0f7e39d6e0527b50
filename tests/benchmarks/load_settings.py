"""The site in production, and beside it the least that a Django page can do."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, STORAGES

ROOT_URLCONF = "tests.benchmarks.load_urls"
# Readers speak HTTP here; everything else is as it is in production.
SECURE_SSL_REDIRECT = False
STATIC_ROOT = DATA_DIR / "static"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
if os.environ.get("LOAD_NOTHING_KEPT"):
    CACHES = {
        name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        for name in ("default", "answers")
    }
