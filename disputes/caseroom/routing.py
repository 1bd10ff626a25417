from django.urls import path

from disputes.caseroom.consumers import CaseRoom

websocket_urlpatterns = [path("ws/cases/<slug:reference>/", CaseRoom.as_asgi())]
