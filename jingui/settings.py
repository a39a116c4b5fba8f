"""The only settings file. Every choice an operator has is a JINGUI_* variable or one of four addresses."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jingui import sqlite

sqlite.stand_in()  # before anything of Django's

from django.utils.csp import CSP  # noqa: E402
from environs import validate  # noqa: E402

from jingui.env import env, home, kept_secret, mailer, sign_in_providers  # noqa: E402

HOME = home()
PACKAGE = Path(__file__).parent
DEBUG = env.bool("JINGUI_DEBUG", False)
HOST = env.str("JINGUI_HOST", "127.0.0.1")
PORT = env.int("JINGUI_PORT", 8000)
BASE_URL = env.str("JINGUI_BASE_URL", f"http://{HOST}:{PORT}")
SITE_NAME = env.str("JINGUI_SITE_NAME", "金桂财经")
SECRET_KEY = env.str("JINGUI_SECRET_KEY", "") or kept_secret("secret_key")
ALLOWED_HOSTS = env.list("JINGUI_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", HOST])
CSRF_TRUSTED_ORIGINS = env.list("JINGUI_TRUSTED_ORIGINS", [])
SECURE_COOKIES = env.bool("JINGUI_SECURE_COOKIES", BASE_URL.startswith("https://"))

# Who publishes this, as the foot of every page must say in mainland China.
ICP = env.str("JINGUI_ICP", "")  # 京ICP备12345678号-1
POLICE_RECORD = env.str("JINGUI_POLICE_RECORD", "")  # 京公网安备11010802012345号
LICENCES = env.list("JINGUI_LICENCES", [])  # 互联网新闻信息服务许可证：1012024001|https://… , …
CONTACT_MAIL = env.str("JINGUI_CONTACT_MAIL", "")  # letters to the desk are mailed here too

# What the pipeline may do, until a source says otherwise.
FETCH_ALLOW = env.list(
    "JINGUI_FETCH_ALLOW", []
)  # address ranges that may be dialled although they are private
FETCH_DELAY_SECONDS = env.float("JINGUI_FETCH_DELAY_SECONDS", 1.0)  # between two requests to one host
LEAD_HOURS = env.int("JINGUI_LEAD_HOURS", 36)  # nothing older leads the front page
STORY_WINDOW_HOURS = env.int("JINGUI_STORY_WINDOW_HOURS", 72)
QUOTES = env.str("JINGUI_QUOTES", "“”", validate=validate.OneOf(("“”", "「」")))  # the outer marks
# Search engines that hear of what is new; off until their keys are set.
INDEXNOW_KEY = env.str("JINGUI_INDEXNOW_KEY", "")  # 8 to 128 letters, digits and hyphens, of your own making
INDEXNOW_ENDPOINT = env.str("JINGUI_INDEXNOW_ENDPOINT", "https://api.indexnow.org/indexnow")
BAIDU_TOKEN = env.str("JINGUI_BAIDU_TOKEN", "")  # from ziyuan.baidu.com, 普通收录
BAIDU_ENDPOINT = env.str("JINGUI_BAIDU_ENDPOINT", "http://data.zz.baidu.com/urls")
EDGE_MEMORY_BYTES = env.int("JINGUI_EDGE_MEMORY_MIB", 64) * 1024 * 1024  # whole pages kept in memory

SIGN_IN_PROVIDERS, SIGN_IN_ORIGINS = sign_in_providers()  # other houses' logins whose keys are set

INSTALLED_APPS = [
    "jingui.accounts",
    "jingui.markets",
    "jingui.news",
    "jingui.flash",
    "jingui.ingest",
    "jingui.search",
    "jingui.readers",
    "jingui.ads",
    "jingui.digests",
    "jingui.heralds",
    "jingui.imprint",
    "jingui.portal",
    "jingui.desk",
    "jingui.api",
    "jingui.ops",
    "jingui.edge",
    "jingui.broadcast",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{name}" for name in SIGN_IN_PROVIDERS),
    "django_htmx",
    "django_filters",
    "ninja",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jingui.portal.languages.by_address",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "jingui.urls"
WSGI_APPLICATION = "jingui.edge.wsgi.application"
ASGI_APPLICATION = "jingui.edge.app.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
PORTAL_CONTEXT = [*CONTEXT_PROCESSORS, "jingui.portal.signed_in.context"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [PACKAGE / "portal" / "templates"],
        "OPTIONS": {
            "environment": "jingui.portal.jinja.environment",
            "context_processors": PORTAL_CONTEXT,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

# State: one SQLite file by default, PostgreSQL by DATABASE_URL. FULL: what was acknowledged is on disk.
DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{HOME / 'jingui.sqlite3'}", conn_max_age=60),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "factory": sqlite.Connection,
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0;"
        " PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHE_URL = env.str("CACHE_URL", "")  # redis://…: also carries the broadcasts between machines
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
}
SEARCH_URL = env.str("SEARCH_URL", f"tantivy://{HOME / 'search'}")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "index", "mail", "pictures"],
    }
}
MAIL = env.str("MAIL_URL", "")  # smtp://user:password@host:port; empty: letters are kept in JINGUI_HOME/mail
MAILERS = {"default": mailer(MAIL, HOME / "mail")}
DEFAULT_FROM_EMAIL = env.str("JINGUI_MAIL_FROM", "no-reply@localhost")

# Who you are.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"  # in the language of the address
DEMO = env.bool("JINGUI_DEMO", True)  # build the demo edition on the first start
DEMO_PASSWORD = env.str("JINGUI_DEMO_PASSWORD", "jingui-demo")  # of the demo edition's staff
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "jingui.portal.correspondence.Correspondence"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # otherwise registering would tell whether an address is known
ACCOUNT_EMAIL_NOTIFICATIONS = True
FORMS = "jingui.accounts.forms"
ACCOUNT_FORMS = {
    "login": f"{FORMS}.SignInForm",
    "signup": f"{FORMS}.SignUpForm",
    "add_email": f"{FORMS}.AddAddressForm",
    "change_password": f"{FORMS}.ChangePasswordForm",
    "set_password": f"{FORMS}.SetPasswordForm",
    "reset_password": f"{FORMS}.AskForPasswordForm",
    "reset_password_from_key": f"{FORMS}.NewPasswordForm",
    "reauthenticate": f"{FORMS}.ConfirmPasswordForm",
}
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "homepage"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"【{SITE_NAME}】"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_RATE_LIMITS = {"letter": "6/h/ip", "keep": "60/m/user", "close": "5/h/user"}  # beside allauth's own
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_SESSION_REMEMBER = None  # the form asks
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("JINGUI_TRUSTED_PROXIES", 0)  # web servers before us that tell whom for
MFA_ADAPTER = "jingui.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": f"{FORMS}.SecondStepForm",
    "reauthenticate": f"{FORMS}.ConfirmCodeForm",
    "activate_totp": f"{FORMS}.SwitchOnCodesForm",
    "authenticate_webauthn": f"{FORMS}.PasskeyStepForm",
    "login_webauthn": f"{FORMS}.PasskeySignInForm",
    "reauthenticate_webauthn": f"{FORMS}.ConfirmPasskeyForm",
    "add_webauthn": f"{FORMS}.AddPasskeyForm",
    "edit_webauthn": f"{FORMS}.RenamePasskeyForm",
}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_COOKIES  # on this machine there is no TLS
STAFF_SECOND_FACTOR = env.bool("JINGUI_STAFF_SECOND_FACTOR", False)  # the desk opens only with one
SOCIALACCOUNT_AUTO_SIGNUP = False  # readers choose their own name, and see what they accept
SOCIALACCOUNT_ADAPTER = "jingui.accounts.adapter.OtherHouse"
SOCIALACCOUNT_FORMS = {"signup": f"{FORMS}.OtherHouseForm"}
SOCIALACCOUNT_PROVIDERS = SIGN_IN_PROVIDERS
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "jingui.portal.views.errors.from_elsewhere"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
FIRST_SCRIPT = (PACKAGE / "portal/static/portal/js/early.js").read_text(encoding="utf-8").strip()
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, f"'sha256-{b64encode(sha256(FIRST_SCRIPT.encode()).digest()).decode()}'"],
    "img-src": [CSP.SELF, "data:"],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.SELF, *SIGN_IN_ORIGINS],
}

# Chinese first, Beijing time.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, so that files may be kept for ever; the edge compresses them at the first request.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_I18N_ENABLED = False
ARTICLE_PREVIEW = "jingui.portal.views.article.preview"  # called with the request and the article
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("JINGUI_LOG_LEVEL", "WARNING")},
    "loggers": {"jingui": {"level": env.str("JINGUI_LOG_LEVEL", "INFO")}},
}
