from dataclasses import dataclass, field
from os import environ


@dataclass(frozen=True)
class Mailbox:
    host: str = "mail.example.org"
    port: int = 993
    user: str = "reports"
    password: str = field(default_factory=lambda: environ["MAILBOX_PASSWORD"], repr=False)
