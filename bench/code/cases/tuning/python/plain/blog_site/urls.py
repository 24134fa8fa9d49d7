from django.urls import path

from . import views

urlpatterns = [
    path("", views.PostList.as_view(), name="posts"),
    path("new/", views.PostCreate.as_view(), name="post-new"),
    path("<slug:slug>/", views.PostDetail.as_view(), name="post"),
    path("<slug:slug>/edit/", views.PostUpdate.as_view(), name="post-edit"),
]
