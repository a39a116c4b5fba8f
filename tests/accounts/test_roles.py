"""Who may do what, and that asking twice changes nothing."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowContentType

from jingui.accounts import actions
from jingui.accounts.models import Role, User
from jingui.accounts.roles import PERMISSIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    actions.create_demo_staff()
    return {user.username: user for user in User.objects.all()}


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("reporter", "news.add_article", "news.publish_article"),
        ("reporter", "wagtailadmin.access_admin", "ingest.change_item"),
        ("editor", "news.publish_article", "news.delete_article"),
        ("editor", "news.add_retraction", "accounts.change_user"),
        ("editor", "ingest.change_item", "ingest.change_feed"),
        ("administrator", "accounts.change_user", "news.delete_retraction"),
        ("administrator", "ingest.change_feed", "news.change_correction"),
    ],
)
def test_each_role_has_its_rights_and_no_others(staff, role, may, may_not):
    assert (staff[role].has_perm(may), staff[role].has_perm(may_not)) == (True, False)


def test_each_role_has_what_the_one_before_it_has():
    reporter, editor, administrator = (set(PERMISSIONS[role]) for role in Role)

    assert reporter < editor < administrator


def test_asking_twice_doubles_nothing(staff):
    before = {group.name: group.permissions.count() for group in Group.objects.all()}

    actions.create_demo_staff()

    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert Workflow.objects.filter(name=actions.WORKFLOW).count() == 1
    assert User.objects.count() == 3


def test_a_right_that_was_given_by_hand_is_taken_back():
    group = actions.create_roles()[0]
    group.permissions.add(Group.objects.get(name=Role.EDITOR).permissions.get(codename="publish_article"))

    actions.create_roles()

    assert not group.permissions.filter(codename="publish_article").exists()


def test_what_wagtail_brought_in_english_goes():
    actions.create_roles()

    assert {group.name for group in Group.objects.all()} == {"记者", "编辑", "管理员"}
    assert [workflow.name for workflow in Workflow.objects.all()] == [actions.WORKFLOW]


def test_an_operators_own_workflow_is_left_alone():
    actions.create_roles()
    own = Workflow.objects.create(name="三审三校")
    WorkflowContentType.objects.update(workflow=own)

    actions.create_roles()

    assert WorkflowContentType.objects.get().workflow == own


def test_the_demo_staff_can_use_the_password_that_is_told(client):
    told = actions.create_demo_staff()

    assert [role for _, _, role in told] == ["记者", "编辑", "管理员"]
    assert all(client.login(username=username, password=password) for username, password, _ in told)


def test_a_password_that_was_changed_stays_changed(staff):
    staff["editor"].set_password("另一个很长的密码")
    staff["editor"].save()

    actions.create_demo_staff()

    assert User.objects.get(username="editor").check_password("另一个很长的密码")


def test_the_demo_staff_goes_and_everyone_else_stays(staff):
    reader = User.objects.create_user("reader")

    assert actions.remove_demo_staff() == 3
    assert list(User.objects.all()) == [reader]


def test_a_member_of_the_newsroom_has_one_role(staff):
    actions.give_role(staff["reporter"], Role.EDITOR)

    assert [group.name for group in staff["reporter"].groups.all()] == ["编辑"]
