from django import forms
from django.contrib.auth import authenticate

PASSWORD_LABEL = 'Your password'
PASSWORD_HELP = 'At least twelve characters, please'
TOKEN_HEADER = 'X-Access-Token'


class LoginForm(forms.Form):
    username = forms.CharField(max_length=150)
    password = forms.CharField(label=PASSWORD_LABEL, help_text=PASSWORD_HELP, widget=forms.PasswordInput)

    def clean(self):
        data = super().clean()
        self.user = authenticate(username=data.get('username'), password=data.get('password'))
        if self.user is None:
            raise forms.ValidationError('Name or password is wrong', code='invalid')
        return data
