"""The one ASGI application: pages (those of the public kept, dear ones a few at a time), and the case room's sockets behind origin, session and second factor."""

import gc
import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
os.environ.setdefault("STATEMENT_TIMEOUT", "30000")  # milliseconds; commands take the time they need
pages = get_asgi_application()

from casebook.kept import KeptPages  # noqa: E402
from config.lanes import Lanes  # noqa: E402
from config.origins import SameOrigin  # noqa: E402
from config.second_factor import SocketSecondFactor  # noqa: E402
from disputes.caseroom.routing import websocket_urlpatterns  # noqa: E402

sockets = SameOrigin(AuthMiddlewareStack(SocketSecondFactor(URLRouter(websocket_urlpatterns))))
application = ProtocolTypeRouter({"http": KeptPages(Lanes(pages)), "websocket": sockets})

# What is loaded now stays: the collector need not look through it again with every few hundred requests, and an answer
# makes more objects than its first threshold of 700. A kept page went out half as fast again.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
