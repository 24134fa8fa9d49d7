from string import Template

DEFAULT = "$name, your appointment is on $day."


def reminder(wording, name, day):
    return Template(wording or DEFAULT).safe_substitute(name=name, day=day)
