import { CallFlag, ConstKind, FunctionFlag, type FunctionIr, type ModuleIr, Op } from './ir.ts';

/** A module for people, one value a line; values that do nothing but hold a constant stand where they are used. */
export function printIr(module: ModuleIr): string {
  return module.functions.map((one, id) => printFunction(module, one, id)).join('\n');
}

type Print = (v: Values, a: number, b: number, c: number) => string;

/** One function's values and how they are named. */
interface Values {
  readonly module: ModuleIr;
  readonly code: readonly number[];
  readonly pool: readonly number[];
  readonly text: (text: number) => string;
  readonly name: (value: number) => string;
}

function printFunction(module: ModuleIr, one: FunctionIr, id: number): string {
  const { code, pool } = one;
  const text = (number: number): string => module.texts[number]!;
  const name = (value: number): string => {
    if (value < 0) return '-';
    return code[value * 6] === Op.Const ? constant(text, code, value) : `v${value}`;
  };
  const values: Values = { module, code, pool, text, name };
  const flags = Object.entries(FunctionFlag).filter(([, bit]) => (one.flags & bit) !== 0);
  const params = one.params.map((param) => {
    const mark = { plain: '', optional: '?', rest: '...', keywords: '**' }[param.kind];
    const type = param.type < 0 ? '' : `: ${text(param.type)}`;
    const decorators = param.decorators.map((value) => `@${value} `).join('');
    return `${decorators}${mark}${param.name < 0 ? '_' : text(param.name)}${type}`;
  });
  const decorated = one.decorators.map((value) => ` @${value}`).join('');
  const head = `f${id} ${text(one.symbol)}(${params.join(', ')})${flags.map(([flag]) => ` ${flag}`).join('')}${decorated}`;
  const lines: string[] = [];
  for (let value = 0; value * 6 < code.length; value++) {
    if (code[value * 6] === Op.Const) continue;
    const [op, a, b, c] = code.slice(value * 6, value * 6 + 4) as [number, number, number, number];
    const said = printers[op]!(values, a, b, c);
    lines.push(isStatement.has(op) ? `  ${said}` : `  v${value} = ${said}`);
  }
  return [head, ...lines, ''].join('\n');
}

const isStatement: ReadonlySet<number> = new Set([
  Op.StoreCell,
  Op.Store,
  Op.StoreAt,
  Op.Return,
  Op.Throw,
  Op.Export,
  Op.ExportAll,
  Op.Delete,
]);

function constant(text: (number: number) => string, code: readonly number[], value: number): string {
  const said = text(code[value * 6 + 1]!);
  const kind = code[value * 6 + 2]!;
  if (kind === ConstKind.text) return JSON.stringify(said);
  if (kind === ConstKind.bytes) return `b${JSON.stringify(said)}`;
  if (kind === ConstKind.pattern) return `/${said}/${text(code[value * 6 + 3]!)}`;
  return said;
}

const list = (v: Values, from: number, count: number): string =>
  v.pool
    .slice(from, from + count)
    .map(v.name)
    .join(', ');
const spreads = (v: Values, from: number, count: number): string =>
  v.pool
    .slice(from, from + count)
    .map((value) => (value < 0 ? `...${v.name(-1 - value)}` : v.name(value)))
    .join(', ');
const pairs = (v: Values, from: number, count: number): string => {
  const said: string[] = [];
  for (let at = from; at < from + count; at += 2) {
    const key = v.pool[at]!;
    const value = v.name(v.pool[at + 1]!);
    said.push(key === -1 ? `...${value}` : key < 0 ? `[${v.name(-2 - key)}]: ${value}` : `${v.text(key)}: ${value}`);
  }
  return said.join(', ');
};
const functionName = (v: Values, id: number): string => `f${id} ${v.text(v.module.functions[id]!.symbol)}`;

const printCall: Print = (v, from, count, flags) => {
  const [callee, receiver, args] = v.pool.slice(from, from + 3) as [number, number, number];
  const marks = Object.entries(CallFlag).filter(([, bit]) => (flags & bit) !== 0);
  const keywords = pairs(v, from + 3 + args, count - 3 - args);
  const given = [spreads(v, from + 3, args), keywords].filter((part) => part !== '').join(', ');
  const on = receiver < 0 ? '' : ` on ${v.name(receiver)}`;
  return `${marks.map(([mark]) => `${mark} `).join('')}call ${v.name(callee)}${on} (${given})`;
};

