from django.urls import path

from arbitration.views import finality, hearings

app_name = "arbitration"
urlpatterns = [
    path("hearings/", hearings.board, name="hearings"),
    path("arbitration/<int:pk>/<slug:step>/finality/", finality.preview, name="finality"),
]
