"""What raters are asked: four dimensions with five statements each, and what to do where one is low. Pure.

The names of the dimensions are those of source 004; the statements are our own (research/algorithms.md 1.3). Edition 1.
A statement that changes its meaning gets a new key and a new edition, so that rounds stay comparable with what was
asked.
"""

from __future__ import annotations

from dataclasses import dataclass

EDITION = 1
#: From "not at all" to "entirely".
LOWEST, HIGHEST = 0, 4
CULTURE, TECHNOLOGY, ORGANISATION, INSIGHTS = "culture", "technology", "organisation", "insights"


def _(text: str) -> str:
    """Marks a text for the translators."""
    return text


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the four, with the question behind it. Texts are English; pages translate them."""

    key: str
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to agree with, what helps where people do not, and the name of the address of a page that helps."""

    key: str
    dimension: str
    text: str
    action: str
    page: str


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(CULTURE, _("Culture"), _("Do people dare, and may they?")),
    Dimension(TECHNOLOGY, _("Technology"), _("Is it easy, on every device?")),
    Dimension(ORGANISATION, _("Organisation"), _("Who answers for it, and who has time?")),
    Dimension(INSIGHTS, _("Insights"), _("Do we learn from what we see?")),
)
STATEMENTS: tuple[Statement, ...] = (
    Statement("leaders_share", CULTURE, _("Our leaders share stories about our work themselves."),
              _("Ask five leaders to tell how their first share felt"), "library:compose"),
    Statement("free_to_speak", CULTURE, _("People may speak about their work, and nobody has to fear for it."),
              _("Say in writing what anybody may tell without asking"), "policy:edit"),
    Statement("fair_mistakes", CULTURE, _("When a post goes wrong, we handle it calmly and fairly."),
              _("Agree on what happens after a mistake, and write it into the guidelines"), "policy:edit"),
    Statement("voluntary", CULTURE, _("Taking part is voluntary, and nobody is ranked against their will."),
              _("Read what the pulse says, and tell managers that a no is fine"), "pulse:results"),
    Statement("learning", CULTURE, _("Whoever wants to learn to write and share gets help with it."),
              _("Go through a lesson together in a team meeting"), "growth:lessons"),
    Statement("no_new_password", TECHNOLOGY,
              _("Sharing takes no new password, and nobody hands over a private account."),
              _("Show in two minutes how a story is shared"), "feed:stories"),
    Statement("on_phones", TECHNOLOGY, _("It works on a phone, also for colleagues without a desk."),
              _("Hang up a poster with a code where people have no desk"), "joining:links"),
    Statement("links_counted", TECHNOLOGY, _("Links that we share can be counted without following anybody."),
              _("Set up an address of your own for shared links"), "links:settings"),
    Statement("one_sign_in", TECHNOLOGY, _("People come in by the sign-in that they use at work anyway."),
              _("Connect the sign-in of your company"), "oidc:settings"),
    Statement("feeds", TECHNOLOGY, _("New stories come in by themselves from our pages and feeds."),
              _("Add the feeds of your news and your jobs"), "library:sources"),
    Statement("owners", ORGANISATION,
              _("In communications, HR and marketing it is clear who answers for the programme."),
              _("Name one person each in communications, HR and marketing"), "people:roles"),
    Statement("short_guidelines", ORGANISATION, _("Our guidelines are written down, short and known."),
              _("Shorten the guidelines to what one reads in two minutes"), "policy:edit"),
    Statement("agreed", ORGANISATION, _("Works council and data protection have agreed to how we do it."),
              _("Give the works council the papers and talk them through"), "council:pack"),
    Statement("supply", ORGANISATION, _("Several departments bring in stories every week."),
              _("Give every department a stream of its own"), "library:studio"),
    Statement("time_given", ORGANISATION, _("People have time for it during working hours."),
              _("Agree on some minutes a week, and write them into the expectations"), "policy:functions"),
    Statement("goal", INSIGHTS, _("The programme has a goal that serves the business."),
              _("Agree on three goals with a number"), "dashboard:overview"),
    Statement("baseline", INSIGHTS, _("We know where we began, and can tell what has changed."),
              _("Write down the figures of today before the next wave"), "dashboard:overview"),
    Statement("clicks_counted", INSIGHTS, _("We count clicks and what comes of them, with consent."),
              _("Look at which links lead somewhere and which do not"), "dashboard:analysis"),
    Statement("results_shown", INSIGHTS, _("Employees see what their voices bring about."),
              _("Tell everybody in a story what the shares of a month brought"), "library:compose"),
    Statement("learn_from_data", INSIGHTS, _("What we write next follows from what is read and shared."),
              _("Look at what is read and shared before you plan the month"), "library:mix"),
)  # fmt: skip
BY_KEY: dict[str, Statement] = {statement.key: statement for statement in STATEMENTS}
#: The keys of each dimension, in the order in which they are asked.
OF: dict[str, tuple[str, ...]] = {
    dimension.key: tuple(row.key for row in STATEMENTS if row.dimension == dimension.key) for dimension in DIMENSIONS
}
