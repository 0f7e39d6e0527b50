"""Addresses of files: renditions for all, papers for those who may."""

from django.urls import URLPattern

app_name = "figures"
urlpatterns: list[URLPattern] = []
