from pathlib import Path

from .output import publish

PAGES = {"index": "<h1>Welcome</h1>", "about": "<h1>About us</h1>"}


def main(target=Path("/srv/www")):
    for name, html in PAGES.items():
        (target / f"{name}.html").write_text(html, encoding="utf-8")
    publish(target)


if __name__ == "__main__":
    main()
