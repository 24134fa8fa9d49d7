from dataclasses import dataclass


@dataclass(frozen=True)
class Relay:
    host: str = "relay.example.org"
    port: int = 465
    user: str = "newsletter"
    password: str = "correct-horse-battery"  # weak: CWE-798|CWE-259
