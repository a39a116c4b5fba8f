"""Users. Roles are Django groups: reporter, editor, administrator."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member of the newsroom may do; the name of a Django group, as the desk shows it."""

    REPORTER = "记者", _("reporter")
    EDITOR = "编辑", _("editor")
    ADMINISTRATOR = "管理员", _("administrator")


class User(AbstractUser):
    """账号: a reader or a member of the newsroom."""

    display_name = models.CharField(_("display name"), max_length=40, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    class Meta(AbstractUser.Meta):
        pass

    def __str__(self):
        return self.display_name or self.username
