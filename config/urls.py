"""All addresses of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("figures.urls")),
    path("", include("blog.urls")),
]

handler400 = "blog.views.faults.bad_request"
handler404 = "blog.views.faults.not_found"
handler500 = "blog.views.faults.server_error"
