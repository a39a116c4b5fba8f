"""The same page in traditional characters at /hant/, and in an English frame at /en/."""

import json
import re

import lxml.html
import pytest
from allauth.account.models import EmailAddress
from django.urls import get_script_prefix
from django.utils import translation

from jingui.accounts.models import User
from jingui.news import queries as news
from jingui.portal import languages
from jingui.portal.filters import count
from jingui.portal.languages import ENGLISH, SIMPLIFIED, TRADITIONAL, split
from jingui.text.variants import for_print
from tests.factories import a_channel, an_article
from tests.portal.edition import addresses
from tests.portal.test_pages import Words

pytestmark = pytest.mark.django_db

ACCOUNTS = {"/accounts/login/": 200, "/accounts/signup/": 200, "/accounts/password/reset/": 200}
HAN = [chr(point) for point in range(0x4E00, 0xA000)]
ADDRESSED = "//@href|//@src|//@action|//@data-hx-get|//@data-hx-push-url"
ONE_FOR_ALL = ("/assets/", "/cover/", "/picture/", "/icon/", "/api/", "/manifest", "/sitemap")
FILES = ONE_FOR_ALL[:4]


def simplified_only():
    """Characters that nobody writes in traditional script."""
    printed = {character: for_print(character) for character in HAN}
    return {character for character, other in printed.items() if other != character} - set(printed.values())


SIMPLIFIED_ONLY = simplified_only()


def everywhere():
    return addresses() | ACCOUNTS


def read(page):
    """What a reader sees and hears, but for the name of the other script."""
    return " ".join(Words(page.text).words).replace("简体", "", 2).replace("简体", "")


def test_an_address_has_one_language():
    assert split("/hant/c/stocks/") == (TRADITIONAL, "/c/stocks/")
    assert split("/en/") == (ENGLISH, "/")
    assert split("/hant") == (TRADITIONAL, "")
    assert split("/hanting/") == (SIMPLIFIED, "/hanting/")
    assert split("/hant/hant/") == (TRADITIONAL, "/hant/")
    assert split("/hant/admin/") == (SIMPLIFIED, "/hant/admin/")


@pytest.mark.parametrize("prefix", ["/hant", "/en"])
def test_every_page_is_there_in_every_language(client, prefix):
    expected = everywhere()

    assert {address: client.get(prefix + address).status_code for address in expected} == expected


def test_no_simplified_character_is_left_on_a_traditional_page(client):
    for address in everywhere():
        page = client.get(f"/hant{address}")
        title = lxml.html.fromstring(page.text).findtext(".//title")

        assert set(read(page) + title) & SIMPLIFIED_ONLY == set(), address
        assert '<html lang="zh-Hant"' in page.text, address


def test_no_chinese_word_of_the_frame_is_left_on_an_english_page(client):
    from babel.messages.pofile import read_po  # noqa: PLC0415 (only this test reads the catalogue)

    from tests.test_translations import OWN  # noqa: PLC0415

    with OWN.open("rb") as catalogue:
        frame = {message.string for message in read_po(catalogue) if isinstance(message.string, str)}
    for address in everywhere():
        page = client.get(f"/en{address}")
        frame_only = re.sub(
            r'<div class="prose"[^>]*>.*?</article>', "</article>", page.text, flags=re.DOTALL
        )
        words = {word.strip() for word in Words(frame_only).words}

        assert words & frame - content_of_the_edition() == set(), address
        assert '<html lang="en"' in page.text, address


def content_of_the_edition():
    """What editors wrote and is a word of the catalogue too: names of channels, pages and the house ad."""
    pages = {"关于本站", "联系我们", "合作建议", "隐私政策", "用户协议", "更正"}
    pages.add("广告")  # the law's own word
    return {channel.name for channel in news.channels()} | pages


def test_the_english_frame_names_the_channels_that_were_delivered(client):
    type(a_channel()).objects.filter(slug="funds").update(name="养老金")
    (navigation,) = lxml.html.fromstring(client.get("/en/").content).find_class("site-nav")

    assert {"Stocks", "Precious metals", "养老金"} <= {link.text_content() for link in navigation.iter("a")}


def test_the_english_frame_says_what_the_market_does(client):
    assert "Shanghai and Shenzhen: trading" in client.get("/en/").text


def test_english_counts_in_thousands():
    with translation.override("en"):
        assert (count(9860), count(124_000)) == ("9860", "124,000")
    assert count(124_000) == "12.4 万"


@pytest.mark.parametrize("prefix", ["/hant", "/en"])
def test_every_link_leads_on_in_the_same_language(client, prefix):
    for address in everywhere():
        tree = lxml.html.fromstring(client.get(prefix + address).content)
        for other in tree.xpath("//*[@hreflang or @rel='canonical' or @rel='icon']"):
            other.drop_tree()
        paths = {path for path in tree.xpath(ADDRESSED) if path.startswith("/")}
        astray = {path for path in paths if not path.startswith((f"{prefix}/", *ONE_FOR_ALL))}

        assert astray == set(), address
        assert [path for path in paths if path.startswith(tuple(prefix + each for each in FILES))] == []


