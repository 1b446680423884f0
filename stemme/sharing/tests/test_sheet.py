from stemme.sharing.sheet import is_own, make_sheet

TITLES = {"nb": "Tittel", "en": "Title"}
STARTS = [
    ("nb", "personal", "Jeg var der.", ""),
    ("nb", "question", "Hva koster det?", ""),
    ("en", "point", "I was there.", ""),
]


def sheet(**asked):
    return make_sheet(titles=TITLES, starts=STARTS, **({"reads": "nb"} | asked))


def test_the_first_text_in_the_readers_language_on_the_usual_channel():
    chosen = sheet(usual="bluesky")
    assert (chosen.channel.key, chosen.language, chosen.text) == ("bluesky", "nb", "Jeg var der.")
    assert [language.code for language in chosen.languages] == ["en", "nb"]


def test_a_mails_choice_is_kept():
    chosen = sheet(channel="xing", language="nb", number="2")
    assert (chosen.channel.key, chosen.text) == ("xing", "Hva koster det?")


def test_nonsense_falls_back():
    chosen = sheet(channel="myspace", language="fi", number="99")
    assert (chosen.channel.key, chosen.language, chosen.chosen) == ("linkedin", "nb", "1")


def test_a_blank_page():
    assert sheet(number="0").text == ""
    assert make_sheet(titles={"de": "Titel"}, starts=STARTS, reads="nb").chosen == "0"


def test_own_words_are_those_that_were_changed():
    starts = sheet().starts
    assert not is_own("Jeg var\n der. ", starts)
    assert is_own("Jeg var der også.", starts)
    assert not is_own("  ", starts)


def test_what_was_written_for_the_channel_comes_first_and_what_was_written_for_others_not_at_all() -> None:
    starts = [*STARTS, ("nb", "point", "Kort.", "x"), ("nb", "personal", "Kjære alle.", "mail")]
    on_bluesky = make_sheet(titles=TITLES, starts=starts, reads="nb", channel="bluesky")
    assert [start.text for start in on_bluesky.starts] == ["Kort.", "Jeg var der.", "Hva koster det?"]
    in_mail = make_sheet(titles=TITLES, starts=starts, reads="nb", channel="mail")
    assert [start.text for start in in_mail.starts] == ["Kjære alle.", "Jeg var der.", "Hva koster det?"]
    assert make_sheet(titles=TITLES, starts=starts, reads="nb", channel="xing").text == "Jeg var der."
