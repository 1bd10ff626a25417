"""The words checker finds what is said, and every way a translation can be missing or wrong."""

import io
import logging
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command
from django.utils import translation

from config.logs import Scrub
from config.management.commands import compile_po
from config.words import catalogue, faults, in_python, in_template, said_by, translated
from disputes.wording import law_text


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('_("Plain")', (None, "Plain")),
        ('gettext_lazy("Two " "parts")', (None, "Two parts")),
        ('ngettext("%(n)s day", "%(n)s days", n)', (None, "%(n)s day")),
        ('pgettext("navigation", "File")', ("navigation", "File")),
        ('translation.npgettext_lazy("due", "day", "days", 2)', ("due", "day")),
    ],
)
def test_words_of_python_are_found(source, key):
    assert list(in_python(source)) == [key]


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('{% load i18n %}<p>{% translate "Plain" %}</p>', (None, "Plain")),
        ('{% load i18n %}{% translate "File" context "navigation" %}', ("navigation", "File")),
        (
            "{% load i18n %}{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}",
            (None, "Hello %(name)s"),
        ),
        (
            "{% load i18n %}{% blocktranslate count n=x %}a day{% plural %}{{ n }} days{% endblocktranslate %}",
            (None, "a day"),
        ),
        ('{% include "x.html" with label=_("Given") %}', (None, "Given")),
        ('{% load i18n %}{% translate "It\'s due" %}', (None, "It's due")),
    ],
)
def test_words_of_templates_are_found(source, key):
    assert key in list(in_template(source))


def test_an_empty_a_fuzzy_and_a_broken_translation_are_faults():
    words = Catalog(locale="zh_Hans")
    words.add("Fine %(n)s", "好 %(n)s")
    words.add("Empty", "")
    words.add("Fuzzy", "大概", flags=["fuzzy"])
    words.add("Broken %(name)s", "坏 %(nom)s")
    words.add(("one day", "%(n)s days"), ("",))
    found = "\n".join(faults(words))
    assert found.count("\n") == 3
    for word in ("Empty", "Fuzzy", "Broken", "one day"):
        assert word in found
    assert (None, "Fine %(n)s") in translated(words)


def test_the_command_names_file_and_word(settings, tmp_path):
    folder = tmp_path / "config" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Known"\nmsgstr "知道"\n')
    (tmp_path / "config" / "page.py").write_text('_("Known")\n_("Unknown")\n')
    settings.BASE_DIR = tmp_path
    told = io.StringIO()
    with pytest.raises(CommandError, match="1 words"):
        call_command("check_po", stderr=told)
    assert told.getvalue() == "config/page.py: not in any catalogue: 'Unknown'\n"


def test_two_catalogues_may_not_say_one_word_differently(settings, tmp_path):
    for app, said in (("disputes", "答辩"), ("mediation", "答复")):
        folder = tmp_path / app / "locale" / "zh_Hans" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(f'msgid ""\nmsgstr ""\n\nmsgid "Answer"\nmsgstr "{said}"\n')
    settings.BASE_DIR = tmp_path
    told = io.StringIO()
    with pytest.raises(CommandError, match="1 words"):
        call_command("check_po", stderr=told)
    assert (
        "mediation" in told.getvalue() and "said otherwise by another catalogue: 'Answer'" in told.getvalue()
    )


def test_compiling_leaves_alone_what_did_not_change(settings, tmp_path):
    folder = tmp_path / "config" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Known"\nmsgstr "知道"\n')
    settings.BASE_DIR = tmp_path
    first, second = io.StringIO(), io.StringIO()
    call_command("compile_po", stdout=first)
    call_command("compile_po", stdout=second)
    assert (first.getvalue().count("compiled"), second.getvalue()) == (1, "")
    assert (folder / "django.mo").stat().st_size > 0
    assert catalogue(folder / "django.po").get("Known").string == "知道"


def test_migrations_and_foreign_files_say_nothing(tmp_path):
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001.py").write_text('_("Not said")')
    (tmp_path / "note.md").write_text('_("Not said")')
    assert list(said_by(Path(tmp_path))) == []


@pytest.mark.parametrize(
    "personal", ["44010619880312224X", "13800138000", "6222021234567890123", "worker@example.org"]
)
def test_threat_25_logs_carry_no_number_of_a_person(personal):
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, "refused %s for %s", (personal, "WAGES-7"), None
    )
    assert Scrub().filter(record)
    assert record.getMessage() == "refused […] for WAGES-7"


def test_words_compiled_just_now_are_spoken_at_once(tmp_path, monkeypatch, settings):
    """The first start of a clone compiles them and then builds the demo in the same process."""
    source = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    source.write_text(head + 'msgid "A new word"\nmsgstr "新词"\n')
    settings.LOCALE_PATHS = [tmp_path]
    with translation.override("zh-hans"):
        assert translation.gettext("A new word") == "A new word"
    monkeypatch.setattr(compile_po, "catalogues", lambda: [source])
    settings.BASE_DIR = tmp_path
    call_command("compile_po", stdout=io.StringIO())
    with translation.override("zh-hans"):
        assert translation.gettext("A new word") == "新词"


def test_an_instrument_is_not_named_again_right_behind_itself():
    said = law_text("AL-35, CR-41, CR-42(2), AL-36", "zh")
    assert (
        said
        == "《劳动争议调解仲裁法》第35条、《劳动人事争议仲裁办案规则》第41条、第42条第2款、《劳动争议调解仲裁法》第36条"
    )
    assert law_text("CR-41, CR-42(2)", "en") == "Arbitration Case Rules art. 41, art. 42(2)"
