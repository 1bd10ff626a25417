from django.urls import path
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularAPIView

from disputes.api import court, partner, webhooks
from disputes.api.disputes import DisputeDocket, Disputes, OneDispute
from disputes.api.law import Calculate, Due, Finality, Guide
from disputes.api.tasks import Tasks

app_name = "api"


class Schema(SpectacularAPIView):
    """OpenAPI 3.1, JSON unless YAML is asked for. Open to everybody."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiYamlRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer2]


urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("disputes/", Disputes.as_view(), name="disputes"),
    path("disputes/<slug:reference>/", OneDispute.as_view(), name="dispute"),
    path("disputes/<slug:reference>/docket/", DisputeDocket.as_view(), name="docket"),
    path("tasks/", Tasks.as_view(), name="tasks"),
    path("court/handoffs/", court.HandOffs.as_view(), name="court_handoffs"),
    path("court/handoffs/<int:pk>/", court.OneHandOff.as_view(), name="court_handoff"),
    path("court/handoffs/<int:pk>/package/", court.Package.as_view(), name="court_package"),
    path("court/handoffs/<int:pk>/seal/", court.Seal.as_view(), name="court_seal"),
    path("court/handoffs/<int:pk>/timestamp/", court.Stamp.as_view(), name="court_timestamp"),
    path("court/handoffs/<int:pk>/messages/", court.Messages.as_view(), name="court_messages"),
    path("partner/questions/", partner.Questions.as_view(), name="partner_questions"),
    path("partner/applications/", partner.Applications.as_view(), name="partner_applications"),
    path("partner/applications/<slug:name>/", partner.OneApplication.as_view(), name="partner_application"),
    path("partner/applications/<slug:name>/papers/", partner.Papers.as_view(), name="partner_papers"),
    path(
        "partner/applications/<slug:name>/papers/<uuid:ref>/",
        partner.OnePaper.as_view(),
        name="partner_paper",
    ),
    path("webhooks/", webhooks.Webhooks.as_view(), name="webhooks"),
    path("webhooks/<int:pk>/", webhooks.OneWebhook.as_view(), name="webhook"),
    path("webhooks/<int:pk>/notices/", webhooks.Notices.as_view(), name="webhook_notices"),
    path("law/due/", Due.as_view(), name="due"),
    path("law/calculate/", Calculate.as_view(), name="calculate"),
    path("law/finality/", Finality.as_view(), name="finality"),
    path("law/guide/", Guide.as_view(), name="guide"),
]
