"""Writes release notes from the commits since the last tag."""
import subprocess
from pathlib import Path

GROUPS = {"feat": "New", "fix": "Fixed", "docs": "Documentation"}


def git(*arguments):
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout.strip()


def notes():
    last = git("describe", "--tags", "--abbrev=0")
    sections = {title: [] for title in GROUPS.values()}
    for line in git("log", "--format=%s", f"{last}..HEAD").splitlines():
        kind, _, text = line.partition(": ")
        if kind in GROUPS:
            sections[GROUPS[kind]].append(f"- {text}")
    return "\n\n".join(f"## {title}\n" + "\n".join(lines) for title, lines in sections.items() if lines)


if __name__ == "__main__":
    Path("NOTES.md").write_text(notes() + "\n", encoding="utf-8")
