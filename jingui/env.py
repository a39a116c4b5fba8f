"""The typed JINGUI_* variables: everything an operator can set, with safe defaults."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import dj_email_url
from environs import Env

env = Env()


def home() -> Path:
    """The folder that holds all state (JINGUI_HOME, default ./var)."""
    return Path(env.str("JINGUI_HOME", "var")).expanduser().resolve()


@cache
def kept_secret(name: str) -> str:
    """A secret generated on first start, kept in JINGUI_HOME/secrets/<name> for its owner only."""
    path = home() / "secrets" / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as new:
            path.chmod(0o600)
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def mailer(url: str, folder: Path) -> dict[str, object]:
    """Django's MAILERS entry for `url` (smtp://, console:// …); without one, letters land in `folder`."""
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(folder)},
        }
    parsed = dj_email_url.parse(url)
    wanted = {
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
        "timeout": "EMAIL_TIMEOUT",
    }
    options = {name: parsed[key] for name, key in wanted.items() if parsed.get(key) is not None}
    return {"BACKEND": parsed["EMAIL_BACKEND"], "OPTIONS": options}


def sign_in_providers() -> tuple[dict[str, dict[str, object]], list[str]]:
    """allauth's SOCIALACCOUNT_PROVIDERS (微信, 微博, an OpenID Connect server), and where their forms lead.

    Each is offered only with its keys, `id:secret`: JINGUI_WEIXIN_LOGIN, JINGUI_WEIBO_LOGIN,
    JINGUI_OIDC_LOGIN; the server of the last is JINGUI_OIDC_SERVER, and its button says JINGUI_OIDC_NAME.
    """
    providers: dict[str, dict[str, object]] = {}
    origins = []
    for name, origin in (("weixin", "https://open.weixin.qq.com"), ("weibo", "https://api.weibo.com")):
        if key := env.str(f"JINGUI_{name.upper()}_LOGIN", ""):
            providers[name] = {"APPS": [_keys(key)]}
            origins.append(origin)
    key, server = env.str("JINGUI_OIDC_LOGIN", ""), env.str("JINGUI_OIDC_SERVER", "")
    if key and server:
        app = {
            **_keys(key),
            "provider_id": "oidc",
            "name": env.str("JINGUI_OIDC_NAME", "单点登录"),
            "settings": {"server_url": server, "oauth_pkce_enabled": True},
        }
        providers["openid_connect"] = {"APPS": [app]}
        origins.append("{0.scheme}://{0.netloc}".format(urlsplit(server)))
    return providers, origins


def _keys(key: str) -> dict[str, object]:
    client, _, secret = key.partition(":")
    return {"client_id": client, "secret": secret}
