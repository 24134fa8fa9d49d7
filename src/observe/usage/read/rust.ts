import { lex } from '../lex/lex.ts';
import { rust } from '../lex/syntax.ts';
import { kinds, type Tokens } from '../lex/tokens.ts';
import { UsageGatherer, type UsageReader } from './reader.ts';

/**
 * Which crates a Rust file names, and which paths of them: `use` declarations with their trees, `extern crate`, and paths in the code
 * (`serde_json::from_str`), each spelt out through what `use` brought into scope. Names behind a dot are kept as selectors.
 */
export const readRust: UsageReader = (text, deadline) => {
  const tokens = lex(text, rust, deadline);
  const gathered = new UsageGatherer();
  const scope = new Map<string, string[]>();
  const uses: Use[] = [];
  const skip = new Set<number>();
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.isName(at, 'use') && !tokens.is(at - 1, '.')) readTree(tokens, at + 1, [], uses, skip, 0);
    else if (tokens.isName(at, 'extern') && tokens.isName(at + 1, 'crate') && tokens.kind(at + 2) === kinds.name) {
      const name = tokens.value(at + 2);
      const isRenamed = tokens.isName(at + 3, 'as');
      uses.push({ path: [name], local: isRenamed ? tokens.value(at + 4) : name, line: tokens.line(at) });
    }
  }
  for (const { path, local } of uses) if (local !== undefined && path.length > 0) scope.set(local, path);
  for (const { path, local, line } of uses) record(gathered, spelled(path, scope, local), line, local === undefined);
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.kind(at) !== kinds.name || skip.has(at)) continue;
    const line = tokens.line(at);
    if (tokens.is(at - 1, '.')) gathered.selector(tokens.value(at), line);
    else if (!tokens.is(at - 1, '::')) usePath(tokens, at, scope, gathered, line);
  }
  return gathered.result(tokens.unsure);
};

interface Use {
  readonly path: string[];
  /** Undefined: `*`. */
  readonly local: string | undefined;
  readonly line: number;
}

const deepestTree = 20;
const mostUses = 5000;

/** A use tree at `at`: `a::b::{c, d as e, self, f::*}`. Returns the position behind it. */
function readTree(
  tokens: Tokens,
  start: number,
  prefix: readonly string[],
  uses: Use[],
  skip: Set<number>,
  depth: number,
): number {
  const path = [...prefix];
  let at = tokens.is(start, '::') ? start + 1 : start;
  for (; at < tokens.count && path.length < deepestTree && uses.length < mostUses; at++) {
    skip.add(at);
    const line = tokens.line(at);
    if (tokens.is(at, '{')) {
      if (depth > deepestTree) return at + 1;
      at += 1;
      while (at < tokens.count && !tokens.is(at, '}') && uses.length < mostUses) {
        const next = readTree(tokens, at, path, uses, skip, depth + 1);
        at = tokens.is(next, ',') ? next + 1 : Math.max(next, at + 1);
        if (!tokens.is(next, ',') && !tokens.is(at, '}')) break;
      }
      return tokens.is(at, '}') ? at + 1 : at;
    }
    if (tokens.is(at, '*')) {
      uses.push({ path, local: undefined, line });
      return at + 1;
    }
    if (tokens.kind(at) !== kinds.name) return at;
    const name = tokens.value(at);
    if (name !== 'self' || path.length === 0) path.push(name);
    if (tokens.is(at + 1, '::')) {
      at += 1;
      skip.add(at);
      continue;
    }
    const isRenamed = tokens.isName(at + 1, 'as');
    if (isRenamed) skip.add(at + 2);
    uses.push({ path, local: isRenamed ? tokens.value(at + 2) : path.at(-1), line });
    return isRenamed ? at + 3 : at + 1;
  }
  return at;
}

function usePath(
  tokens: Tokens,
  start: number,
  scope: ReadonlyMap<string, string[]>,
  gathered: UsageGatherer,
  line: number,
): void {
  const first = tokens.value(start);
  const path = [first];
  for (
    let at = start + 1;
    path.length < deepestTree && tokens.is(at, '::') && tokens.kind(at + 1) === kinds.name;
    at += 2
  )
    path.push(tokens.value(at + 1));
  if (path.length === 1 && !scope.has(first)) return;
  record(gathered, spelled(path, scope, undefined), line, false);
}

/** A path whose first name stands for something that `use` brought in, spelt out. `but`: the name that is being brought in. */
function spelled(
  path: readonly string[],
  scope: ReadonlyMap<string, string[]>,
  but: string | undefined,
): readonly string[] {
  let out = path;
  for (let step = 0; step < 4; step++) {
    const known = out[0] === but && step === 0 ? undefined : scope.get(out[0] ?? '');
    if (known === undefined || known[0] === out[0]) return out;
    out = [...known, ...out.slice(1)];
  }
  return out;
}

function record(gathered: UsageGatherer, path: readonly string[], line: number, isGlob: boolean): void {
  const [crate = '', ...rest] = path;
  if (crate === '' || ['crate', 'self', 'super', 'Self', 'std', 'core', 'alloc'].includes(crate)) return;
  // Types and enums of the file itself are no crates, by Rust's own naming.
  if (!/^[a-z_][a-z0-9_]*$/.test(crate)) return;
  const module = gathered.module(crate, line);
  if (rest.length > 0) module.use(rest.join('::'), line);
  if (isGlob) module.escape(line);
}
