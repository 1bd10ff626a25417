"""The words a party meets, each explained in one sentence."""

from django.utils.translation import gettext_lazy as _

GLOSSARY = (
    (_("Mediation"), _("A neutral person helps both sides to agree. Nobody can be forced; what is said there stays there."), "AL-5, AL-10"),
    (_("Arbitration"), _("A tribunal hears both sides and decides. In labour disputes it comes before a suit in court."), "AL-5, AL-47"),
    (_("Applicant and respondent"), _("The applicant makes the claims; the respondent is the side they are made against."), "AL-22"),
    (_("Representative"), _("Somebody who acts for a party with a signed paper of authority, as far as that paper goes."), "AL-24"),
    (_("Limitation"), _("Claims should be made within one year. If it is later, the other side may object; the application is still taken."), "AL-27"),
    (_("Acceptance"), _("Within five working days the committee says whether it takes the case."), "AL-29"),
    (_("Answer"), _("The respondent's written reply, due ten days after the copy of the application arrived."), "AL-30"),
    (_("Tribunal"), _("One or three arbitrators and a recorder who hear the case."), "AL-31"),
    (_("Hearing"), _("The meeting in which both sides say what they want and show their evidence."), "AL-35"),
    (_("Award"), _("The tribunal's written decision, normally within 45 days of acceptance."), "AL-43"),
    (_("Final award"), _("An award on smaller sums or on working time and insurance: only the worker may still go to court."), "AL-47, AL-48"),
    (_("Mediation statement"), _("An agreement made before the tribunal; once both have signed for it, it binds like an award."), "AL-42"),
    (_("Service"), _("Handing a paper over in the way the law wants; many time limits begin on that day."), "CR-20"),
    (_("Working day and calendar day"), _("Working days leave out weekends and public holidays; calendar days count every day."), "CR-19"),
    (_("Enforcement"), _("If the other side does not do what an effective decision says, the court makes it do so."), "AL-51"),
)  # fmt: skip
