"""`manage.py law explain`: periods and open readings in words, for people."""

import io

import pytest
from django.core.management import call_command

from disputes.rules.catalogue import RULES
from disputes.rules.readings import READINGS


def explain(*args):
    out = io.StringIO()
    call_command("law", "explain", *args, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_tells_every_period_its_articles_its_validity_and_how_sure_it_is(code, lang):
    told = explain(code, "--lang", lang)
    assert told.startswith(code)
    assert RULES[code].title.to(lang) in told
    assert ("依据：" if lang == "zh" else "Law:") in told
    assert str(RULES[code].since) in told
    assert ("把握程度：" if lang == "zh" else "Confidence:") in told


@pytest.mark.parametrize("code", sorted(READINGS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_tells_every_reading_its_options_and_the_default(code, lang):
    told = explain(code, "--lang", lang)
    reading = READINGS[code]
    assert all(words.to(lang) in told for words in reading.options.values())
    default = told[told.index(f"  {reading.default}") :].splitlines()[0]
    assert ("默认" if lang == "zh" else "default") in default


def test_explain_without_a_code_lists_every_period_and_every_reading():
    told = explain().splitlines()
    assert [line.split()[0] for line in told] == [*RULES, *READINGS]
