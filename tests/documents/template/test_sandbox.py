"""What a hostile or careless template cannot do: reach into Python, read files, run for ever, grow without bound."""

import time

import pytest

from chungtay.documents.template import MarkedText
from tests.documents.template.make import BODY_LINE, paper, refusal

FIGURES = {"n": MarkedText("6", "n1", "", 6)}


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ n.__class__.__mro__ }}",
        "{{ xa.append }}",
        "{{ xa.__len__() }}",
        "{{ d.items() }}",
        "{{ d|attr('keys') }}",
        "{{ so._figures }}",
        "{{ so.__init__.__globals__ }}",
        "{{ so.n.marked }}",
        "{{ so('n').marked.mark }}",
        "{{ range.__self__ }}",
        "{{ self.__init__ }}",
        "{{ self }}",
        "{{ lipsum }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ namespace() }}",
        "{{ '{0.__class__}'.format(n) }}",
        "{{ '%s' % n }}",
        "{{ 'a'|format }}",
        "{% for x in xa %}{{ loop._iterator }}{% endfor %}",
        "{% for x in xa %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for x in xa recursive %}{{ loop(xa) }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'a' as b %}",
        "{% extends 'a' %}",
        "{% macro a() %}{% endmacro %}",
        "{% block a %}{% endblock %}",
        "{% call so('n') %}{% endcall %}",
        "{% filter hoa %}a{% endfilter %}",
        "{% set a %}b{% endset %}",
        "{% set so = 1 %}",
        "{% set range = 1 %}",
        "{% for so in xa %}{% endfor %}",
        "{% with a = 1 %}{% endwith %}",
        "{{ so(*xa) }}",
        "{{ so(**d) }}",
        "{{ xa[0:1] }}",
        "{{ {'a': 1} }}",
        "{{ n + 1 }}",
        "{{ n ** 9 }}",
        "{{ 'a' * 9 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ x|default('y') }}",
        "{% if x is defined %}{% endif %}",
    ],
)
def test_refused_with_its_line(body: str) -> None:
    assert refusal(f"a\n\n{body}", FIGURES, n=6, xa=["a"], d={"a": 1}).line == BODY_LINE + 2


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(20000) %}{% for b in range(20000) %}{% endfor %}{% endfor %}",
        "{% for a in range(200) %}{% for b in range(200) %}x{% endfor %}{% endfor %}",
        "{% for a in range(999999999) %}x{% endfor %}",
        "{% for a in range(1, 999999999) %}x{% endfor %}",
        "{{ range(5000)|va }}",
        "{% for a in range(20000) %}{{ dai }}{% endfor %}",
        "".join(f"{{% set a{at + 1} = [a{at}, a{at}]|va %}}" for at in range(40)) + "{{ a40 }}",
        "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
        "{% if n %}" * 200 + "{% endif %}" * 200,
        "{% for a in xa %}" * 40 + "{% endfor %}" * 40,
        "x" * 300_000,
    ],
)
def test_bombs_go_off_outside(body: str) -> None:
    start = time.process_time()
    error = refusal(body, FIGURES, n=6, xa=["a", "b"], a0="x", dai="y" * 10_000)
    assert error.sentence
    assert time.process_time() - start < 10


def test_a_long_report_is_no_bomb() -> None:
    body = "{% for x in range(1500) %}\n| {{ x }} | {{ so.n }} |\n{% endfor %}"
    found = paper(f"| a | b |\n|--|--|\n{body}", FIGURES)
    assert len(found.blocks[0].rows) == 1500  # type: ignore[union-attr]
