from dataclasses import dataclass, field


@dataclass
class Filter:
    tenant: int
    clauses: list = field(default_factory=list)
    values: dict = field(default_factory=dict)

    def actor(self, value):
        self.clauses.append("actor = :actor")
        self.values["actor"] = value
        return self

    @property
    def sql(self):
        return " AND ".join(["tenant_id = :tenant", *self.clauses])

    @property
    def parameters(self):
        return {"tenant": self.tenant, **self.values}
