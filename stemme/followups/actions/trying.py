"""A test of a step, to whoever asks for it."""

from __future__ import annotations

import datetime as dt
import secrets

from stemme.followups.composing import Addressee
from stemme.followups.letters import letter
from stemme.followups.queries import StepRow
from stemme.followups.seals import Sealed
from stemme.followups.steps import chosen
from stemme.followups.written_queries import Desk, shown
from stemme.kit.mailer import RefusedError, UncertainError, open_post
from stemme.landing.studio.queries import PageRow
from stemme.mailings.letters import message_id
from stemme.people import queries as people
from stemme.people.actions.limits import take
from stemme.people.buckets import Limit
from stemme.people.viewer import Viewer

#: Tests of one person.
TESTS = Limit("followup-tests", 20, dt.timedelta(days=1))
#: The mails are no letters of ours to anybody, so what comes back about them belongs to nothing.
_KIND = "followuptest"
SENT, TOO_MANY, FAILED = "sent", "many", "failed"


def send_test(*, actor: Viewer, page: PageRow, step: StepRow, language: str, now: dt.datetime) -> str:
    """Send the step as a lead would get it, at once and outside of all hours: SENT, TOO_MANY or FAILED."""
    card = people.person_card(actor.organisation_id, actor.person_id)
    found = chosen(step.sendable, (language, *page.languages))
    if card is None or found is None:
        return FAILED
    if not take(TESTS, str(actor.person_id), now=now):
        return TOO_MANY
    desk, sealed = Desk(actor.organisation_id, now=now), Sealed(actor.organisation_id, 0, step.id)
    title = shown(actor.organisation_id, slug=page.slug, language=found[0], name=page.name, now=now)
    content = desk.content(
        found[1], language=found[0], to=Addressee(card.name, None), sealed=sealed, slug=page.slug, page_title=title
    )  # fmt: skip
    message = letter(
        content, name=card.name, address=card.email, identity=message_id(_KIND, secrets.randbits(48)),
        stop_url=desk.stop_url(sealed),
    )  # fmt: skip
    post = open_post()
    try:
        post.hand_over(message)
    except (RefusedError, UncertainError):
        return FAILED
    finally:
        post.close()
    return SENT
