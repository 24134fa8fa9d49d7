/** What a match is joined by: a metavariable, or `path`. */
export interface JoinSide {
  readonly as: string;
  readonly name: string;
}

/** `~`: either has the other in it; `<`: the left has the right in it; `>`: the right has the left in it. */
export interface JoinCondition {
  readonly left: JoinSide;
  readonly op: '==' | '!=' | '~' | '<' | '>';
  readonly right: JoinSide;
}

/** A rule that finds what several others found together, in whichever files. */
export interface CompiledJoin {
  readonly id: string;
  readonly message: string;
  readonly on: readonly JoinCondition[];
}

/** What one of the others found. */
export interface JoinRow {
  readonly path: string;
  readonly as: string;
  readonly values: Readonly<Record<string, string>>;
}

/** One of each of the others; `last` is what is told: a match of the one that the last condition names last. */
export interface Joined<Row> {
  readonly last: Row;
  readonly others: readonly Row[];
}

const mostTuples = 10_000;
const mostSteps = 2_000_000;

/** Each match of the last once. `isCut`: more was compared than is allowed, so that something may be missing. */
export function join<Row extends JoinRow>(
  { on }: Pick<CompiledJoin, 'on'>,
  rows: readonly Row[],
): { readonly found: readonly Joined<Row>[]; readonly isCut: boolean } {
  const tables = Map.groupBy(rows, ({ as }) => as);
  const first = on[0]?.left.as ?? '';
  let tuples: ReadonlyMap<string, Row>[] = (tables.get(first) ?? []).map((row) => new Map([[first, row]]));
  let steps = mostSteps;
  for (const condition of on) {
    const made: ReadonlyMap<string, Row>[] = [];
    const byValue = Map.groupBy(tables.get(condition.right.as) ?? [], (row) => valueOf(row, condition.right));
    for (const tuple of tuples)
      for (const lefts of rowsOf(tuple, condition.left.as, tables))
        for (const rights of candidates(tuple, condition, lefts, byValue, tables)) {
          steps -= 1;
          if (steps < 0 || made.length >= mostTuples) return { found: [], isCut: true };
          if (holds(valueOf(lefts, condition.left), condition.op, valueOf(rights, condition.right)))
            made.push(new Map([...tuple, [condition.left.as, lefts], [condition.right.as, rights]]));
        }
    tuples = made;
  }
  const last = on.at(-1)?.right.as ?? '';
  const told = new Map<Row, Joined<Row>>();
  for (const tuple of tuples) {
    const row = tuple.get(last);
    if (row !== undefined && !told.has(row))
      told.set(row, { last: row, others: [...tuple.values()].filter((one) => one !== row) });
  }
  return { found: [...told.values()], isCut: false };
}

/** What is longer is compared by its beginning. */
const longest = 300;

/** What metavariables stand for, as the rule that joins calls them. */
export function joinValues(
  metavariables: Readonly<Record<string, string>>,
  renames: readonly (readonly [from: string, to: string])[],
): Readonly<Record<string, string>> {
  const names = new Map(renames);
  return Object.fromEntries(
    Object.entries(metavariables).map(([name, value]) => [names.get(name) ?? name, value.slice(0, longest)]),
  );
}

function rowsOf<Row>(tuple: ReadonlyMap<string, Row>, as: string, tables: ReadonlyMap<string, readonly Row[]>) {
  const bound = tuple.get(as);
  return bound === undefined ? (tables.get(as) ?? []) : [bound];
}

/** Equal ones are looked up. */
function candidates<Row extends JoinRow>(
  tuple: ReadonlyMap<string, Row>,
  { left, op, right }: JoinCondition,
  row: Row,
  byValue: ReadonlyMap<string | undefined, readonly Row[]>,
  tables: ReadonlyMap<string, readonly Row[]>,
): readonly Row[] {
  if (op !== '==' || tuple.has(right.as)) return rowsOf(tuple, right.as, tables);
  const value = valueOf(row, left);
  return value === undefined ? [] : (byValue.get(value) ?? []);
}

function valueOf(row: JoinRow, { name }: JoinSide): string | undefined {
  return name === 'path' ? row.path : row.values[name];
}

function holds(left: string | undefined, op: JoinCondition['op'], right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  if (op === '==') return left === right;
  if (op === '!=') return left !== right;
  const [isIn, hasIn] = [right.includes(left), left.includes(right)];
  return op === '>' ? isIn : op === '<' ? hasIn : isIn || hasIn;
}

/** `a.$X == b.path`; undefined for anything else. */
export function parseJoinCondition(text: string): JoinCondition | undefined {
  const found =
    /^\s*([\w-]+)\.(\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|path)\s*(==|!=|~|<|>)\s*([\w-]+)\.(\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|path)\s*$/.exec(
      text,
    );
  if (found === null) return undefined;
  const [, left = '', leftName = '', op, right = '', rightName = ''] = found;
  return {
    left: { as: left, name: leftName },
    op: op as JoinCondition['op'], // one of the signs above
    right: { as: right, name: rightName },
  };
}
