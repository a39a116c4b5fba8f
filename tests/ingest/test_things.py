"""Of which one thing texts of common patterns tell: a price, a sector, the close, a company that files."""

import pytest

from jingui.ingest.facts import stated
from jingui.ingest.movers import movers
from jingui.ingest.things import one_thing, other_announcer, other_filing, other_mover, things


def of(text):
    return stated(text).essence


@pytest.mark.parametrize(
    ("flash", "names"),
    [
        ("现货白银日内跌超2%，现报57.87美元/盎司。", ("白银",)),
        ("现货黄金价格跌1.04%，报4441.20美元/盎司；现货白银价格跌2.92%。", ("黄金", "白银")),
        ("截至目前，南向资金净卖出额达60亿港元。", ("南向资金",)),
        ("WTI原油期货涨幅扩大至4%，报82.58美元/桶。", ("wti原油",)),
        ("国际原油期货短线拉升，WTI原油期货价格涨4.38%。", ("wti原油", "布伦特原油")),
        ("沪深两市成交额突破1万亿。", ("a股成交额",)),
        ("据江城数据，截至目前，沪深京三市成交额超2.5万亿元。", ("a股成交额",)),
        ("美元兑日元短线跳水超60点，现报161.4。", ("美元日元",)),
        ("美元/日元下跌0.5%至161.76。", ("美元日元",)),
        ("美股小幅走低，道琼斯指数跌1.02%。", ("美股指数",)),
        ("标普500指数期货和纳斯达克100指数期货涨幅收窄至1%。", ("美股指数",)),
        ("韩国KOSPI指数日内重挫5%。", ("韩国综指",)),
        ("韩国综指跌幅扩大至6%，现报8563.4点。", ("韩国综指",)),
        ("上期所欧线集运主力合约大涨5%，报2750点。", ("集运欧线",)),
        ("午后水杉芯片概念持续走高。远山科技封涨停。", ("水杉芯片涨",)),
        ("水杉芯片板块盘中回落，远山科技跌停。", ("水杉芯片跌",)),
        ("银行股震荡走高，远山银行涨超3%。", ("银行涨",)),
        ("沪指低开0.40%，深成指低开0.53%，创业板指低开0.48%。", ("a股开盘",)),
        ("市场早盘震荡调整，创业板指冲高回落。沪深两市半日成交额1.59万亿。", ("a股午盘",)),
        ("A股三大指数今日集体下跌，截至收盘，上证指数跌0.16%，深证成指跌0.68%。", ("a股收盘",)),
        ("创业板指跌幅扩大至1%，上证指数跌0.73%，深证成指跌1.38%。", ("创业板指", "a股指数")),
        ("港股午间收盘，香港恒生指数涨1.11%，恒生科技指数涨1.66%。", ("港股午盘",)),
        ("期市夜盘收盘，国内期货主力合约涨跌互现。", ("国内期货夜盘收盘",)),
        ("1、截至收盘，沪指跌0.16%，深证成指跌0.68%。2、远山科技公告回购。", ()),
        ("远山科技公告，预计上半年净利润同比增长151%。", ()),
    ],
)
def test_a_running_figure_says_what_it_is_of(flash, names):
    assert movers(of(flash)) == names


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("不丹发生5.2级地震。", "06月08日01时36分在不丹（北纬27.33度，东经89.90度）发生5.2级地震。"),
        (
            "港交所文件：远山生物股份有限公司向港交所提交上市申请书。",
            "远山生物股份有限公司在港交所提交上市申请。",
        ),
        (
            "企查查APP显示，近日，远山（江城）有限公司成立。",
            "天眼查App显示，7月28日，远山（江城）有限公司成立。",
        ),
        (
            "证监会同意远山科技科创板IPO注册申请。",
            "证监会1日发布关于同意远山科技股份有限公司首次公开发行股票注册的批复。",
        ),
        (
            "某国对涉华苯乙烯单体启动反倾销调查。",
            "某国商工部公告，对原产于或进口自中国、某国和某地区的苯乙烯单体作出反倾销终裁。",
        ),
        ("江城副市长林小满涉嫌严重违纪违法，正接受审查。", "据纪委消息：林小满涉嫌严重违纪违法。"),
    ],
)
def test_what_is_filed_or_measured_is_known_by_its_name(one, two):
    assert things(of(one)) == things(of(two)) != ()
    assert one_thing(of(one), of(two))


def test_two_companies_that_file_are_two_things_and_a_text_of_no_pattern_is_neither():
    one = of("江城证券将远山科技目标价从33元上调至41元。")
    two = of("青禾证券将远山科技目标价从33元上调至45元。")

    assert other_filing(one, two)
    assert not other_filing(one, of("远山科技公告回购。"))
    assert one_thing(one, of("远山科技公告回购。")) is None


def test_two_prices_are_two_things_but_a_sector_has_many_names():
    assert other_mover(of("现货黄金跌超1%，报4029美元。"), of("WTI原油期货跌3%，报62美元。"))
    assert not other_mover(of("百货零售板块拉升，远山商场涨停。"), of("零售概念异动拉升，远山商场涨停。"))


def test_two_announcers_are_two_and_one_under_a_longer_name_is_one():
    one = of("远山科技公告，拟回购股份。")

    assert other_announcer(one, of("青禾生物(600999)公告称，拟回购股份。"))
    assert not other_announcer(one, of("江城远山科技公告，拟回购股份。"))
    assert not other_announcer(one, of("央行今日开展逆回购操作。"))


def test_two_filings_are_not_told_apart_where_one_names_what_the_other_is_of():
    one = of("当地时间7月2日下午，位于爱琴海上的希腊某岛发生5.2级地震。")
    two = of("位于爱琴海上的希腊某岛当地时间7月2日下午发生里氏5.2级地震。")

    assert not other_filing(one, two)
    assert other_filing(of("不丹发生5.2级地震。"), of("智利发生5.1级地震。"))
