"""An entry of the menu that only those see who may open what it leads to."""

from wagtail.admin.menu import MenuItem


def shown_with(permission):
    """The class of such an entry, for a viewset's `menu_item_class`."""

    class Guarded(MenuItem):
        def is_shown(self, request):
            return request.user.has_perm(permission)

    return Guarded
