import pytest

from stemme.kit.languages import best_language, language_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("nb-NO", "nb"), ("Norsk", "nb"), ("NO", "nb"), ("nn", "nb"), ("Svenska ", "sv"), ("sv_SE", "sv"), ("DK", "da"),
        ("dänisch", "da"), ("tysk", "de"), ("Deutsch", "de"), ("de-AT", "de"), ("English", "en"), ("engelsk", "en"),
        ("is", None), ("fi", None), ("", None), ("Islandsk", None),
    ],
)  # fmt: skip
def test_languages_as_people_write_them(written, code):
    assert language_code(written) == code


def test_scandinavians_read_each_other_before_english():
    assert best_language("nb", ["en", "da"]) == "da"
    assert best_language("de", ["nb", "en"]) == "en"
    assert best_language("de", ["nb", "sv"]) == "nb"
    assert best_language("sv", ["de", "sv"]) == "sv"
    with pytest.raises(ValueError, match="no language"):
        best_language("en", [])
