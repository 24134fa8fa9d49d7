/** Poetry's own forms in those of PEP 440: `^1.2`, `~1.2`, a bare version, `*`. Anything else stays as it is; PEP 440 has none of these. */
export function asPep440(constraint: string): string {
  return constraint
    .split(',')
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '*' && clause !== '')
    .map(clauseAsPep440)
    .join(',');
}

function clauseAsPep440(clause: string): string {
  if (/^\d[\w.!+]*(?:\.\*)?$/.test(clause)) return `==${clause}`;
  const parts = /^(\^|~)\s*(\d[\w.]*)$/.exec(clause);
  if (parts === null) return clause;
  const [, operator, version = ''] = parts;
  const numbers = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
  return `>=${version},<${upperBound(operator === '^' ? caretPlace(numbers) : Math.min(1, numbers.length - 1), numbers)}`;
}

/** The first number that is not zero, or the last. */
function caretPlace(numbers: readonly number[]): number {
  const first = numbers.findIndex((number) => number !== 0);
  return first === -1 ? numbers.length - 1 : first;
}

function upperBound(place: number, numbers: readonly number[]): string {
  return [...numbers.slice(0, place), (numbers[place] ?? 0) + 1].join('.');
}
