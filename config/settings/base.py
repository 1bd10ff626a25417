"""What is true wherever the house runs. Every value from outside is read and typed here or in prod."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from config.settings.storage import caches, channel_layers, database, env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
ALLOWED_HOSTS: list[str] = []
DEMO_ALLOWED = False
DEMO_PASSWORD = ""
STAFF_MFA_REQUIRED = True

INSTALLED_APPS = [
    "daphne",
    "config",
    "disputes",
    "mediation",
    "arbitration",
    "casebook",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "channels",
    "viewflow",
    "viewflow.workflow",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
]

# viewflow would append two middlewares for its own screens, which are not mounted: every public page would pay.
VIEWFLOW = {"AUTOREGISTER": False}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.assets.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.private.NotKept",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "disputes.typed.Typed",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.lanes.TurnedAway",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "config.second_factor.StaffSecondFactor",
    "config.refused.RefusedForms",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ]
        },
    }
]
FORM_RENDERER = "config.forms.HouseRenderer"

DATABASES = {"default": database(VAR_DIR)}
CHANNEL_LAYERS = channel_layers()
CACHES = caches()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PAPERS_ROOT = Path(env.str("PAPERS_ROOT", default=str(VAR_DIR / "papers")))
INDEX_ROOT = Path(env.str("INDEX_ROOT", default=str(VAR_DIR / "index")))

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "config.assets.OwnPagesFinder"]
# Apps whose own screens are not mounted: none of their files is served (viewflow alone has 49 MB).
STATIC_IGNORED_APPS = ["viewflow", "viewflow.workflow"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "config.assets.HashedFiles",
        # The proxy reads them as another user; papers and uploads stay closed to it (FILE_UPLOAD_PERMISSIONS).
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

AUTH_USER_MODEL = "disputes.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "config.accounts.OneAccount",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "disputes.access.PostBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = "strict"  # whoever registers is not told that an address is known
ACCOUNT_FORMS = {
    "login": "config.signing_in.SignInForm",
    "request_login_code": "config.accounts.CodeForm",
    "reset_password": "config.accounts.ResetForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # written and thrown away: config.accounts.AccountAdapter
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Failed passwords are counted by axes, in the database; these are the outer limits of allauth itself.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/m/ip,100/h/key",
    "request_login_code": "20/m/ip,10/d/key",
    "reset_password": "20/m/ip,10/d/key",
    "signup": "20/m/ip",
    "confirm_email": "1/180s/key,10/d/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "劳动争议调解仲裁"
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "config.accounts.typed_login"
AXES_LOCKOUT_CALLABLE = "config.accounts.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "email", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# One chunk of a paper is at most 2 MiB; a whole small file may come at once where scripts are off.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# The API reads as the pages do: nobody without a login unless a view says so; JSON and nothing else.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["disputes.api.session.HouseSession"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["disputes.api.writing.WholeJson"],
    "DEFAULT_PARSER_CLASSES": ["disputes.api.reading.PlainJson"],
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.ScopedRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "600/min", "user": "600/min", "law": "300/min", "casebook": "300/min"},
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "disputes.api.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "劳动人事争议调解仲裁 API",
    "DESCRIPTION": "Reading disputes, tasks and published typical cases, and questions of law. See docs/api.md.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_PUBLIC": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "COMPONENT_SPLIT_REQUEST": False,
    "ENUM_NAME_OVERRIDES": {"ApplicationEvent": "disputes.api.partner.FOR_A_WORKER"},
    "DISABLE_ERRORS_AND_WARNINGS": False,
}

CARRIERS: dict[str, str] = {}  # "courier" and "sms": class paths (disputes/carriers/__init__.py)
DELIVERY_PRIVATE = env.bool(
    "DELIVERY_PRIVATE", default=False
)  # whether other systems may listen in the own network
CARRIER_PAUSE = env.int("CARRIER_PAUSE", default=600)  # seconds between two questions about one parcel
OUTBOX_ROOT = Path(env.str("OUTBOX_ROOT", default=str(VAR_DIR / "outbox")))
EMAIL_BACKEND = "disputes.mails.Queued"
MAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # what carries the queue
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")  # in e-mails
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "config.logs.Scrub"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["scrub"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "config": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.channels.server": {"level": "WARNING"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "axes": {"level": "ERROR"},
    },
}

# Ring the case rooms from the process that took the step; off, `tick` does it.
LIVE_RING = env.bool("LIVE_RING", default=True)

# An authority of time stamps (RFC 3161) for packages handed to courts: its address, its certificate (a PEM file) and,
# where only one of its policies will do, that policy's number. Without an address nothing is asked for.
TSA_URL = env.str("TSA_URL", default="")
TSA_CERTIFICATE = env.str("TSA_CERTIFICATE", default="")
TSA_POLICY = env.str("TSA_POLICY", default="")
