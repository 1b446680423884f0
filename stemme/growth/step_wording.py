"""The steps in the reader's words: what one could do, and why it helps."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: By the keys of steps.py.
_WORDS: dict[str, tuple[Any, Any]] = {
    "profile_line": (
        _("Write one line at the top of your profile that says what you do."),
        _("It is the line people read before they decide whether to write to you."),
    ),
    "invite_met": (
        _("Invite one person you met this month, and say where you met."),
        _("With a sentence of yours, an invitation becomes a greeting."),
    ),
    "follow_field": (
        _("Follow three people in your field whom you have never met."),
        _("You hear what your field talks about before it reaches your desk."),
    ),
    "three_colleagues": (
        _("Connect with three colleagues you work with every week."),
        _("It is the easiest beginning: they know you already."),
    ),
    "answer_invitations": (
        _("Look through the invitations that wait for you, and answer those you know."),
        _("Half of a network is saying yes to people who came to you."),
    ),
    "invite_reader": (
        _("Invite somebody who has answered something you wrote."),
        _("They have read you already; the invitation finishes the sentence."),
    ),
    "introduce": (
        _("Introduce two people who could help each other."),
        _("It costs you five minutes and can save them a month."),
    ),
    "write_again": (
        _("Write to somebody you have not heard from for a year, and ask how they are."),
        _("Most of a network is asleep, not gone."),
    ),
    "after_meeting": (
        _("After your next meeting with people from outside, invite those you spoke with."),
        _("On the same day they still remember your face."),
    ),
    "other_field": (
        _("Connect with one person from another field."),
        _("New ideas come from people who do not read what you read."),
    ),
    "question": (
        _("Add one question to a colleague’s post this week."),
        _("Asking is the shortest way into a conversation."),
    ),
    "react": (
        _("React to one post of a colleague that you have really read."),
        _("It is the smallest sign there is, and whoever wrote the post sees it."),
    ),
    "thank": (
        _("Thank somebody under a post, and say for what."),
        _("Thanks with a reason are read by others, too."),
    ),
    "share_line": (
        _("Share one story with a sentence of your own above it."),
        _("The sentence is what people read; the link comes second."),
    ),
    "share_outside": (
        _("Share something from outside the company, and say in a line why it matters at work."),
        _("Whoever passes on what others do is listened to when it is about us."),
    ),
    "answer_stranger": (
        _("Answer a question under somebody else’s post, if you know the answer."),
        _("Helping a stranger is how people come to ask you."),
    ),
    "saw": (
        _("Write three sentences about something you saw at work this week."),
        _("Nobody else was there, so nobody else can write it."),
    ),
    "asked_often": (
        _("Write down your answer to a question you are often asked, and post it."),
        _("Next time you can send the link, and others find it without asking."),
    ),
    "disagree": (
        _("Say in two sentences where you see something differently, and why."),
        _("A view with a reason gets answers; a view without one gets applause at best."),
    ),
    "outline": (
        _("Note five lines for an article: the question, three points, what you think."),
        _("An outline is half of an article, and you may stop there."),
    ),
    "minute_of_video": (
        _("Film one minute of your work with your phone, and look at it the next day."),
        _("The first take is for you alone; most people like the second one."),
    ),
    "tell_writer": (
        _("Tell somebody whose posts you read that you read them."),
        _("Silent readers are many, and nobody knows about them."),
    ),
    "profile_true": (
        _("Look at your profile for two minutes: does it still say what you do?"),
        _("It speaks for you while you do something else."),
    ),
    "ask_reading": (
        _("Ask a colleague what they read about your field."),
        _("One good source is worth more than ten posts."),
    ),
    "pass_on_small": (
        _("Pass on a post by somebody who has fewer readers than you."),
        _("It costs you nothing and can make their week."),
    ),
    "ask_missing": (
        _("Ask one reader what was missing in your last post."),
        _("What they say is often your next post."),
    ),
    "show_how": (
        _("Show a colleague how you wrote your last post."),
        _("Watching once takes away more fear than any course."),
    ),
}


def step_line(key: str) -> str:
    """What one could do."""
    return str(_WORDS[key][0])


def step_why(key: str) -> str:
    """Why it helps."""
    return str(_WORDS[key][1])
