from django.urls import path

from casebook.views import batches, desk, feeds, follow, public

app_name = "casebook"
urlpatterns = [
    path("", public.home, name="home"),
    path("casebook/", public.cases, name="list"),
    path("casebook/feed.atom", feeds.atom, name="atom"),
    path("casebook/feed.json", feeds.json, name="json"),
    path("casebook/export.jsonl", feeds.export, name="export"),
    path("casebook/batches/<int:pk>/", batches.batch, name="batch"),
    path("casebook/desk/batches/<int:pk>/", batches.cover, name="cover"),
    path("casebook/follow/", follow.follow, name="follow"),
    path("casebook/follow/<str:key>/", follow.following, name="following"),
    path("casebook/glossary/", public.glossary, name="glossary"),
    path("casebook/figures/", public.figures, name="figures"),
    path("casebook/like/<slug:kind>/", public.like, name="like"),
    path("casebook/desk/", desk.desk, name="desk"),
    path("casebook/desk/<int:pk>/", desk.draft, name="draft"),
    path("casebook/desk/<int:pk>/decide/", desk.decide, name="decide"),
    path("casebook/desk/<int:pk>/hide/", desk.hide, name="hide"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("casebook/<str:number>/", public.case, name="case"),
    path("casebook/<str:number>/print.pdf", public.pdf, name="pdf"),
]
