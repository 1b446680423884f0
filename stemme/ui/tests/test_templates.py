"""Base templates, includes and tags: what they say, in whose way of writing, and that every icon exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from stemme.project import errors
from stemme.ui import icons
from stemme.ui.responses import page_or_part
from stemme.ui.templatetags.ui import SCENES, boxes

PACKAGE = Path(__file__).resolve().parents[2]
ERRORS = ("400", "403", "csrf", "404", "410", "429", "500", "503")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request leaves its language behind in the thread; every test begins in English."""
    with translation.override("en"):
        yield


def rendered(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


def test_every_icon_that_is_named_exists() -> None:
    for path in PACKAGE.glob("*/templates/**/*.html"):
        for name in re.findall(r"""{%\s*icon\s+["']([^"']+)["']""", path.read_text()):
            assert icons.drawing(name), f"{path.name}: {name}"
    from stemme.project import navigation

    for _view, _label, name in navigation.EMPLOYEE:
        assert icons.drawing(name)
    for _heading, items in navigation.ADMINISTRATOR:
        for _view, _label, name, _right in items:
            assert icons.drawing(name)


def test_icons_are_for_the_eye_and_unknown_ones_are_refused() -> None:
    assert rendered('{% icon "share" %}').startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path')
    assert 'class="i i-sm"' in rendered('{% icon "share" small=True %}')
    for name in ("no-such-icon", "../LICENSE", ""):
        with pytest.raises(LookupError):
            icons.drawing(name)


def test_avatars_are_stable_and_escape_initials() -> None:
    assert rendered("{% avatar 'IS' 7 %}") == rendered("{% avatar 'IS' 7 %}")
    assert 'class="av hue-' in rendered("{% avatar 'IS' 7 %}")
    assert " me l" in rendered("{% avatar 'IS' 7 me=True size='l' %}")
    assert "&lt;b&gt;" in rendered("{% avatar name 7 %}", name="<b>")
    hues = {re.search(r"hue-\d", rendered("{% avatar 'A' id %}", id=i))[0] for i in range(100)}  # type: ignore[index]
    assert len(hues) == 8


def test_scenes_are_drawn_by_classes_and_unknown_ones_fall_back() -> None:
    drawings = {rendered("{% scene name %}", name=name) for name in SCENES}
    assert len(drawings) == 7
    assert all("<svg" in drawing and "style=" not in drawing and "var(" not in drawing for drawing in drawings)
    assert rendered("{% scene 'nothing' %}") == rendered("{% scene 'light' %}")


@pytest.mark.parametrize(
    ("code", "share", "up", "down"),
    [("en", "61.5%", "+1.4", "−0.3"), ("nb", "61,5\xa0%", "+1,4", "−0,3"), ("de", "61,5\xa0%", "+1,4", "−0,3")],
)
def test_numbers_are_rounded_and_written_as_the_reader_does(code: str, share: str, up: str, down: str) -> None:
    with translation.override(code):
        assert rendered("{{ n|percent }}", n=91 / 148) == share
        assert rendered("{{ n|signed:1 }}", n=1.38) == up
        assert rendered("{{ n|signed:1 }}", n=-0.3) == down
        assert rendered("{{ n|signed }}", n=0) == "0"
        assert rendered("{{ n|plain }}", n=1234.5) == "1234.5"


def test_sizes_of_drawings_never_get_a_decimal_comma() -> None:
    with translation.override("de"):
        text = rendered("{% bar 61.49 100 benchmark=22.1 label='x' %}{% panes 3 12 1 %}{% quay houses 1 %}", houses=[])
    numbers = re.findall(r'(?:width|height|x|y|cx|cy|viewBox)="([^"]*)"', text)
    assert numbers and not [number for number in numbers if "," in number]
    assert 'width="61.49%"' in text and 'x="22.1%"' in text


@pytest.mark.parametrize(("value", "words"), [(2.2, "up by"), (-1.2, "down by"), (0, "unchanged")])
def test_delta_says_the_direction_in_words(value: float, words: str) -> None:
    text = rendered('{% include "ui/_delta.html" with value=value unit="points" digits=1 only %}', value=value)
    assert words in text
    assert ("2.2 points" in text) is (value > 0)


class Sample(forms.Form):
    address = forms.EmailField(label="Address", help_text="At work.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Agreed", help_text="Really.")
    way = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_fields_are_tied_to_their_words_and_errors() -> None:
    form = Sample({"address": "name@"})
    text = "".join(rendered('{% include "ui/_field.html" with field=field only %}', field=field) for field in form)
    assert '<label for="id_address">Address</label>' in text
    described = re.search(r'<input type="email"[^>]*aria-describedby="([^"]+)"', text)
    assert described is not None
    for name in described[1].split():
        assert f'id="{name}"' in text
    assert 'aria-invalid="true"' in text
    assert 'class="input"' in text
    assert "<small>optional</small>" in text
    assert text.index("At work.") < text.index("Enter a valid email")
    assert '<label class="check">' in text
    assert '<fieldset class="stack gap-1"' in text and "<legend>" in text


def test_errors_of_the_form_stand_above() -> None:
    form = Sample({})
    text = '{% include "ui/_form_errors.html" with form=form only %}'
    assert 'role="alert"' in rendered(text, form=form)
    assert rendered(text, form=Sample()).strip() == ""
    form.add_error(None, "<Both> cannot be")
    assert "&lt;Both&gt; cannot be" in rendered(text, form=form)


def test_pager_writes_addresses_for_machines_and_labels_for_people() -> None:
    pages = Paginator(range(20_000), 10)
    with translation.override("de"):
        text = rendered(
            '{% include "ui/_pager.html" with page=page query=query only %}', page=pages.page(1_200), query="&q=x"
        )
    assert 'href="?page=1199&amp;q=x"' in text
    assert 'aria-current="page">1.200<' in text
    only = rendered('{% include "ui/_pager.html" with page=page only %}', page=Paginator([], 10).page(1))
    assert only.strip() == ""


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_no_context(name: str, db: None) -> None:
    text = render_to_string(f"ui/errors/{name}.html")
    assert text.count("<h1") == 1
    assert 'id="main"' in text
    assert f"Error {'403' if name == 'csrf' else name}" in text
    assert "{%" not in text


def test_the_page_for_faults_of_ours_runs_without_a_request(db: None) -> None:
    answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "What you had saved is safe" in answer.content.decode()


def test_unknown_addresses_get_the_page_in_the_visitors_language(db: None) -> None:
    answer = Client().get("/nothing/here/", headers={"accept-language": "de"})
    assert answer.status_code == 404
    text = answer.content.decode()
    assert '<html lang="de"' in text and "Unter dieser Adresse gibt es nichts" in text


def test_a_part_for_htmx_the_page_for_everything_else() -> None:
    factory = RequestFactory()

    def answer(**headers: str) -> str:
        request = factory.get("/", headers=headers)
        response = page_or_part(
            request, page="ui/errors/404.html", part="ui/_banner.html", context={"text": "x"}, status=422
        )
        assert response.status_code == 422
        assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(response["Vary"].split(", "))
        return response.content.decode()

    assert "<html" in answer()
    assert "<html" not in answer(**{"HX-Request": "true"})
    assert "<html" in answer(**{"HX-Request": "true", "HX-Boosted": "true"})
    assert "<html" in answer(**{"HX-Request": "true", "HX-History-Restore-Request": "true"})


def test_menus_show_what_a_person_may(cast: SimpleNamespace, let_in: object) -> None:
    def base(scope: str, person: object, name: str) -> str:
        from stemme.people import queries
        from stemme.project import navigation

        request = RequestFactory().get("/")
        request.viewer = queries.viewer(person.id, scope=scope)  # type: ignore[attr-defined]
        request.resolver_match = None
        return render_to_string(name, {**navigation.context(request)}, request=None)

    full = base("employee", cast.cleo, "ui/employee.html")
    assert 'class="tabbar"' in full and "Run the programme" not in full and "Cleo Clausen" in full
    guest = base("suggest", cast.ada, "ui/employee.html")
    assert 'class="tabbar"' not in guest and "Run the programme" not in guest
    owner = base("employee", cast.ada, "ui/admin.html")
    assert owner.count('class="side-group"') >= 2
    assert owner.count('id="main"') == 1


@override_settings(DEMO=True)
def test_styleguide_shows_everything_on_demos(db: None, client: Client) -> None:
    answer = client.get("/styleguide/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", text)
    used = {word for value in re.findall(r'class="([^"]*)"', text) for word in value.split()}
    assert {"story", "panel", "tiles", "table", "quay", "panes", "plot", "heat", "split", "toggle", "seg"} <= used


@override_settings(DEMO=False, DEBUG=False)
def test_styleguide_is_not_there_for_people_at_work(db: None, client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.parametrize("code", ["en", "nb", "da", "sv", "de"])
def test_every_language_has_all_formats(code: str) -> None:
    import datetime as dt

    day = dt.datetime(2026, 11, 3, 7, 45, tzinfo=dt.UTC)
    with translation.override(code):
        for name in ("DATE_FORMAT", "SHORT_DATE_FORMAT", "MONTH_DAY_FORMAT", "DAY_FORMAT", "WEEKDAY_FORMAT"):
            text = rendered(f'{{{{ day|date:"{name}" }}}}', day=day)
            assert "3" in text and "FORMAT" not in text and "11" not in text
        assert rendered("{{ n }}", n=1240.5) == {"en": "1,240.5", "da": "1.240,5", "de": "1.240,5"}.get(
            code, "1\xa0240,5"
        )


def test_boxes_are_those_that_django_writes_and_escape_names() -> None:
    class Teams(forms.Form):
        teams = forms.MultipleChoiceField(
            label="Teams", choices=[(1, "Drift & Nett"), (2, "<b>Vest</b>")], widget=forms.CheckboxSelectMultiple
        )

    field = Teams(initial={"teams": [2]})["teams"]
    ours = boxes(field)
    assert "<b>" not in ours and "Drift &amp; Nett" in ours
    for place, box in enumerate(field):
        assert f'id="{box.id_for_label}"' in ours and f'value="{box.data["value"]}" id="id_teams_{place}"' in ours
    assert [" checked" in one for one in ours.split("</label>")[:2]] == [False, True]
