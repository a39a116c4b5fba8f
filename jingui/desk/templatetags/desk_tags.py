"""Times and numbers as the portal writes them, for the desk's own templates."""

from django import template

from jingui.desk import listing

register = template.Library()
register.filter("short_time", listing.short_time)
register.filter("thousands", lambda number: f"{number:,}")
