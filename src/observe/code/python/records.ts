import { child, children, type Lowering } from './lowering.ts';
import { typeName } from './types.ts';

/** A field that a class declares with a type. */
interface Field {
  readonly name: string;
  readonly type: string | undefined;
  /** The node of its default; -1 for none. */
  readonly otherwise: number;
  readonly start: number;
  readonly end: number;
}

/** `name: Type = default` in the body of a class, but not what is the class's alone. */
export function fieldsOf(l: Lowering, body: number): Field[] {
  const { tree, names } = l;
  const fields: Field[] = [];
  for (const statement of children(l, body)) {
    if (tree.kind[statement] !== names.kind.expression_statement) continue;
    const assignment = tree.firstNamedChild(statement);
    if (assignment === -1 || tree.kind[assignment] !== names.kind.assignment) continue;
    const left = child(l, assignment, 'left');
    const type = child(l, assignment, 'type');
    if (type === -1 || left === -1 || tree.kind[left] !== names.kind.identifier) continue;
    if (/^(?:typing\.)?ClassVar\b/.test(tree.textOf(type))) continue;
    fields.push({
      name: tree.textOf(left),
      type: typeName(l, type),
      otherwise: child(l, assignment, 'right'),
      start: tree.start[assignment]!,
      end: tree.end[assignment]!,
    });
  }
  return fields;
}

/** Bases and decorators whose classes get a constructor that takes the declared fields in order. */
const makers =
  /^@?\s*(?:[\w.]*\.)?(?:dataclass|dataclass_transform|attrs|define|frozen|mutable|NamedTuple|BaseModel|RootModel|BaseSettings|SQLModel|Struct|TypedDict|attr\.s|attr\.attrs|attr\.dataclass)\b/;

/** The constructor that a dataclass, or a model that is validated, has without writing it: each argument becomes the field of its name. */
export function withConstructor(l: Lowering, number: number, fields: readonly Field[], said: readonly number[]): void {
  const { tree } = l;
  const [first] = fields;
  if (first === undefined || !said.some((node) => makers.test(tree.textOf(node)))) return;
  const made = l.module.open({ name: '__init__', owner: l.f, class: number, start: first.start, end: first.end });
  l.module.member(number, { name: '__init__', function: made.id, kind: 'constructor', static: false });
  const self = made.param(made.addParam({ name: 'self' }), first.start, first.end);
  for (const { name, type, otherwise, start, end } of fields) {
    const given = made.param(made.addParam({ name, type, kind: otherwise === -1 ? 'plain' : 'optional' }), start, end);
    made.store(self, name, given, start, end);
  }
}
