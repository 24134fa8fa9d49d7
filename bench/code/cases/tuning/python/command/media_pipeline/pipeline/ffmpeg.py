import shlex
import subprocess
from dataclasses import dataclass, field


@dataclass
class Command:
    source: str
    target: str
    filters: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    def scale(self, width: int, height: int) -> "Command":
        self.filters.append(f"scale={width:d}:{height:d}")
        return self

    def text(self, caption: str) -> "Command":
        self.filters.append(f"drawtext=text='{caption}':x=10:y=10")
        return self

    def line(self) -> str:
        parts = ["ffmpeg", "-nostdin", "-y", "-i", shlex.quote(self.source)]
        for name, value in self.options.items():
            parts += [f"-{name}", shlex.quote(value)]
        if self.filters:
            parts.append('-vf "' + ",".join(self.filters) + '"')
        parts.append(shlex.quote(self.target))
        return " ".join(parts)

    def run(self) -> None:
        subprocess.run(self.line(), shell=True, check=True, capture_output=True)  # weak: CWE-78
