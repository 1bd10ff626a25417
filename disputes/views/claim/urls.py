"""Addresses below `/claim/`, in the namespace of the case core."""

from django.urls import path

from disputes.views.claim import claims, draft, evidence, filing, guides, lists, triage

urlpatterns = [
    path("", triage.cards, name="claim"),
    path("elsewhere/", triage.elsewhere, name="claim_elsewhere"),
    path("guide/<slug:name>/", guides.guide, name="claim_guide"),
    path("begin/", triage.begin, name="claim_begin"),
    path("for/<slug:event>/", triage.questions, name="claim_questions"),
    path("for/<slug:event>/result/", triage.result, name="claim_result"),
    path("<slug:reference>/", draft.Resume.as_view(), name="claim_draft"),
    path("<slug:reference>/check/", filing.CheckPage.as_view(), name="claim_check"),
    path("<slug:reference>/receipt/", filing.Receipt.as_view(), name="claim_receipt"),
    path("<slug:reference>/claims/", claims.ClaimsPage.as_view(), name="claim_claims"),
    path("<slug:reference>/respondents/", lists.RespondentsPage.as_view(), name="claim_respondents"),
    path("<slug:reference>/evidence/", evidence.EvidencePage.as_view(), name="claim_evidence"),
    path("<slug:reference>/<slug:question>/", draft.QuestionPage.as_view(), name="claim_question"),
    path("<slug:reference>/<slug:question>/save/", draft.Autosave.as_view(), name="claim_save"),
]
