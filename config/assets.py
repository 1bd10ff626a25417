"""Static files: only ours are collected, named by their content, and sent without a warning under ASGI."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class OwnPagesFinder(AppDirectoriesFinder):
    """Static files of the installed apps, without those in ``STATIC_IGNORED_APPS``."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: object, **kwargs: object) -> None:
        super().__init__(app_names, *args, **kwargs)
        for name in settings.STATIC_IGNORED_APPS:
            self.storages.pop(name, None)
        self.apps = [name for name in self.apps if name in self.storages]


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names carry the content's hash, also where one ES module in a folder ``js`` imports another."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "*js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise for an ASGI server: the small files we have go out whole, not as a blocking iterator."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        content = b""
        if found.file is not None:
            with found.file:
                content = found.file.read()
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
