"""What the English frame calls what is written in Chinese elsewhere: delivered channels, the market's hours.

A channel that editors renamed keeps their name.
"""

from dataclasses import replace

from jingui.portal.languages import ENGLISH, current

CHANNELS = {  # slug -> (its name as delivered, its name in English)
    "24h": ("24 小时", "24 hours"),
    "global": ("全球金融", "World"),
    "stocks": ("股市风云", "Stocks"),
    "funds": ("基金动态", "Funds"),
    "insight": ("金财眼", "Insight"),
    "futures": ("期货新闻", "Futures"),
    "futures-research": ("期货研报", "Futures research"),
    "forex": ("外汇市场", "Forex"),
    "metals": ("贵金属", "Precious metals"),
    "tech": ("未来科技", "Technology"),
}
STATES = {  # of the market -> in words
    "pre-open": "Shanghai and Shenzhen: not open yet",
    "call-auction": "Shanghai and Shenzhen: call auction",
    "open": "Shanghai and Shenzhen: trading",
    "lunch": "Shanghai and Shenzhen: midday break",
    "closed": "Shanghai and Shenzhen: closed",
    "holiday": "Shanghai and Shenzhen: no trading today",
}


def channel_name(channel):
    """The name of a channel as the page's language has it."""
    delivered, english = CHANNELS.get(channel.slug, ("", ""))
    return english if current() is ENGLISH and channel.name == delivered else channel.name


def said_of(session):
    """The market's session with a line that the page's readers understand."""
    return replace(session, label=STATES[session.state]) if current() is ENGLISH else session