const printers: Readonly<Record<number, Print>> = {
  [Op.Param]: (_, a) => `param ${a}`,
  [Op.This]: () => 'this',
  [Op.Arguments]: () => 'arguments',
  [Op.Import]: (v, a, b, c) => `import ${v.text(b)} of ${v.text(a)}${c === 1 ? ' (dynamic)' : ''}`,
  [Op.Global]: (v, a) => `global ${v.text(a)}`,
  [Op.Outer]: (v, a, b) => `outer v${b} of ${functionName(v, a)}`,
  [Op.LoadCell]: (_, a, b) => `cell f${a}.${b}`,
  [Op.StoreCell]: (v, a, b, c) => `cell f${a}.${b} := ${v.name(c)}`,
  [Op.Phi]: (v, a, b) => `phi ${list(v, a, b)}`,
  [Op.Guard]: (v, a, b, c) => `${v.name(a)} where ${v.name(b)}${[' is false', '', ' is done'][c] ?? ''}`,
  [Op.Load]: (v, a, b, c) => (c === 1 ? `${v.name(a)}[${v.text(b)}]` : `${v.name(a)}.${v.text(b)}`),
  [Op.LoadAt]: (v, a, b) => `${v.name(a)}[${v.name(b)}]`,
  [Op.Store]: (v, a, b, c) => `${v.name(a)}.${v.text(b)} := ${v.name(c)}`,
  [Op.StoreAt]: (v, a, b, c) => `${v.name(a)}[${v.name(b)}] := ${v.name(c)}`,
  [Op.Object]: (v, a, b) => `{${pairs(v, a, b * 2)}}`,
  [Op.Array]: (v, a, b) => `[${spreads(v, a, b)}]`,
  [Op.Function]: (v, a) => `function ${functionName(v, a)}`,
  [Op.Class]: (v, a) => printClass(v, a),
  [Op.Call]: printCall,
  [Op.Binary]: (v, a, b, c) => `${v.name(a)} ${v.text(c)} ${v.name(b)}`,
  [Op.Unary]: (v, a, _, c) => `${v.text(c)} ${v.name(a)}`,
  [Op.Template]: (v, a, b) => `template ${list(v, a, b)}`,
  [Op.Await]: (v, a) => `await ${v.name(a)}`,
  [Op.Yield]: (v, a) => `yield ${v.name(a)}`,
  [Op.Element]: (v, a) => `element ${v.name(a)}`,
  [Op.Key]: (v, a) => `key ${v.name(a)}`,
  [Op.Rest]: (v, a, b, c) =>
    `rest ${v.name(a)} without ${v.pool
      .slice(b, b + c)
      .map(v.text)
      .join(', ')}`,
  [Op.Return]: (v, a) => `return ${v.name(a)}`,
  [Op.Throw]: (v, a) => `throw ${v.name(a)}`,
  [Op.Caught]: (v, a, b) => `caught ${list(v, a, b)}`,
  [Op.Export]: (v, a, b) => `export ${v.text(a)} := ${v.name(b)}`,
  [Op.ExportAll]: (v, a) => `export * of ${v.text(a)}`,
  [Op.Typed]: (v, a, b, c) =>
    `${v.name(a)} ${c === 3 ? 'entered by' : c === 2 ? 'named' : c === 1 ? 'as' : ':'} ${v.text(b)}`,
  [Op.Markup]: (v, a, b) => `<${v.name(v.pool[a]!)} ${pairs(v, a + 1, b - 1)}>`,
  [Op.Delete]: (v, a, b) => `delete ${v.name(a)}${b < 0 ? '' : `.${v.text(b)}`}`,
  [Op.Other]: (v, a, b) => `other ${list(v, a, b)}`,
};

function printClass(v: Values, number: number): string {
  const one = v.module.classes[number]!;
  const bases = one.bases.length === 0 ? '' : ` extends ${one.bases.map(v.name).join(', ')}`;
  const decorated = one.decorators.map((value) => ` @${value}`).join('');
  const members = one.members.map(
    (member) => `${member.static ? 'static ' : ''}${member.kind} ${v.text(member.name)} f${member.function}`,
  );
  return `class ${v.text(one.symbol)}${bases}${decorated} { ${members.join('; ')} }`;
}
