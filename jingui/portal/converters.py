"""What the parts of an address look like; anything else is not found."""

from datetime import date


class Number:
    """A primary key: no leading zero, no more than a database takes."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class FeedForm:
    """How a feed is written: Atom, RSS or JSON Feed."""

    regex = "xml|rss|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Day:
    """2026-07-15."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


class Slug:
    """The words of a headline; never empty, never a slash."""

    regex = "[^/]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Symbol:
    """600519.SH."""

    regex = "[0-9A-Za-z]{1,12}\\.[A-Za-z]{2,5}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
