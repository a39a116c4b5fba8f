"""The machines' door: one router a noun, the description at /api/docs."""

from django.urls import path
from ninja import NinjaAPI, Swagger

from jingui.api import answers, articles, channels, counts, flashes, search, securities, stories

api = NinjaAPI(
    title="Jingui",
    version="1",
    description="News, flashes, stories and search as JSON. Times are Beijing's; `next` goes into `before`.",
    docs=Swagger(settings={"persistAuthorization": False}),
    urls_namespace="api",
)
answers.say_errors(api)
api.add_router("/articles", articles.router)
api.add_router("/flashes", flashes.router)
api.add_router("/channels", channels.router)
api.add_router("/stories", stories.router)
api.add_router("/securities", securities.router)
api.add_router("", search.router)
api.add_router("", counts.router)

urlpatterns = [path("", api.urls), path("<path:rest>", answers.unknown)]
