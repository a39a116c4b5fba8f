import pytest

from jingui.markets import queries
from jingui.markets.actions import load_reference
from jingui.markets.models import Alias, Security
from jingui.markets.reference import securities

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_facts(monkeypatch):
    """The facts of a handful of securities, so that a test need not write ten thousand rows."""
    wanted = {("600519", "SSE"), ("000001", "SZSE"), ("000001", "SSE"), ("00700", "HKEX"), ("RB", "SHFE")}
    few = tuple(fact for fact in securities() if (fact.ticker, fact.exchange) in wanted)
    monkeypatch.setattr("jingui.markets.actions.securities", lambda: few)


def test_facts_are_loaded_with_aliases_and_initials(few_facts):
    assert load_reference() == 5

    moutai = Security.objects.get(ticker="600519")
    assert (moutai.name, moutai.pinyin, moutai.symbol) == ("贵州茅台", "gzmt", "600519.SH")
    assert Alias.objects.filter(security=moutai, name="茅台").exists()


def test_loading_again_follows_a_new_name_and_doubles_nothing(few_facts):
    load_reference()
    Security.objects.filter(ticker="600519").update(name="旧名")
    aliases = Alias.objects.count()

    load_reference()

    assert Security.objects.get(ticker="600519").name == "贵州茅台"
    assert (Security.objects.count(), Alias.objects.count()) == (5, aliases)


@pytest.mark.parametrize(
    ("symbol", "name"),
    [("000001.SZ", "平安银行"), ("000001.sh", "上证指数"), ("00700.HK", "腾讯控股"), ("RB.SHFE", "螺纹钢")],
)
def test_a_symbol_finds_its_security(few_facts, symbol, name):
    load_reference()

    assert queries.security_by_symbol(symbol).name == name


def test_an_unknown_symbol_finds_nothing():
    assert queries.security_by_symbol("999999.SH") is None


def test_tickers_find_only_their_own_exchange(few_facts, django_assert_num_queries):
    load_reference()

    with django_assert_num_queries(1):
        found = queries.by_tickers([("000001", "SSE"), ("600519", "SZSE")])

    assert {key: security.name for key, security in found.items()} == {("000001", "SSE"): "上证指数"}


def test_the_demo_names_are_those_marked_so(few_facts):
    load_reference()
    Security.objects.create(ticker="900001", exchange="SSE", name="南枝科技", kind="stock", is_demo=True)

    assert queries.demo_names() == [("900001", "SSE", "南枝科技")]
