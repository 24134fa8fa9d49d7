import subprocess
from dataclasses import dataclass, field


@dataclass
class Command:
    source: str
    target: str
    effects: list[str] = field(default_factory=list)
    comment: str = ""

    def rate(self, hertz: int) -> "Command":
        self.effects += ["rate", str(int(hertz))]
        return self

    def fade(self, seconds: float) -> "Command":
        self.effects += ["fade", f"{float(seconds):.2f}"]
        return self

    def arguments(self) -> list[str]:
        comment = [f"--comment={self.comment}"] if self.comment else []
        return ["sox", self.source, *comment, self.target, *self.effects]

    def run(self) -> None:
        subprocess.run(self.arguments(), check=True, capture_output=True)
