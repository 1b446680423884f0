"""Landing pages and their words, the leads they bring, where leads are sent, and what visitors did, in sums."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.library.models import Story
from stemme.outcomes.models import Goal
from stemme.people.models import Organisation, Person, language_choices


class Page(models.Model):
    """A landing page: what a visitor finds behind a story's link, with a form, a thank-you and a sales step."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: In the address, /p/<slug>/: unique in the installation, because visitors have no organisation.
    slug = models.SlugField(max_length=80, unique=True)
    #: For the studio.
    name = models.CharField(max_length=120)
    #: Counted when a lead is confirmed; and when the sales page's button is used.
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="+")
    sales_goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="+")
    #: The story that leads here, when it was made from this page.
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="+")
    #: The colleague who gets the leads.
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Months after which a lead is deleted.
    keep_months = models.PositiveSmallIntegerField(default=12)
    #: The page carries a form; without one it is a page to read.
    with_form = models.BooleanField(default=True)
    #: Shown after the thank-you, for those who confirmed.
    with_sales_page = models.BooleanField(default=False)
    language = models.CharField(max_length=5, choices=language_choices)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "created_at"], name="landing_of_organisation")]


class PageText(models.Model):
    """A page in one language: its blocks in order, and the words around the form.

    ``blocks``: a list of {"kind": …, …} as blocks.py describes them; ``form``: labels and the questions asked;
    ``thanks`` and ``sales``: lists of blocks as well.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=language_choices)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    #: Who answers for the page and where they are, at its foot: the law of some countries wants it.
    imprint = models.TextField(blank=True, default="")
    blocks = models.JSONField(default=list)
    form = models.JSONField(default=dict)
    thanks = models.JSONField(default=list)
    sales = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="landing_text_once")]


class ConsentText(models.Model):
    """Words somebody agreed to. Never changed: other words are a new version."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="consents")
    language = models.CharField(max_length=5, choices=language_choices)
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    #: The words about telling the colleague whose link helped; empty: not asked.
    colleague_words = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "language", "version"], name="consent_text_once")]


class Lead(models.Model):
    """Somebody who left their name. Unconfirmed for seven days at most; no network address is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, related_name="leads")
    language = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    #: The answers to the form's questions, by the question's key.
    answers = models.JSONField(default=dict)
    #: The words that were on the page, and when they were ticked.
    consent = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    consented_at = models.DateTimeField()
    #: The colleague whose link helped may hear that it did (without the name).
    tell_colleague = models.BooleanField(default=False)
    #: The click ids that led here, oldest first; opaque to everybody but links.
    click_ids = models.JSONField(default=list)
    #: SHA-256 of the address of the mail that asks for the confirmation.
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: The mail that asks: when it was handed over, how often it was tried.
    asked_at = models.DateTimeField(null=True, blank=True)
    ask_attempts = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    #: The owner was told by mail.
    owner_told_at = models.DateTimeField(null=True, blank=True)
    #: Came to the sales page; became a customer (the CRM, the sales page's button or the owner said so).
    sales_at = models.DateTimeField(null=True, blank=True)
    customer_at = models.DateTimeField(null=True, blank=True)
    #: Wants no more mails from us.
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            #: One open lead of one address per page.
            models.UniqueConstraint(fields=["page", "email"], name="lead_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "confirmed_at"], name="lead_of_organisation"),
            models.Index(fields=["created_at"], condition=Q(confirmed_at=None), name="lead_unconfirmed"),
        ]


class Webhook(models.Model):
    """Where confirmed leads are sent to, signed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: Empty: the leads of every page.
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="+")
    url = models.URLField(max_length=500)
    #: Sealed (kit/secret_texts.py).
    secret = models.TextField()
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)


class Delivery(models.Model):
    """One lead to one webhook: tried again with growing pauses, given up after three days."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+")
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    #: What the other side answered last: a status number, or a short word.
    answer = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "lead"], name="delivery_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(delivered_at=None, given_up_at=None), name="delivery_waiting")
        ]


class StepSeen(models.Model):
    """That one click took one step on a page: 48 hours long, so that each counts once. Holds no person."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    #: "seen", "stayed" (five seconds), "form" (sent), "sales".
    step = models.CharField(max_length=8)
    #: First 8 bytes of the click id's SHA-256, as a signed integer.
    click = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "step", "click"], name="step_seen_once")]
        indexes = [models.Index(fields=["at"], name="step_seen_by_moment")]


class StepTally(models.Model):
    """How often a step was taken on a day through one tracked link (0: without one)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    day = models.DateField()
    link_id = models.BigIntegerField(default=0)
    #: Of the link, kept with it so that a page needs no second question.
    story_id = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=20, blank=True)
    team_id = models.BigIntegerField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)
    stayed = models.PositiveIntegerField(default=0)
    form = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    sales = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "day", "link_id"], name="step_tally_once")]
        indexes = [models.Index(fields=["organisation", "day"], name="step_tally_by_day")]


class StepMonth(models.Model):
    """The same in whole months, by one thing at a time: pages that show a year read these."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    #: One of step_months.DIMENSIONS, and the number of what it names in it: 0 is nothing of the kind.
    dimension = models.CharField(max_length=7)
    key = models.BigIntegerField(default=0)
    #: The first day of the month.
    month = models.DateField()
    seen = models.PositiveIntegerField(default=0)
    stayed = models.PositiveIntegerField(default=0)
    form = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    sales = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "dimension", "month", "page", "key"], name="step_month_once"
            )
        ]
        # All that the funnel's lines need of thousands of stories.
        indexes = [
            models.Index(
                fields=["organisation", "dimension", "month", "page", "key", "stayed", "confirmed"],
                name="step_month_lines",
            )
        ]
