"""Babel's eyes for the desk's own templates, which Wagtail wants in Django's dialect."""

from io import BytesIO

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def words_of_template(source, keywords, comment_tags, options):
    """What is marked for translation in a Django template, as Babel's extractors give it."""
    code = templatize(source.read().decode("utf-8"))
    return extract_python(BytesIO(code.encode("utf-8")), keywords, comment_tags, options)
