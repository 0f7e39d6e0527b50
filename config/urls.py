"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

from config.on_site import view_on_site

urlpatterns = [
    path("admin/r/<int:content_type_id>/<int:object_id>/", view_on_site),
    path("admin/", admin.site.urls),
    path("", include("figures.urls")),
    path("", include("blog.urls")),
]

handler400 = "blog.views.faults.bad_request"
handler404 = "blog.views.faults.not_found"
handler500 = "blog.views.faults.server_error"
