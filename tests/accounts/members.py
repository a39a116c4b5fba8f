"""Readers with accounts."""

from allauth.account.models import EmailAddress

from jingui.accounts.models import User

PASSWORD = "桂花开了十八里路"


def a_member(name="reader", *, confirmed=True, **facts):
    """A reader who registered, and confirmed the address."""
    address = f"{name}@a.example"
    reader = User.objects.create_user(name, address, facts.pop("password", PASSWORD), **facts)
    EmailAddress.objects.create(user=reader, email=address, primary=True, verified=confirmed)
    return reader
