"""What is known about an account, asked for its owner."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from jingui.accounts.models import User
from jingui.clock import in_beijing


def account_facts(reader: User) -> dict[str, Any]:
    """All that an account holds, for its owner to take away (four queries). No secret is in it."""
    return {
        "username": reader.username,
        "display_name": reader.display_name,
        "joined_at": _at(reader.date_joined),
        "last_login_at": _at(reader.last_login),
        "addresses": [
            {"address": row.email, "confirmed": row.verified, "primary": row.primary}
            for row in EmailAddress.objects.filter(user=reader)
        ],
        "second_factors": [
            {"kind": row.type, "added_at": _at(row.created_at), "last_used_at": _at(row.last_used_at)}
            for row in Authenticator.objects.filter(user=reader)
        ],
        "other_logins": [
            {"house": row.provider, "known_as": row.uid, "connected_at": _at(row.date_joined)}
            for row in SocialAccount.objects.filter(user=reader)
        ],
        "sessions": [
            {"since": _at(row.created_at), "address": row.ip, "device": row.user_agent}
            for row in UserSession.objects.filter(user=reader)
        ],
    }


def has_second_factor(reader: User) -> bool:
    """Whether signing in takes more than a password (one query)."""
    return Authenticator.objects.filter(user=reader, type__in=("totp", "webauthn")).exists()


def may_close(reader: User) -> bool:
    """Staff sign what they publish, so an administrator ends their accounts."""
    return not (reader.is_superuser or reader.has_perm("wagtailadmin.access_admin"))


def _at(moment):
    return in_beijing(moment).isoformat(timespec="seconds") if moment else None
