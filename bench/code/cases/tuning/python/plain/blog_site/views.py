from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from .forms import PostForm
from .models import Post


class PostList(ListView):
    queryset = Post.objects.published()
    paginate_by = 20


class PostDetail(DetailView):
    queryset = Post.objects.published()


class PostCreate(LoginRequiredMixin, CreateView):
    model = Post
    form_class = PostForm

    def form_valid(self, form):
        form.instance.author = self.request.user
        return super().form_valid(form)


class PostUpdate(LoginRequiredMixin, UpdateView):
    form_class = PostForm

    def get_queryset(self):
        return Post.objects.filter(author=self.request.user)
