def head(**fields):
    return "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())


def compose(subject, reply_to, text):
    return head(From="alerts@example.org", Subject=subject, Reply_To=reply_to) + "\r\n" + text