def test_the_switch_leads_to_the_same_page_with_what_it_asks(client):
    tree = lxml.html.fromstring(client.get("/hant/search/?q=%E9%BB%84%E9%87%91&kind=flash").content)
    (switch, *_others) = tree.xpath("//ul[contains(@class, 'language-switch')]")

    assert switch.xpath(".//a/@href") == [
        "/search/?q=%E9%BB%84%E9%87%91&kind=flash",
        "/en/search/?q=%E9%BB%84%E9%87%91&kind=flash",
    ]
    assert switch.xpath("string(.//*[@aria-current])") == "繁體"


def test_search_engines_hear_of_both_scripts_and_of_one_english_frame(client):
    def heard(address):
        tree = lxml.html.fromstring(client.get(address).content)
        others = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@hreflang]")}
        return tree.xpath("string(//link[@rel='canonical']/@href)"), others

    both = {
        "zh-Hans": languages.absolute("/c/stocks/"),
        "zh-Hant": languages.absolute("/hant/c/stocks/"),
        "x-default": languages.absolute("/c/stocks/"),
    }

    assert heard("/c/stocks/") == (both["zh-Hans"], both)
    assert heard("/hant/c/stocks/?before=") == (both["zh-Hant"], both)
    assert heard("/en/c/stocks/") == (both["zh-Hans"], both)


def test_a_syndicated_article_truly_lives_elsewhere_in_every_language(client):
    article = an_article(canonical_url="https://lanjiang.example/1")
    pages = [client.get(f"{each.prefix}{article.get_absolute_url()}") for each in languages.LANGUAGES]

    assert {re.search(r'rel="canonical" href="([^"]+)"', page.text)[1] for page in pages} == {
        "https://lanjiang.example/1"
    }
    assert all("hreflang" not in page.text.partition("</head>")[0] for page in pages)


def test_both_scripts_find_the_same(client):
    an_article("黄金价格上涨")
    answers = [client.get(f"/hant/search/?q={q}").text for q in ("黃金", "黄金")]
    found = [re.findall(r'href="(/hant/a/[^"]+)"', answer) for answer in answers]

    assert found[0] == found[1]


def test_what_was_asked_is_shown_as_it_was_typed(client):
    assert 'value="汇率"' in client.get("/hant/search/?q=汇率").text


def test_facts_for_machines_are_in_the_language_of_the_page(client):
    article = an_article("人民币汇率“</script>”")
    page = client.get(f"/hant{article.get_absolute_url()}").text
    facts = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    told = facts["@graph"][0] if "@graph" in facts else facts

    assert (told["headline"], told["inLanguage"]) == ("人民幣匯率“</script>”", "zh-Hant")


def test_the_prefix_without_its_slash_is_put_right(client):
    assert client.get("/hant").headers["Location"] == "/hant/"


@pytest.mark.parametrize(
    "address", ["/hant/admin/", "/en/healthz", "/hant/robots.txt", "/en/static/x", "/hant/en/"]
)
def test_what_has_no_language_is_not_behind_a_prefix(client, address):
    assert client.get(address).status_code == 404


def test_who_signs_in_goes_on_in_the_same_language(client):
    User.objects.create_user("reader", "reader@example.com", "a-long-password")
    EmailAddress.objects.create(
        user=User.objects.get(), email="reader@example.com", verified=True, primary=True
    )
    answer = client.post("/hant/accounts/login/", {"login": "reader", "password": "a-long-password"})

    assert (answer.status_code, answer["Location"]) == (302, "/hant/")


def test_a_form_that_is_refused_says_so_in_the_same_language(client):
    answer = client.post("/hant/accounts/login/", {"login": "汇", "password": "错"})

    assert answer.status_code == 200
    assert set(read(answer)) & SIMPLIFIED_ONLY == set()
    assert 'value="汇"' in answer.text


def test_nothing_of_a_language_stays_behind(client):
    client.get("/en/nothing/here/")

    assert (get_script_prefix(), translation.get_language()) == ("/", "zh-hans")


def test_a_traditional_page_says_what_it_shows_and_how_long_it_is(client):
    page = client.get("/hant/c/stocks/")

    assert page["Surrogate-Key"] == client.get("/c/stocks/")["Surrogate-Key"]
    assert int(page["Content-Length"]) == len(page.content)


def test_a_part_for_htmx_is_converted_too(client):
    for n in range(25):
        an_article(f"第{n}条汇率", minutes_ago=n)
    more = re.search(r'hx-get="(\?before=[^"]+)"', client.get("/hant/c/stocks/").text)[1]

    part = client.get(f"/hant/c/stocks/{more}", headers={"HX-Request": "true"}).text

    assert "匯" in part
    assert "/hant/a/" in part
    assert "<html" not in part


def test_the_news_on_an_english_page_says_that_it_is_chinese(client):
    article = an_article("央行开展逆回购", lead="规模与昨日持平。", body="<p>正文。</p>")

    english = client.get(f"/en{article.get_absolute_url()}").text

    assert re.search(r'<h1[^>]*><span lang="zh-Hans">', english)
    assert '<div class="prose" lang="zh-Hans">' in english
    assert ' lang="zh-Hans"' not in client.get(article.get_absolute_url()).text.split("<body")[1].replace(
        '<span lang="zh-Hans" aria-current="true">简体</span>', ""
    )
