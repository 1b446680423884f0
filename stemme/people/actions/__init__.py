"""Writing people. Others import from here; each module holds one matter."""

from stemme.people.actions.appearance import PageHostTakenError, change_brand, change_page_host
from stemme.people.actions.doors import (
    Admitted,
    TooManyTriesError,
    decline,
    join,
    make_door_link,
    make_door_links,
    redeem_door,
    settle_door_links,
    take_back_no,
)
from stemme.people.actions.erasing import end_visits, forget_person, hold_person
from stemme.people.actions.exporting import export_people
from stemme.people.actions.granting import (
    ClashingRolesError,
    LastOwnerError,
    NotAllowedError,
    grant_role,
    keep_an_owner,
    take_role,
)
from stemme.people.actions.importing import Imported, ImportRefusedError, import_people
from stemme.people.actions.limits import take
from stemme.people.actions.link_settings import LinkHostTakenError, change_link_settings
from stemme.people.actions.membership import (
    create_organisation,
    create_person,
    create_team,
    deactivate_person,
    invite,
)
from stemme.people.actions.own_settings import choose_looks, choose_reach, sign_out_everywhere
from stemme.people.actions.reachability import address_failed, take_break
from stemme.people.actions.signing_in import Answer, ask_for_confirmation, ask_for_sign_in, redeem_sign_in
from stemme.people.actions.strength import set_roles_need_strong, set_strong_sign_in
from stemme.people.actions.sweeping import sweep

__all__ = [
    "Admitted",
    "Answer",
    "ClashingRolesError",
    "ImportRefusedError",
    "Imported",
    "LastOwnerError",
    "LinkHostTakenError",
    "NotAllowedError",
    "PageHostTakenError",
    "TooManyTriesError",
    "address_failed",
    "ask_for_confirmation",
    "ask_for_sign_in",
    "change_brand",
    "change_link_settings",
    "change_page_host",
    "choose_looks",
    "choose_reach",
    "create_organisation",
    "create_person",
    "create_team",
    "deactivate_person",
    "decline",
    "end_visits",
    "export_people",
    "forget_person",
    "grant_role",
    "hold_person",
    "import_people",
    "invite",
    "join",
    "keep_an_owner",
    "make_door_link",
    "make_door_links",
    "redeem_door",
    "redeem_sign_in",
    "set_roles_need_strong",
    "set_strong_sign_in",
    "settle_door_links",
    "sign_out_everywhere",
    "sweep",
    "take",
    "take_back_no",
    "take_break",
    "take_role",
]
