from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from django.views.i18n import set_language

from activities.chart_download import chart_png, chart_svg
from decisions.views import eli, text_of_decision
from editing.help.views import help_view, picture_view
from harghita_intl import sitemaps
from harghita_intl.security_txt import security_txt
from history.views import permanent
from operations.health import healthz, readyz
from pages.views import Home, negotiate
from partners.map.download import map_png, map_svg
from publishing.media.views import document_file, document_in_preview, picture_file
from publishing.previews.views import preview
from search.staff import find_view
from syndication.api.endpoints import api
from syndication.embeds.oembed import oembed
from syndication.open_data.views import OpenData

handler500 = "operations.outage.server_error_page"
urlpatterns = [
    path("", negotiate),
    path("healthz", healthz),
    path("readyz", readyz),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
    ),
    path("sitemap.xml", sitemaps.whole, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap_part"),
    path(".well-known/security.txt", security_txt),
    re_path(r"^media/(?P<path>pictures/[0-9a-f]{20}-\d+\.(?:avif|webp))$", picture_file),
    path("documents/decision-<key:pk>.pdf", text_of_decision),
    re_path(
        r"^documents/(?P<pk>[0-9]{1,9})\.(?P<format>pdf|docx|xlsx)$", document_file, name="document"
    ),
    re_path(r"^(?P<prefix>[a-z])/(?P<pk>\d{1,9})/?$", permanent, name="permanent"),
    path("preview/<str:token>/<str:language>/", preview, name="preview"),
    re_path(
        r"^preview/(?P<token>[^/]+)/document-(?P<pk>[0-9]{1,9})\.(?P<format>pdf|docx|xlsx)$",
        document_in_preview,
        name="document_in_preview",
    ),
    path("eli/ro/cj-hr/hot/<int:year>/<key:number>/", eli),
    path("eli/ro/cj-hr/hot/<int:year>/<key:number>", eli, name="eli"),
    path("embed/oembed", oembed, name="oembed"),
    path("data/", include("syndication.open_data.urls")),
    path("api/v1/", api.urls),
    path("admin/language/", set_language, name="set_language"),
    path("admin/", include("accounts.urls")),
    path("admin/help/", admin.site.admin_view(help_view), name="help"),
    path("admin/help/<slug:name>.png", admin.site.admin_view(picture_view), name="help_picture"),
    path("admin/find/", admin.site.admin_view(find_view), name="find_anything"),
    path("admin/import-export/", include("editing.import_export.urls")),
    path("admin/", admin.site.urls),
]
urlpatterns += i18n_patterns(
    path("", Home.as_view(), name="home"),
    path(pgettext_lazy("address", "partners/"), include("partners.urls")),
    path(pgettext_lazy("address", "decisions/"), include("decisions.urls")),
    path("map.svg", map_svg, name="map_svg"),
    path("map.png", map_png, name="map_png"),
    path("years.svg", chart_svg, name="chart_svg"),
    path("years.png", chart_png, name="chart_png"),
    path(pgettext_lazy("address", "activities/"), include("activities.urls")),
    path(pgettext_lazy("address", "search/"), include("search.urls")),
    path(pgettext_lazy("address", "open-data/"), OpenData.as_view(), name="open_data"),
    path("card/", include("syndication.social.urls")),
    path(pgettext_lazy("address", "versions/"), include("history.urls")),
    path("feeds/", include("syndication.feeds.urls")),
    path("embed/", include("syndication.embeds.urls")),
    path("", include("pages.urls")),
)
