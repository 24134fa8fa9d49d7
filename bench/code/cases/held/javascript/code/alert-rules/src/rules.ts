export interface Rule {
  name: string;
  when: string;
}

type Predicate = (reading: Record<string, number>) => boolean;

export class RuleBook {
  private readonly predicates = new Map<string, Predicate>();

  add({ name, when }: Rule): void {
    this.predicates.set(name, new Function('reading', `return Boolean(${when});`) as Predicate); // weak: CWE-94|CWE-95
  }

  firing(reading: Record<string, number>): string[] {
    return [...this.predicates].filter(([, test]) => test(reading)).map(([name]) => name);
  }
}
