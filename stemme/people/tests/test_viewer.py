from stemme.people import queries


def test_a_person_who_left_is_no_viewer(cast):
    assert queries.viewer(cast.bo.id, scope="employee").rights == {"write_stories"}
    cast.bo.deactivated_at = cast.now
    cast.bo.save()
    assert queries.viewer(cast.bo.id, scope="employee") is None


def test_a_visit_by_mail_link_gives_no_rights(cast):
    assert not queries.viewer(cast.ada.id, scope="suggest").may("read_overview")
    assert queries.viewer(cast.ada.id, scope="employee").may("read_overview")
