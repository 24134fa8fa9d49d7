from django import forms


class ImportForm(forms.Form):
    address = forms.CharField(max_length=400)
    title = forms.CharField(max_length=80)

    def clean_address(self):
        address = self.cleaned_data["address"]
        if not address.lower().endswith((".png", ".jpg")):
            raise forms.ValidationError("Not a picture")
        return address
