"""Logins of other houses: offered with their keys, and only then."""

import pytest
from django.urls import NoReverseMatch, reverse

from jingui import env


@pytest.fixture
def keys(monkeypatch):
    def given(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"JINGUI_{name}", value)
        return env.sign_in_providers()

    return given


def test_without_keys_there_is_no_other_house(keys):
    assert keys() == ({}, [])


def test_each_house_is_offered_with_its_key_and_its_forms_may_lead_there(keys):
    providers, origins = keys(
        WEIXIN_LOGIN="wx1:s:1",
        WEIBO_LOGIN="wb1:s",
        OIDC_LOGIN="id:s",
        OIDC_SERVER="https://login.example/realms/a",
        OIDC_NAME="单位账号",
    )

    assert providers["weixin"] == {"APPS": [{"client_id": "wx1", "secret": "s:1"}]}
    assert list(providers) == ["weixin", "weibo", "openid_connect"]
    assert providers["openid_connect"]["APPS"][0]["name"] == "单位账号"
    assert origins == ["https://open.weixin.qq.com", "https://api.weibo.com", "https://login.example"]


def test_half_a_key_is_none(keys):
    assert keys(OIDC_LOGIN="id:s") == ({}, [])


@pytest.mark.django_db
def test_what_is_not_offered_is_not_there(client):
    assert "other-houses" not in client.get(reverse("account_login")).text
    assert client.get("/accounts/weixin/login/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("weixin_login")
