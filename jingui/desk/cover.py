"""The field in which an article's cover is chosen."""

import json

from django.utils.html import format_html
from wagtail.images.widgets import AdminImageChooser


class CoverWidget(AdminImageChooser):
    """Wagtail's chooser of images without its inline script: `choosers.js` starts it."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.get_value_data(value)
        return format_html(
            '{}<template data-desk-chooser="{}" data-for="{}" data-config="{}"></template>',
            self.render_html(name, chosen, attrs),
            self.js_constructor,
            attrs["id"],
            json.dumps(self.get_js_init_options(attrs["id"], name, chosen)),
        )
