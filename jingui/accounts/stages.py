"""What stands between a right password and being signed in."""

from allauth.account.stages import EmailVerificationStage

from jingui.accounts.adapter import has_address


class ConfirmAddress(EmailVerificationStage):
    """An address is confirmed before the first login; who has none came through an administrator."""

    def handle(self):
        if self.login.user and not self.login.signup and not has_address(self.login.user):
            return None, True
        return super().handle()
