"""The Chinese catalogue is complete: nothing missing, fuzzy, left over or uncompiled."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils import translation

import jingui
from jingui.desk.body import tools
from jingui.desk.extracting import words_of_template

PACKAGE = Path(jingui.__file__).parent
CATALOGUES = sorted(PACKAGE.glob("**/locale/zh_Hans/LC_MESSAGES/*.po"))
OWN = PACKAGE / "locale/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext_lazy": (1, 2),
}
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def catalogue(path):
    return read_po(path.open("rb"), locale="zh_Hans")


def key(message):
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, text


def marked():
    """Every (context, msgid) that our code and templates mark for translation."""
    with (PACKAGE.parent / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)
    found = extract_from_dir(PACKAGE, methods, options, keywords=KEYWORDS)
    return {(context, text if isinstance(text, str) else text[0]) for _, _, text, _, context in found}


def test_every_string_is_translated_and_none_is_left_over():
    translated = {key(message) for message in catalogue(OWN) if message.id and message.string}

    assert (sorted(marked() - translated, key=str), sorted(translated - marked(), key=str)) == ([], [])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parents[3].name}-{path.stem}")
def test_nothing_is_fuzzy_empty_or_obsolete(path):
    read = catalogue(path)

    wrong = [message.id for message in read if message.id and (message.fuzzy or not message.string)]

    assert wrong == []
    assert list(read.obsolete) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parents[3].name}-{path.stem}")
def test_a_translation_names_no_place_that_the_original_lacks(path):
    for message in catalogue(path):
        originals = [message.id] if isinstance(message.id, str) else message.id
        translated = message.string if isinstance(message.string, str) else "".join(message.string)
        if message.id:
            assert set(PLACES.findall(translated)) <= set(PLACES.findall("".join(originals))), originals


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parents[3].name}-{path.stem}")
def test_what_is_compiled_is_what_is_written(path):
    compiled = BytesIO()

    write_mo(compiled, catalogue(path))

    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_chinese_is_set_with_chinese_punctuation():
    broken = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")

    found = [
        m.string for path in CATALOGUES for m in catalogue(path) if m.id and broken.search(str(m.string))
    ]

    assert found == []


def test_words_of_a_django_template_are_found():
    template = b'{% load i18n %}{% trans "One" %}{% blocktrans %}Two {{ x }}{% endblocktrans %}<p>Three</p>'

    found = [text for _, _, text, _ in words_of_template(BytesIO(template), KEYWORDS, (), {})]

    assert found == ["One", "Two %(x)s"]


def test_what_wagtail_left_untranslated_is_translated_here():
    with translation.override("zh-hans"):
        assert translation.gettext("Schedule to publish") == "定时发布"
        assert tools()["bold"] == "粗体"
