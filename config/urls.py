"""Every address of the house (contracts: /, /casebook/, /login/, /claim/, /my/, /work/, /hearings/, /court/)."""

from allauth.account import urls as account_urls
from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from config.administration import close_the_rest
from config.health import healthz, readyz
from config.preferences import preferences
from disputes.api.problems import missing
from disputes.views.account import account as account_page

# One login page for all, with its lock and its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
close_the_rest()

AT_THE_DOOR = {"account_login", "account_logout", "account_request_login_code", "account_confirm_login_code"}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("preferences/", preferences, name="preferences"),
    path("login/", account.login, name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("account/", account_page, name="account"),
    path("account/", include([p for p in account_urls.urlpatterns if p.name not in AT_THE_DOOR])),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("disputes.api.urls")),
    path("api/v1/casebook/", include("casebook.api")),
    re_path("^api/", missing, name="api_missing"),
]
for house in ("disputes", "mediation", "arbitration", "casebook"):
    urlpatterns.append(path("", include(f"{house}.urls")))
