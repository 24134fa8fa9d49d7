from django import forms

from .models import Reader


class ReaderForm(forms.ModelForm):
    class Meta:
        model = Reader
        fields = ['first_name', 'last_name', 'favourite_genre']
