from django.urls import include, path

from disputes.views import account, calendar, cases, court, overview, papers, readings, steps, tasks

app_name = "disputes"
urlpatterns = [
    path("claim/", include("disputes.views.claim.urls")),
    path("help/", account.help_page, name="help"),
    path("my/", cases.my, name="my"),
    path("cases/<slug:reference>/", cases.case, name="case"),
    path("cases/<slug:reference>/room/", cases.room, name="room"),
    path("cases/<slug:reference>/feed/", cases.feed, name="feed"),
    path("cases/<slug:reference>/say/", cases.say, name="say"),
    path("cases/<slug:reference>/papers/", papers.add, name="add_paper"),
    path("cases/<slug:reference>/uploads/", papers.begin_upload, name="uploads"),
    path("cases/<slug:reference>/new/<slug:model>/<slug:step>/", steps.BeginPage.as_view(), name="begin"),
    path("cases/<slug:reference>/<slug:model>/<int:pk>/<slug:step>/", steps.StepPage.as_view(), name="step"),
    path("uploads/<uuid:ref>/", papers.upload, name="upload"),
    path("papers/<uuid:ref>/", papers.paper, name="paper"),
    path("papers/<uuid:ref>/docx/", papers.editable_copy, name="paper_docx"),
    path("work/", tasks.work, name="work"),
    path("work/assign/", tasks.assign, name="assign"),
    path("work/<int:pk>/", tasks.do, name="do"),
    path("work/<int:pk>/take/", tasks.take, name="take"),
    path("work/<int:pk>/release/", tasks.release, name="release"),
    path("work/readings/", readings.readings, name="readings"),
    path("work/readings/<int:pk>/", readings.readings_of, name="readings_of"),
    path("calendar/", calendar.glance, name="calendar"),
    path("calendar/<int:year>/", calendar.glance, name="calendar_year"),
    path("calendar/load/", calendar.load_notice, name="calendar_load"),
    path("overview/", overview.overview, name="overview"),
    path("court/", court.inbox, name="court"),
    path("court/<int:pk>/", court.handoff, name="court_handoff"),
    path("court/<int:pk>/verify/", court.verify, name="court_verify"),
    path("court/<int:pk>/package/", court.download, name="court_package"),
]
