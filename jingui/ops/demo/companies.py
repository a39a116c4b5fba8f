"""The listed companies of the demo: invented, on a shelf of tickers that no exchange uses."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = """
南枝科技 临港数据 澜江基金控股 望湖光电 青屿存储 桂岭有色 云阶电网设备 衡岳重工 白鹭食品 海棠医药
东岸银行 沧澜航运 赤松新能 砚山硅业 橙湾汽车 磐石机器人 渡口物流 知夏传媒 梧桐置地 星垂航天
"""


@dataclass(frozen=True, slots=True)
class Company:
    ticker: str
    name: str


COMPANIES = tuple(Company(f"9000{n:02d}", name) for n, name in enumerate(NAMES.split(), start=1))
