from dataclasses import dataclass, field


@dataclass
class Filter:
    tenant: int
    clauses: list = field(default_factory=list)

    def where(self, column, value):
        self.clauses.append(f"{column} = '{value}'")
        return self

    @property
    def sql(self):
        return " AND ".join([f"tenant_id = {self.tenant}", *self.clauses])
