PATTERNS = {"short": "{level}", "long": "level {level} since {since}"}


class Notice:
    def __init__(self, level, since):
        self.level = level
        self.since = since

    def describe(self, style):
        pattern = PATTERNS.get(style, PATTERNS["short"])
        return pattern.format(level=self.level, since=self.since)
