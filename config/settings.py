"""Settings: one file, production by default, decided by the environment."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from config.environment import (
    BASE_DIR,
    DEMO_DIR,
    DEMO_KEY,
    SQLITE,
    env_database,
    env_flag,
    env_int,
    env_list,
    is_demo,
)

# A demo lives in its own folder, on this machine alone.

DEMO = is_demo()
DEBUG = env_flag("DJANGO_DEBUG")
SECRET_KEY = DEMO_KEY.read_text() if DEMO else os.environ.get("DJANGO_SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "There is no secret key. Set DJANGO_SECRET_KEY to a long random text that you "
        "keep, or set up a demo on this machine: manage.py demo"
    )
ALLOWED_HOSTS = env_list(
    "DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else ""
)
CSRF_TRUSTED_ORIGINS = env_list("DJANGO_CSRF_TRUSTED_ORIGINS")
DATA_DIR = Path(os.environ.get("OFFPRINT_DATA_DIR") or (DEMO_DIR if DEMO else BASE_DIR))

INSTALLED_APPS = [
    "config.apps.SiteConfig",
    "blog.apps.BlogConfig",
    "figures.apps.FiguresConfig",
    "markdownx",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.readers.ReadersLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "blog.views.faults.csrf_failure"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.identity.identity",
            ],
        },
    },
]

# SQLite unless DATABASE_URL names another. Writers queue instead of failing.

DATABASES = {
    "default": env_database(DATA_DIR / "offprint.sqlite3"),
}
if DATABASES["default"]["ENGINE"] == SQLITE:
    # Opened for each request it costs 1.9 ms, and the one question of a kept page 0.04.
    # Opened for ever it would not hear of what the worker counts.
    DATABASES["default"]["CONN_MAX_AGE"] = 3600
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # As many as the threads of a web process; a worker needs two.
    pool = {"min_size": 1, "max_size": 10}
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = pool


AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What there are catalogs for; the admin speaks the first alone. The words for readers
# are one catalog, whichever part of the site shows them, and go before Django's own.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "blog" / "locale", BASE_DIR / "figures" / "locale"]
# Django's own English writes dates as newspapers in the United States do.
FORMAT_MODULE_PATH = "config.formats"
# A reader's choice, kept for a year.
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = os.environ.get("DJANGO_TIME_ZONE", "UTC")

# Rendered posts, named by all they were made of: each process may keep its own.

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Pages, and their formulas one by one: a post may have hundreds, of 1 KB each.
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Whole answers to readers, compressed: some 10 KB each; who was last asked for goes
    # last. Apart, so that neither pushes out the other.
    "answers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "answers",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# What the site calls itself, until somebody writes it in the admin.

SITE_NAME = os.environ.get("OFFPRINT_NAME", "Offprint")
SITE_TAGLINE = os.environ.get("OFFPRINT_TAGLINE", "")
SITE_ACCENT = os.environ.get("OFFPRINT_ACCENT", "")
SITE_FOOTER = os.environ.get("OFFPRINT_FOOTER", "")

# Files: renditions are public, papers are private and have no address.

MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEMO or DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "papers": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private" / "papers",
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO or DEBUG
        else "config.static_files.ProductionStaticFilesStorage"
    },
}

FILE_UPLOAD_HANDLERS = [
    "figures.upload_limits.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Background tasks: rows in our own database, run by `manage.py worker`.

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# HTTPS everywhere but in a demo and on a developer's machine.

HTTPS = not (DEMO or DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if env_flag("DJANGO_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# These two bind a whole domain: for its owner to decide, not for us.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Nothing inline, nothing from elsewhere, no framing.

X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}

# The editor's Markdown field; our own preview takes the place of markdownx's addresses.

MARKDOWNX_MARKDOWNIFY_FUNCTION = "blog.markdown.render_markdown"
MARKDOWNX_SERVER_CALL_LATENCY = 500

# What a paper may cost in all; each of its pages has a limit of its own in extraction.

PAPER_MAX_BYTES = env_int("PAPER_MAX_MEGABYTES", 100) * 1024**2
PAPER_MAX_PAGES = env_int("PAPER_MAX_PAGES", 500)
PAPER_MAX_SECONDS = env_int("PAPER_MAX_SECONDS", 600)
PAPER_MAX_CPU_SECONDS = env_int("PAPER_MAX_CPU_SECONDS", 300)
PAPER_MAX_MEMORY = env_int("PAPER_MAX_MEMORY_MEGABYTES", 1024) * 1024**2
OWN_IMAGE_MAX_BYTES = env_int("OWN_IMAGE_MAX_MEGABYTES", 20) * 1024**2
