"""One settings file. What differs between a laptop, a server and the tests comes from the environment (config/env.py, .env.example)."""

from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

BASE: Final = Path(__file__).resolve().parent.parent
VAR: Final = Path(env.text("VAR") or BASE / "var")

DEBUG = env.flag("DEBUG")
SHOWCASE = env.flag("SHOWCASE", default=DEBUG)  # the design system's own page
SECRET_KEY = env.secret(VAR)
ALLOWED_HOSTS = env.words("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("ORIGINS")
SITE_ADDRESS = env.text("SITE_ADDRESS", "http://127.0.0.1:8000")
BEHIND_TLS = env.flag("BEHIND_TLS")  # a proxy in front speaks HTTPS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "chungtay.audit",
    "chungtay.files",
    "chungtay.notifications",
    "chungtay.places",
    "chungtay.accounts",
    "chungtay.documents",
    "chungtay.banking",
    "chungtay.donors",
    "chungtay.programmes",
    "chungtay.needs",
    "chungtay.activities",
    "chungtay.ledger",
    "chungtay.support",
    "chungtay.submissions",
    "chungtay.reports",
    "chungtay.web",
    "chungtay.public",
    "chungtay.console",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chungtay.web.shell.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chungtay.web.access.ActingMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chungtay.web.shell.context.shell",
            ],
        },
    }
]

FORM_RENDERER = "chungtay.web.shell.form_renderer.FormRenderer"  # after TemplatesSetting: a template of a field may stand in our own folder

# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}  # shared by every process

# ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "chungtay.accounts.passwords.NotLikeOneself", "OPTIONS": {"user_attributes": ("username", "full_name", "email")}},
    {"NAME": "chungtay.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "chungtay.accounts.passwords.NotCommon"},
    {"NAME": "chungtay.accounts.passwords.NotOnlyDigits"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "chungtay.web.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "chungtay.web.accounts.sign_in_forms.SignInForm",
    "change_password": "chungtay.web.accounts.sign_in_forms.ChangePasswordForm",
    "reset_password": "chungtay.web.accounts.sign_in_forms.ForgottenPasswordForm",
    "reset_password_from_key": "chungtay.web.accounts.sign_in_forms.NewPasswordForm",
    "reauthenticate": "chungtay.web.accounts.sign_in_forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up: people are invited
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter after every change of password
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to strangers
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 — one address, on the person
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None  # asked at sign-in
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/300s/key",  # five wrong passwords for a person close the door for five minutes
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "10/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 0)
USERSESSIONS_TRACK_ACTIVITY = False  # a GET never writes
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = "Lax"

# ── Language and time ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
EMAIL_BACKEND = "django.core.mail.backends." + ("smtp" if env.text("MAIL_HOST") else "filebased") + ".EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"  # without a mail server, letters lie here to be read
EMAIL_HOST = env.text("MAIL_HOST")
EMAIL_PORT = env.number("MAIL_PORT", 587)
EMAIL_HOST_USER = env.text("MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("MAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "chung-tay@localhost")

# ── Zalo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
ZALO = {  # without an application and its secret the channel is not offered
    "app_id": env.text("ZALO_APP_ID"),
    "secret": env.text("ZALO_SECRET"),
    "refresh_token": env.text("ZALO_REFRESH_TOKEN"),  # the first one; later ones are kept in the database
    "url": env.text("ZALO_URL", "https://business.openapi.zalo.me"),
    "oauth_url": env.text("ZALO_OAUTH_URL", "https://oauth.zaloapp.com"),
}
ZALO_TEMPLATES = env.pairs("ZALO_TEMPLATES")

# ── Safety ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SIGNING_ROOTS = env.text("SIGNING_ROOTS")  # a folder of certificates
TIMESTAMP_URL = env.text("TIMESTAMP_URL")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A certificate under no root of ours is an answer to the reader, not a fault; and its owner's name is none of the log's business.
    "loggers": {name: {"level": "CRITICAL"} for name in ("pyhanko", "pyhanko_certvalidator")},
}
