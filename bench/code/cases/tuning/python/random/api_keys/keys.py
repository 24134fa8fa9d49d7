from .generate import colour, digits


class ApiKeys:
    def __init__(self, table):
        self.table = table

    def issue(self, owner):
        api_key = "k-" + digits(32)
        self.table.insert({"owner": owner, "api_key": api_key, "colour": colour()})
        return api_key
