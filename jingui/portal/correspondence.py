"""Letters to readers, in the script of the page that they were asked for on (settings.ACCOUNT_ADAPTER)."""

from jingui.accounts.adapter import Adapter
from jingui.portal import languages


class Correspondence(Adapter):
    """Accounts of this house, whose letters are written in traditional characters behind /hant/."""

    def in_script(self, words):
        return languages.in_script(languages.current(), words)
