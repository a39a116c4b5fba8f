"""What each role may do, as Django's permission names; each role also has what the one before it has.

Apps above this one are named by their labels only: accounts knows nothing of the news.
"""

from __future__ import annotations

from jingui.accounts.models import Role


def _named(app: str, models: str, *verbs: str) -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{model}" for model in models.split() for verb in verbs)


REPORTER = (
    "wagtailadmin.access_admin",
    *_named("news", "article", "add", "change", "view"),
    *_named("news", "channel source story regrouping correction retraction", "view"),
    *_named("flash", "flash", "view"),
    *_named("markets", "security", "view"),
    *_named("ingest", "item change", "view"),
)
EDITOR = (
    *_named("news", "article", "publish", "lock", "unlock"),
    *_named("news", "channel story", "change"),
    *_named("news", "correction retraction", "add"),
    *_named("news", "pin", "add", "delete"),
    *_named("flash", "flash", "add", "change"),
    *_named("ingest", "item change", "change"),
    *_named("ingest", "feed", "view"),
    *_named("readers", "comment", "view", "change"),
    *_named("readers", "termlist", "view"),
    *_named("imprint", "letter", "view", "change"),
)
ADMINISTRATOR = (
    *_named("news", "article", "delete"),
    *_named("news", "channel source", "add", "change", "delete"),
    *_named("flash", "flash", "delete"),
    *_named("markets", "security alias", "add", "change", "delete", "view"),
    *_named("ingest", "feed", "add", "change", "delete"),
    *_named("ads", "creative booking", "add", "change", "delete", "view"),
    *_named("ads", "slot", "change", "view"),
    *_named("ads", "adcount reach", "view"),
    *_named("imprint", "letter", "delete"),
    *_named("imprint", "page", "view", "change"),
    *_named("heralds", "dispatch", "view"),
    *_named("readers", "termlist", "add", "change", "delete"),
    *_named("readers", "commentrules", "change"),
    *_named("accounts", "user", "add", "change", "delete", "view"),
    *_named("auth", "group", "add", "change", "delete", "view"),
    *_named("wagtailcore", "workflow task groupapprovaltask site", "add", "change", "delete"),
)
PERMISSIONS = {
    Role.REPORTER: REPORTER,
    Role.EDITOR: REPORTER + EDITOR,
    Role.ADMINISTRATOR: REPORTER + EDITOR + ADMINISTRATOR,
}

# What each role may do in every collection of pictures and documents.
IN_COLLECTIONS = {
    Role.REPORTER: _named("wagtailimages", "image", "add", "choose"),
    Role.EDITOR: _named("wagtailimages", "image", "add", "choose", "change"),
    Role.ADMINISTRATOR: (
        *_named("wagtailimages", "image", "add", "choose", "change"),
        *_named("wagtaildocs", "document", "add", "choose", "change"),
        *_named("wagtailcore", "collection", "add", "change", "delete"),
    ),
}
