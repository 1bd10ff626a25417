"""The suite: the same house on whichever database and channel layer the environment names."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CHANNEL_LAYERS, DATABASES, REST_FRAMEWORK, STORAGES

# A place of its own for every run, so that two runs on one machine do not meet.
RUN_DIR = Path(tempfile.gettempdir()) / f"disputes-test-{os.getpid()}"
RUN_DIR.mkdir(exist_ok=True)
atexit.register(shutil.rmtree, RUN_DIR, ignore_errors=True)

SECRET_KEY = "only-for-the-suite-" + "x" * 48
SEAL_KEY = "only-for-the-suite-" + "z" * 48
FIELD_KEYS = ["only-for-the-suite-" + "y" * 48]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO_ALLOWED = True
DEMO_PASSWORD = "demo-Labour-2026"  # noqa: S105 - printed on purpose, demo only
STAFF_MFA_REQUIRED = False
TSA_URL = TSA_CERTIFICATE = TSA_POLICY = ""
# Clearing a cache in Redis would empty the whole database it is in.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# The matrix asks thousands of times in one frozen minute; the limits have a test of their own.
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "1000000/min"),  # type: ignore[call-overload]
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PAPERS_ROOT = RUN_DIR / "papers"
INDEX_ROOT = RUN_DIR / "index"
OUTBOX_ROOT = RUN_DIR / "outbox"
CARRIERS = {"courier": "disputes.carriers.local.LocalCourier", "sms": "disputes.carriers.local.LocalTexter"}
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": RUN_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # type: ignore[assignment]  # nothing is collected: the finders serve
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["ENGINE"] == "config.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_disputes_{os.getpid()}"}
if "prefix" in CHANNEL_LAYERS["default"]["CONFIG"]:
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"test-{os.getpid()}"
