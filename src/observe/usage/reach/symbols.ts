import type { Purl } from '#ground/packages';
import type { Load } from './code.ts';
import { importsOf } from './python-names.ts';
import { more, type Reachability, type SymbolsOfPackage } from './question.ts';

/** Whether code that loads the package (`loads`) uses one of the symbols. */
export function symbolUse(
  purl: Purl,
  symbols: readonly SymbolsOfPackage[],
  loads: readonly [Load, ...Load[]] | readonly Load[],
  unread: readonly string[],
): Reachability {
  const [first] = loads;
  const names = symbols.flatMap((one) => one.names);
  let found: Reachability = {
    verdict: 'not-observed',
    words: `it is imported (${first?.path}:${first?.module.line}), and no use of ${list(names, symbols)} was seen`,
    ...(first !== undefined && { at: { path: first.path, line: first.module.line } }),
  };
  for (const load of loads) for (const symbol of symbols) found = more(found, oneUse(purl, symbol, load));
  const [missing] = unread;
  const unsure = loads.find(({ facts }) => facts.unsure !== undefined)?.path ?? missing;
  return unsure === undefined ? found : more(found, { verdict: 'unknown', words: `${unsure} could not be read whole` });
}

function list(names: readonly string[], symbols: readonly SymbolsOfPackage[]): string {
  const shown = names.length > 0 ? names : symbols.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return shown.length > 3 ? `${shown.slice(0, 3).join(', ')} or ${shown.length - 3} more` : shown.join(' or ');
}

const nothing: Reachability = { verdict: 'not-observed', words: '' };

function oneUse(purl: Purl, symbol: SymbolsOfPackage, load: Load): Reachability {
  switch (purl.type) {
    case 'golang':
      return inGo(symbol, load);
    case 'cargo':
      return inRust(symbol, load);
    case 'pypi':
      return inPython(purl, symbol, load);
    case 'npm':
      return inJavascript(purl, symbol, load);
    default:
      return { verdict: 'unknown', words: 'which of its functions are used cannot be told in this language' };
  }
}

function inGo({ path, names }: SymbolsOfPackage, load: Load): Reachability {
  const { module, facts } = load;
  if (path !== undefined && module.module !== path) return nothing;
  if (names.length === 0) return used(load, module.line, path ?? module.module);
  for (const name of names) {
    const line = lineOf(load, name);
    if (line !== undefined) return used(load, line, name);
  }
  if (module.escapes !== undefined) return handedOn(load, module.escapes);
  // A method of a value: its type is not known here, its name is.
  const method = names.find(
    (name) => name.includes('.') && facts.selectors?.includes(name.slice(name.indexOf('.') + 1)),
  );
  return method === undefined ? nothing : perhaps(load, method);
}

function inRust({ names }: SymbolsOfPackage, load: Load): Reachability {
  const { module, facts } = load;
  for (const name of names) {
    const last = name.split('::').at(-1) ?? name;
    const use = module.uses?.find(([symbol]) => symbol.split('::').includes(last));
    if (use !== undefined) return used(load, use[1], name);
  }
  if (module.escapes !== undefined) return handedOn(load, module.escapes);
  const method = names.find((name) => facts.selectors?.includes(name.split('::').at(-1) ?? name));
  return method === undefined ? nothing : perhaps(load, method);
}

function inPython(purl: Purl, { names }: SymbolsOfPackage, load: Load): Reachability {
  const { module } = load;
  const roots = importsOf(purl.name).roots;
  for (const name of names) {
    const isFull = roots.some((root) => name.startsWith(`${root}.`));
    const last = name.split('.').at(-1) ?? name;
    const use = module.uses?.find(([symbol]) =>
      isFull ? endsAlike(`${module.module}.${symbol}`, name) : symbol.split('.').includes(last),
    );
    if (use !== undefined) return used(load, use[1], name);
  }
  return module.escapes === undefined ? nothing : handedOn(load, module.escapes);
}

/** Packages export names from several of their modules: the last two parts decide. */
function endsAlike(path: string, name: string): boolean {
  return path === name || path.split('.').at(-1) === name.split('.').at(-1);
}

/** Collections whose modules are one function each: `lodash/template`. */
const collections: ReadonlySet<string> = new Set(['lodash', 'lodash-es', 'underscore', 'ramda', 'date-fns']);

function inJavascript(purl: Purl, { names }: SymbolsOfPackage, load: Load): Reachability {
  const { module } = load;
  const packageName = purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`;
  const below = module.module.startsWith(`${packageName}/`)
    ? module.module.slice(packageName.length + 1).replace(/\.[cm]?js$/, '')
    : '';
  for (const name of names) {
    const [head = name] = name.split('.', 1);
    const line =
      lineOf(load, head) ?? lineOf(load, name) ?? (below.split('/').at(-1) === head ? module.line : undefined);
    if (line !== undefined) return used(load, line, name);
    if (name === packageName && lineOf(load, 'default') !== undefined) return used(load, module.line, name);
  }
  if (module.escapes !== undefined) return handedOn(load, module.escapes);
  const called = lineOf(load, 'default');
  if (called !== undefined && below === '')
    return {
      verdict: 'unknown',
      words: `${at(load, called)} calls the package itself, and what that does is not known`,
    };
  if (below === '' || (collections.has(packageName) && !['fp', 'core', 'lodash'].includes(below))) return nothing;
  return below === ''
    ? nothing
    : {
        verdict: 'unknown',
        words: `${at(load, module.line)} imports ${module.module}, and what that holds is not known`,
      };
}

/** Of the symbol, or of a type that it is a method of. */
function lineOf({ module }: Load, name: string): number | undefined {
  return module.uses?.find(([symbol]) => symbol === name)?.[1];
}

function used(load: Load, line: number, name: string): Reachability {
  return { verdict: 'reachable', words: `${at(load, line)} uses ${name}`, at: { path: load.path, line } };
}

function handedOn(load: Load, line: number): Reachability {
  return {
    verdict: 'unknown',
    words: `${at(load, line)} hands it on, so what is used of it cannot be told`,
    at: { path: load.path, line },
  };
}

function perhaps(load: Load, name: string): Reachability {
  return {
    verdict: 'unknown',
    words: `${load.path} calls something of the name of ${name}`,
    at: { path: load.path, line: load.module.line },
  };
}

function at({ path }: Load, line: number): string {
  return `${path}:${line}`;
}
