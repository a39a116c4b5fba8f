"""What can be done about roles and staff. Each may be called again at any time: nothing is doubled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from jingui.accounts import queries, signals
from jingui.accounts.models import Role, User
from jingui.accounts.roles import IN_COLLECTIONS, PERMISSIONS

WORKFLOW = "编辑审核"
APPROVAL = "编辑签发"
WAGTAILS_GROUPS = ("Editors", "Moderators")
WAGTAILS_WORKFLOW = "Moderators approval"
DEMO_STAFF = (
    ("reporter", "演示记者", Role.REPORTER),
    ("editor", "演示编辑", Role.EDITOR),
    ("administrator", "演示管理员", Role.ADMINISTRATOR),
)


class AccountKept(ValueError):
    """A member of the newsroom cannot close their own account."""


class UnknownPermission(LookupError):
    """A role asks for a permission that no installed app has: the tables are not migrated."""


@transaction.atomic
def create_roles() -> list[Group]:
    """The groups with exactly the permissions of `roles.py`, and the workflow that leads to an editor."""
    _remove_wagtails_own()
    groups = [_create_role(role) for role in Role]
    create_workflow(approvers=groups[1:])
    return groups


@transaction.atomic
def create_workflow(*, approvers: Iterable[Group]) -> Workflow:
    """编辑审核: what a reporter submits, one of `approvers` publishes. An operator's own choice stays."""
    articles = ContentType.objects.get(app_label="news", model="article")
    chosen = WorkflowContentType.objects.filter(content_type=articles).first()
    if chosen:
        return chosen.workflow
    task = GroupApprovalTask.objects.create(name=APPROVAL)
    task.groups.set(approvers)
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=articles, workflow=workflow)
    return workflow


@transaction.atomic
def give_role(user: User, role: Role) -> None:
    """Make `user` a member of the newsroom with this role and no other."""
    user.groups.remove(*Group.objects.filter(name__in=Role.values).exclude(name=role))
    user.groups.add(Group.objects.get(name=role))


@transaction.atomic
def create_demo_staff() -> list[tuple[str, str, str]]:
    """One member of the newsroom a role, as (username, password, role). For the demo edition only.

    The password is JINGUI_DEMO_PASSWORD; someone who has changed it since keeps the new one.
    """
    create_roles()
    for username, display_name, role in DEMO_STAFF:
        user, is_new = User.objects.get_or_create(
            username=username, defaults={"display_name": display_name, "is_demo": True}
        )
        if is_new:
            user.set_password(settings.DEMO_PASSWORD)
            user.save(update_fields=["password"])
            give_role(user, role)
    return [(username, settings.DEMO_PASSWORD, str(role)) for username, _, role in DEMO_STAFF]


@transaction.atomic
def remove_demo_staff() -> int:
    """Take the demo edition's staff away; what they signed stays, unsigned."""
    return User.objects.filter(is_demo=True).delete()[1].get(User._meta.label, 0)


@transaction.atomic
def close_account(reader: User, *, with_words: bool, at: datetime) -> None:
    """注销: the account and all that is its reader's goes at once; what they said stays, signed by nobody.

    Raises AccountKept.
    """
    if not queries.may_close(reader):
        raise AccountKept
    signals.account_closing.send(User, reader=reader, with_words=with_words, at=at)
    for session in UserSession.objects.filter(user=reader):
        session.end()
    reader.delete()


def _remove_wagtails_own() -> None:
    """Wagtail comes with two groups and a workflow of its own, in English; those that nobody uses go."""
    Group.objects.filter(name__in=WAGTAILS_GROUPS, user=None).delete()
    Workflow.objects.filter(name=WAGTAILS_WORKFLOW, workflow_states=None).delete()
    GroupApprovalTask.objects.filter(name=WAGTAILS_WORKFLOW, task_states=None).delete()


def _create_role(role: Role) -> Group:
    group, _ = Group.objects.get_or_create(name=role)
    group.permissions.set(_permissions(PERMISSIONS[role]))
    root = Collection.get_first_root_node()
    wanted = _permissions(IN_COLLECTIONS[role])
    group.collection_permissions.exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions called "app.verb_model" (one query). Raises UnknownPermission."""
    wanted = set(names)
    pairs = [name.split(".") for name in wanted]
    matching = Q()
    for app, codename in pairs:
        matching |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(matching).select_related("content_type"))
    missing = wanted - {f"{p.content_type.app_label}.{p.codename}" for p in found}
    if missing:
        raise UnknownPermission(", ".join(sorted(missing)))
    return found
