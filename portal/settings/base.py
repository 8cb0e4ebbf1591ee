"""Settings shared by every kind of installation. Environment: see ``env.py``."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.plugins.discovery import discover
from portal.plugins.problems import PluginsBroken
from portal.settings.env import ROOT, Environment
from portal.sites.allowed_hosts import HostsOfMemberSites

BASE_DIR = ROOT
INSTALLED_APPS = [
    "portal.plugins.apps.PluginsConfig",
    "portal.language",
    "portal.accounts.apps.AccountsConfig",
    "portal.sites",
    "portal.people",
    "portal.media",
    "portal.redirects",
    "portal.pages",
    "portal.theming",
    "portal.news",
    "portal.clock",
    "portal.reading",
    "portal.word",
    "portal.checks",
    "portal.syndication",
    "portal.approving",
    "portal.digest",
    "portal.desk",
    "portal.lifecycle",
    "portal.handover",
    "portal.dashboard",
    "portal.setup",
    "portal.isolation",
    "portal.search.apps.SearchConfig",
    "portal.tasks",
    "portal.ops",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
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
    "portal.ops.middleware.request_id",
    "portal.language.middleware.ComposedInput",
    "portal.ops.middleware.IncompleteForms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.sites.middleware.structure",  # whoever comes later sees addresses of the main host
    "portal.theming.middleware.theme",
    "portal.theming.middleware.Preview",
    "django.middleware.common.CommonMiddleware",
    "portal.plugins.middleware.PluginGate",  # its 404 comes before the refusal of forged forms
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.pages.states.SiteStates",
    "portal.isolation.middleware.Fence",
    "portal.redirects.middleware.OldAddresses",
    "portal.pages.middleware.AtomicPageSaving",  # must stay last
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "portal.theming.loader.Loader",
                    [
                        "portal.theming.loader.ThemeLoader",
                        "portal.language.corrections.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.pages.chrome.chrome",
                "portal.theming.look.look",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "portal.theming.finders.ThemeFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.sites.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "portal.formats"
# What stands first wins: our own words, then ours for the libraries.
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "locale" / "overlay"]

# Public readers carry no session, so messages must not fall back to a cookie for them.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Wagtail lifts this for its own previews, which it shows in a frame of the editor.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_FAILURE_VIEW = "portal.ops.errors.csrf_failure"
# A long article with tables and comments posts several thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": [],
    }
}

WAGTAIL_SITE_NAME = _("Party organisation portal")
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILADMIN_RECENT_EDITS_LIMIT = 5
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
TAGGIT_CASE_INSENSITIVE = True

WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.media.forms.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = [
    "avif", "gif", "heic", "heif", "jfif", "jpg", "jpeg", "png", "webp",
]  # fmt: skip
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp", "avif": "webp", "heic": "jpeg"}
WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.media.forms.PortalDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rar", "rtf", "txt", "xls",
    "xlsx", "zip",
]  # fmt: skip

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search.backends.database"}}

# First parts of the portal's own addresses: neither pages, sites nor plugins may take them.
PORTAL_RESERVED_ADDRESSES = frozenset(
    {
        "ban-tin",
        "bieu-tuong",
        "chu-de",
        "chuyen-de",
        "luu-tru-tin",
        "duyet",
        "media",
        "n",
        "ngoai-tuyen",
        "quan-tri",
        "static",
        "suc-khoe",
        "tai-lieu",
        "tim-kiem",
        "tro-nang",
    }
)

# Mails of news by e-mail that leave within a minute; what the mail server takes without complaint.
PORTAL_DIGEST_PER_MINUTE = 300

# Hosts whose videos an article may link to (the embed block).
PORTAL_EMBED_HOSTS = ["youtube.com", "www.youtube.com", "youtu.be", "vtv.vn", "lamdongtv.vn"]


def from_environment(environment: Environment) -> dict[str, Any]:
    """The settings that follow from the environment, to be spread into a settings module."""
    from urllib.parse import urlsplit

    host = urlsplit(environment.base_url).hostname or ""
    plugins = discover(environment.plugin_folders, reserved=PORTAL_RESERVED_ADDRESSES)
    if plugins.problems and environment.plugin_failure == "raise":
        raise PluginsBroken(plugins.problems)
    static_backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return {
        "INSTALLED_APPS": [*INSTALLED_APPS, *plugins.apps],
        "PORTAL_PLUGINS": plugins,
        "PORTAL_RESERVED_ADDRESSES": PORTAL_RESERVED_ADDRESSES
        | {plugin.config.url_prefix for plugin in plugins.found},
        "PORTAL_PLUGIN_FAILURE": environment.plugin_failure,
        "SECRET_KEY": environment.secret_key,
        "DATABASES": {"default": environment.database},
        "CACHES": {"default": environment.cache},
        "STORAGES": {
            "default": environment.storage,
            "staticfiles": {"BACKEND": static_backend},
        },
        "MEDIA_ROOT": str(environment.media_root or ""),
        "STATIC_ROOT": str(environment.data_dir / "static"),
        "ALLOWED_HOSTS": [*sorted({host, *environment.allowed_hosts}), HostsOfMemberSites()],
        "CSRF_TRUSTED_ORIGINS": [environment.base_url],
        "WAGTAILADMIN_BASE_URL": environment.base_url,
        "PORTAL_DATA_DIR": environment.data_dir,
        "LOGGING": logging_config(environment.log_level),
        **environment.email,
        "DEFAULT_FROM_EMAIL": environment.email_from,
        "SERVER_EMAIL": environment.email_from,
    }


def logging_config(level: str) -> dict[str, Any]:
    """Lines on standard error, each with the id of its request."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "portal.ops.middleware.RequestIdFilter"}},
        "formatters": {
            "line": {
                "format": "{asctime} {levelname} {request_id} {name} {message}",
                "style": "{",
            }
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "propagate": False},
            # One line for each start and end of a task would drown everything else.
            "django_tasks": {"level": "WARNING"},
        },
    }
