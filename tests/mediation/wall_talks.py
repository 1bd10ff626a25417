"""What people do in the talks beside speaking: minutes, questions in writing, secret limits, offers taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

TALKS = {"joint", "caucus_a", "caucus_b", "notes"}


class InTheTalks:
    """Steps of the house that `wall_model` keeps the model of."""

    def confirm_minutes(self) -> None:
        talks, who, text = self.current(), self.anybody(), self.fresh()
        number = talks and self.row(talks).sittings.count()
        if number and self.do(talks, "confirm_minutes", who, sitting=number, typed="签名", remark=text):
            self.plant(text, "joint", who, "minutes")

    def ask_questions(self) -> None:
        talks, who, text = self.current(), self.mediator or self.anybody(), self.fresh()
        stream, until = self.rng.choice(sorted(TALKS | {"open"})), timezone.localdate() + timedelta(days=2)
        if talks and self.do(talks, "ask_questions", who, text=text, audience=stream, until=until):
            self.plant(text, stream, who, "said")

    def answer_questions(self) -> None:
        """Where it was asked, or by mistake elsewhere."""
        talks, who, text = self.current(), self.anybody(), self.fresh()
        asked = list(self.row(talks).question_rounds.all()) if talks else []
        if not asked:
            return
        one = self.rng.choice(asked)
        stream = one.audience if self.rng.random() < 0.8 else self.rng.choice(sorted(TALKS))
        if self.do(talks, "answer_questions", who, questions=one.number, text=text, audience=stream):
            self.plant(text, stream, who, "said")

    def close_questions(self) -> None:
        talks, who = self.current(), self.mediator or self.anybody()
        asked = list(self.row(talks).question_rounds.all()) if talks else []
        if asked:
            one = self.rng.choice(asked)
            self.do(talks, "close_questions", who, questions=one.number, audience=one.audience)

    def blind_round(self) -> None:
        """Opened, written into, ended: no word stands in it for anybody to find."""
        talks, who = self.current(), self.anybody()
        name = self.rng.choice(["open_round", "enter_limit", "enter_limit", "end_round"])
        facts = {
            "open_round": {"about": "总额"},
            "enter_limit": {"limit": Decimal(self.rng.randrange(1, 900) * 100)},
        }
        if talks:
            self.do(
                talks, name, self.mediator or who if name != "enter_limit" else who, **facts.get(name, {})
            )

    def withdraw_offer(self) -> None:
        """What was offered stays in the joint stream; nobody can accept it any more."""
        talks, who = self.current(), self.anybody()
        if talks and talks.offers:
            self.do(talks, "withdraw_offer", who, offer=self.rng.randrange(len(talks.offers)) + 1)
