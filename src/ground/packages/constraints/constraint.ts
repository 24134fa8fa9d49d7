/** Whether a version meets what somebody asked for. */
export type Constraint = (version: string) => boolean;

/** Reads an ecosystem's way to ask for versions; undefined when the text is not of its grammar (a tag, a URL, a path). Linear. */
export type ConstraintReader = (text: string) => Constraint | undefined;

/** Constraints longer than this are not people's, and are not understood. */
export const longestConstraint = 4096;

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export function holds(operator: Operator, comparison: number): boolean {
  switch (operator) {
    case '=':
      return comparison === 0;
    case '!=':
      return comparison !== 0;
    case '<':
      return comparison < 0;
    case '<=':
      return comparison <= 0;
    case '>':
      return comparison > 0;
    default:
      return comparison >= 0;
  }
}

/** All of them, or undefined if one was not understood. */
export function all(constraints: readonly (Constraint | undefined)[]): Constraint | undefined {
  if (!constraints.every((constraint) => constraint !== undefined)) return undefined;
  return (version) => constraints.every((constraint) => constraint(version));
}

export function any(constraints: readonly (Constraint | undefined)[]): Constraint | undefined {
  if (!constraints.every((constraint) => constraint !== undefined)) return undefined;
  return (version) => constraints.some((constraint) => constraint(version));
}
