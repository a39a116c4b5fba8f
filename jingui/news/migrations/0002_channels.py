"""The ten channels of the portal. Names and order are the editors' to change; the slugs are addresses."""

from django.db import migrations

CHANNELS = [
    ("24h", "24 小时", "全天候财经快讯，一条一段，先后有序"),
    ("global", "全球金融", "海外市场、央行与宏观经济"),
    ("stocks", "股市风云", "沪深北与港股：公司、板块、资金"),
    ("funds", "基金动态", "公募、私募、ETF 与养老金"),
    ("insight", "金财眼", "评论与深度，把事情说透"),
    ("futures", "期货新闻", "商品与金融期货的消息面"),
    ("futures-research", "期货研报", "供需、库存、基差与策略"),
    ("forex", "外汇市场", "人民币与主要货币"),
    ("metals", "贵金属", "黄金、白银与铂族金属"),
    ("tech", "未来科技", "芯片、人工智能、机器人与航天"),
]


def open_channels(apps, schema_editor):
    Channel = apps.get_model("news", "Channel")
    for position, (slug, name, description) in enumerate(CHANNELS):
        Channel.objects.get_or_create(
            slug=slug, defaults={"name": name, "description": description, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]
    operations = [migrations.RunPython(open_channels, migrations.RunPython.noop)]
