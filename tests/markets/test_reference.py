from collections import Counter

from jingui.markets.models import Exchange, SecurityKind
from jingui.markets.reference import securities


def named(ticker, exchange):
    return next(fact for fact in securities() if (fact.ticker, fact.exchange) == (ticker, exchange))


def test_every_security_is_there_once():
    keys = Counter((fact.ticker, fact.exchange) for fact in securities())

    assert keys.most_common(1)[0][1] == 1
    assert len(keys) > 9_000


def test_exchanges_and_kinds_are_those_of_the_tables():
    assert {fact.exchange for fact in securities()} == set(Exchange.values)
    assert {fact.kind for fact in securities()} <= set(SecurityKind.values)


def test_names_are_normal_forms_without_spaces():
    assert named("000002", "SZSE").name == "万科A"
    assert all(" " not in fact.name and "Ａ" not in fact.name for fact in securities())


def test_the_same_digits_are_a_bank_in_shenzhen_and_an_index_in_shanghai():
    assert named("000001", "SZSE").name == "平安银行"
    assert named("000001", "SSE").name == "上证指数"


def test_products_of_the_young_exchanges_are_at_home():
    assert named("SC", "INE").kind == "future"
    assert named("LC", "GFEX").name == "碳酸锂"
    assert named("IF", "CFFEX").symbol == "IF.CFFEX"


def test_a_former_name_is_an_alias():
    fact = named("600745", "SSE")

    assert (fact.name, "闻泰科技" in fact.aliases) == ("*ST闻泰", True)
