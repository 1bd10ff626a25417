from django.urls import path

from arbitration.views import absences, evidence, feeds, finality, handover, hearings, planning

app_name = "arbitration"
urlpatterns = [
    path("hearings/", hearings.board, name="hearings"),
    path("hearings/absences/", absences.absences, name="absences"),
    path("hearings/absences/<int:pk>/", absences.absence, name="absence"),
    path("hearings/absences/<int:pk>/end/", absences.end, name="end_absence"),
    path("hearings/absences/<int:pk>/repair/", absences.repair, name="repair"),
    path("hearings/proposals/", planning.proposals, name="proposals"),
    path("hearings/proposals/<int:pk>/", planning.proposal, name="proposal"),
    path("hearings/proposals/<int:pk>/improve/", planning.improve, name="improve"),
    path("hearings/proposals/<int:pk>/progress/", planning.progress, name="progress"),
    path("hearings/handover/", handover.handed_over, name="handover"),
    path("hearings/public/", feeds.public, name="public_hearings"),
    path("hearings/feeds/", feeds.links, name="feeds"),
    path("hearings/feeds/<str:token>.ics", feeds.calendar, name="calendar"),
    path("cases/<slug:reference>/evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("arbitration/<int:pk>/<slug:step>/finality/", finality.preview, name="finality"),
]
