"""The four slots of the pages, each with the house ad that stands where nothing is booked."""

from datetime import UTC, datetime

from django.db import migrations

SLOTS = [
    ("top", "页首横幅", 1216, 90),
    ("list", "列表间", 800, 120),
    ("article", "文中", 720, 120),
    ("side", "侧栏", 352, 280),
]
HOUSE = {
    "name": "合作建议（本站）",
    "advertiser": "本站",
    "kind": "text",
    "headline": "合作建议",
    "text": "内容合作、广告投放与数据服务，欢迎来信洽谈。",
    "url": "/cooperation/",
    "is_house": True,
}
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def open_slots(apps, schema_editor):
    Slot, Creative, Booking = (apps.get_model("ads", name) for name in ("Slot", "Creative", "Booking"))
    house = Creative.objects.create(**HOUSE)
    for slug, name, width, height in SLOTS:
        slot = Slot.objects.create(slug=slug, name=name, width=width, height=height)
        Booking.objects.create(slot=slot, creative=house, starts_at=SINCE)


class Migration(migrations.Migration):
    dependencies = [("ads", "0001_initial")]
    operations = [migrations.RunPython(open_slots, migrations.RunPython.noop)]
