"""Everything that setting up writes."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from stemme.kit.mailer import RefusedError, UncertainError, header_text, open_post
from stemme.kit.secret_texts import seal
from stemme.kit.tokens import new_token, token_hash
from stemme.library import actions as library
from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people.actions.doors import Admitted
from stemme.people.queries import OrganisationRow
from stemme.people.viewer import EMPLOYEE, Viewer
from stemme.setup import mail_answers, queries
from stemme.setup.mail_answers import MailAnswer
from stemme.setup.models import Canary, FirstStart, Progress

#: How long the one-time address is good for (security.md T-08).
VALID_FOR = dt.timedelta(minutes=60)
LOGOS = "brand"


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What an organisation begins with."""

    name: str
    slug: str
    language: str
    time_zone: str
    owner_given_name: str
    owner_family_name: str
    owner_address: str
    country: str = ""


def offer_first_start(*, now: dt.datetime) -> str:
    """A fresh token for ``/first-start/<token>/``; shown once, stored as a hash. The one made before is over."""
    token = new_token("advf")
    with transaction.atomic():
        FirstStart.objects.all().delete()
        FirstStart.objects.create(token_hash=token_hash(token), created_at=now, expires_at=now + VALID_FOR)
    return token


def claim(*, token: str, new: NewOrganisation, now: dt.datetime) -> Admitted | None:
    """Make the first organisation with its owner, and let them in; None when the address is over. Only one can win."""
    with transaction.atomic():
        found = queries.open_first_start(token, now=now)
        if found is None or not FirstStart.objects.filter(id=found).delete()[0]:
            return None
        organisation_id, owner_id = begin(new=new, now=now)
        people.join(person_id=owner_id, now=now)
        return Admitted(owner_id, organisation_id, EMPLOYEE)


def begin(*, new: NewOrganisation, now: dt.datetime) -> tuple[int, int]:
    """An organisation with its first owner and a stream; (organisation, owner). Raises IntegrityError for a taken slug.

    Whoever sets up the first organisation runs the installation, too; owners of later ones do not.
    """
    with transaction.atomic():
        first = not organisations.organisations()
        organisation_id = people.create_organisation(
            slug=new.slug,
            name=new.name,
            language=new.language,
            time_zone=new.time_zone,
            mail_domain=new.owner_address.partition("@")[2],
            country=new.country,
            now=now,
        )
        owner_id = people.create_person(
            organisation_id=organisation_id,
            email=new.owner_address,
            given_name=new.owner_given_name,
            family_name=new.owner_family_name,
            language=new.language,
            now=now,
        )
        for role in ("owner", "operator") if first else ("owner",):
            people.grant_role(actor_id=None, organisation_id=organisation_id, person_id=owner_id, role=role, now=now)
        library.create_stream(
            actor=None, organisation_id=organisation_id, name="Communications", owner_id=owner_id, now=now
        )
        FirstStart.objects.all().delete()
    return organisation_id, owner_id


def short_name(name: str) -> str:
    """The organisation's short name for commands, from its name: "nordlys-energi"; "company" when nothing is left."""
    return slugify(name)[:60].strip("-") or "company"


def plant_canary(*, now: dt.datetime, anew: bool = False) -> None:
    """Seal a text with the present secret key, when there is none yet or ``anew`` is meant (T-31)."""
    with transaction.atomic():
        if anew:
            Canary.objects.all().delete()
        if not Canary.objects.exists():
            sealed = seal(queries.CANARY_TEXT, keys=(settings.SECRET_KEY,), purpose=queries.CANARY_PURPOSE)
            Canary.objects.create(sealed=sealed, planted_at=now)


def keep_logo(png: bytes) -> str:
    """Store a logo that was made ours (library/logo_files.py) under a name nobody can guess; the name."""
    return default_storage.save(f"{LOGOS}/{secrets.token_hex(16)}.png", ContentFile(png))


def change_brand(*, actor: Viewer, name: str, accent: str, logo: str, now: dt.datetime) -> None:
    """Set name, colour and logo. The picture that was replaced is deleted once nothing leads to it any more."""
    replaced = people.change_brand(actor=actor, name=name, accent=accent, logo=logo, now=now)
    if replaced:
        transaction.on_commit(lambda: default_storage.delete(replaced))


def note_addresses(*, organisation: OrganisationRow, now: dt.datetime) -> None:
    """The addresses of pages and links answered as they should."""
    addresses = " ".join(queries.addresses_of(organisation))
    Progress.objects.update_or_create(
        organisation_id=organisation.id, defaults={"addresses": addresses, "addresses_checked_at": now}
    )


def dismiss(*, actor: Viewer, now: dt.datetime | None) -> None:
    """Do not remind the owners of what is left any more; None: remind them again."""
    Progress.objects.update_or_create(organisation_id=actor.organisation_id, defaults={"dismissed_at": now})


def try_mail(*, actor: Viewer, address: str, language: str, now: dt.datetime) -> MailAnswer:
    """Send a real mail to the owner through the configured way and tell what the server said. Waits for the server."""
    organisation = organisations.organisation(actor.organisation_id)
    message = EmailMultiAlternatives(
        subject=header_text(_("A test from Stemme: mail works")),
        body=_("This is the test mail that you asked for in Stemme, for %(organisation)s. Nothing needs to be done.")
        % {"organisation": organisation.name}
        + f"\n\n{organisation.page_url}/setup/\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers={"Auto-Submitted": "auto-generated", "Content-Language": language},
    )
    began, post = time.monotonic(), open_post()
    try:
        post.hand_over(message)
    except UncertainError as error:
        return MailAnswer(mail_answers.UNCERTAIN, str(error))
    except RefusedError as error:
        return MailAnswer(mail_answers.kind_of(str(error), code=error.code), str(error))
    finally:
        post.close()
    Progress.objects.update_or_create(organisation_id=organisation.id, defaults={"mail_accepted_at": now})
    kind = mail_answers.FOLDER if settings.SMTP_URL.startswith("mailbox:") else mail_answers.ACCEPTED
    return MailAnswer(kind, seconds=time.monotonic() - began)
