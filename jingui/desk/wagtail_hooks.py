"""What Wagtail's admin asks us at start: the newsroom's things, its inks, its menu and its log words."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting
from wagtail.snippets.models import register_snippet

from jingui.desk.ads import ads
from jingui.desk.articles import articles
from jingui.desk.changes import changes
from jingui.desk.channels import channels
from jingui.desk.comments import comments
from jingui.desk.corrections import corrections, retractions
from jingui.desk.dispatches import dispatches
from jingui.desk.flashes import flashes
from jingui.desk.home import Today
from jingui.desk.letters import letters
from jingui.desk.pages import pages
from jingui.desk.queue import queue
from jingui.desk.regroupings import regroupings
from jingui.desk.securities import securities
from jingui.desk.sources import sources
from jingui.desk.stories import stories
from jingui.readers.models import CommentRules

WITHOUT = {"explorer", "documents", "help", "snippets"}  # the pages about the site are rows, not Wagtail's
HOME_WITHOUT = {"whats_new_in_wagtail_version", "locked_pages", "recent_edits"}
SETTINGS_WITHOUT = {"sites", "locales"}
SOLD = r"^(add|change|delete|view)_(creative|booking)$|^view_adcount$"
LOG_WORDS = {
    "jingui.correct": (_("Correct"), _("Corrected")),
    "jingui.update": (_("Update from its source"), _("Updated from its source")),
    "jingui.keep": (_("Keep ours"), _("Ours kept, the source changed its text")),
    "jingui.retract": (_("Retract"), _("Retracted")),
    "jingui.move": (_("Move to a channel"), _("Moved to another channel")),
    "jingui.pin": (_("Pin to the front page"), _("Pinned to the front page")),
    "jingui.unpin": (_("Unpin"), _("Unpinned")),
    "jingui.split": (_("Take out of its story"), _("Taken out of its story")),
    "jingui.merge": (_("Merge"), _("Merged into another story")),
    "jingui.undo": (_("Undo"), _("Undone")),
    "jingui.lead": (_("Choose the lead article"), _("Lead article chosen")),
    "jingui.withdraw": (_("Take off the wire"), _("Taken off the wire")),
    "jingui.pause": (_("Pause"), _("Paused")),
    "jingui.resume": (_("Resume"), _("Resumed")),
    "jingui.poll": (_("Poll now"), _("Polled by hand")),
    "jingui.close_comments": (_("Close comments"), _("Comments closed")),
    "jingui.deal_with": (_("Mark as dealt with"), _("Dealt with")),
}


@hooks.register("register_admin_viewset")
def kinds_of_things():
    return [
        queue,
        changes,
        comments,
        flashes,
        stories,
        regroupings,
        channels,
        sources,
        securities,
        ads,
        corrections,
        retractions,
        letters,
        pages,
        dispatches,
    ]


register_setting(CommentRules, icon="openquote")
register_snippet(
    articles
)  # what can be drafted and submitted has Wagtail's own permissions: publish, lock, unlock


@hooks.register("register_permissions")
def rights_about_ads():
    """What a group made by hand, of those who sell, can be given."""
    return Permission.objects.filter(content_type__app_label="ads", codename__regex=SOLD)


@hooks.register("insert_global_admin_css")
def inks():
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_global_admin_js")
def choosers():
    return format_html('<script src="{}"></script>', static("desk/choosers.js"))


@hooks.register("construct_homepage_panels")
def first_page(request, panels):
    panels.append(Today())
    panels[:] = [panel for panel in panels if panel.name not in HOME_WITHOUT]


@hooks.register("construct_homepage_summary_items")
def no_summary(request, items):
    items.clear()


@hooks.register("construct_main_menu")
def menu(request, items):
    items[:] = [item for item in items if item.name not in WITHOUT]


@hooks.register("construct_settings_menu")
def settings_menu(request, items):
    items[:] = [item for item in items if item.name not in SETTINGS_WITHOUT]


@hooks.register("register_log_actions")
def log_words(actions):
    for name, (label, message) in LOG_WORDS.items():
        actions.register_action(name, label, message)
