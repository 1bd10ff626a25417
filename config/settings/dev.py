"""``make run``: one machine, plain http, the demo world; no debug pages, so that what is seen is what runs."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR
from config.settings.secret import kept_secret
from config.settings.storage import env

SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(VAR_DIR / "secret_key")
SEAL_KEY = env.str("SEAL_KEY", default="") or kept_secret(VAR_DIR / "seal_key")
FIELD_KEYS = env.list("FIELD_KEYS", default=[]) or [kept_secret(VAR_DIR / "field_key")]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DEMO_ALLOWED = True
DEMO_PASSWORD = "demo-Labour-2026"  # noqa: S105 - printed on purpose, demo only
STAFF_MFA_REQUIRED = False
CARRIERS = {"courier": "disputes.carriers.local.LocalCourier", "sms": "disputes.carriers.local.LocalTexter"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
