from .generate import dice, digits


class ApiKeys:
    def __init__(self, table):
        self.table = table

    def issue(self, owner):
        api_key = "k-" + digits(32)
        self.table.insert({"owner": owner, "api_key": api_key, "first_roll": dice()})
        return api_key
