from django.urls import path

from mediation.views import roster

app_name = "mediation"
urlpatterns = [
    path("mediators/", roster.roster, name="roster"),
    path("mediators/<int:pk>/", roster.entry, name="entry"),
    path("mediators/leave/<int:pk>/strike/", roster.strike, name="strike"),
]
