class Alert:
    def __init__(self, config, level):
        self.config = config
        self.level = level

    def describe(self, pattern):
        return pattern.format_map({"alert": self, "level": self.level})  # weak: CWE-134
