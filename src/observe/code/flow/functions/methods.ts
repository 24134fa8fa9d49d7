import type { FunctionNode } from '../values/nodes.ts';

const fewCandidates = 4;

/** Methods of the project's classes by name, for receivers of which nothing is known. */
export class MethodBook {
  readonly #byName = {
    javascript: new Map<string, Set<FunctionNode>>(),
    python: new Map<string, Set<FunctionNode>>(),
  };

  add(one: FunctionNode): void {
    const byName = this.#byName[one.module.ir.language];
    const named = byName.get(one.name);
    if (named === undefined) byName.set(one.name, new Set([one]));
    else named.add(one);
  }

  remove(one: FunctionNode): void {
    this.#byName[one.module.ir.language].get(one.name)?.delete(one);
  }

  named(language: 'javascript' | 'python', name: string, given: number): readonly FunctionNode[] {
    const named = this.#byName[language].get(name);
    if (named === undefined || named.size === 0 || named.size > fewCandidates * 4 || commonNames.has(name)) return [];
    const fitting: FunctionNode[] = [];
    for (const one of named) {
      if (one.isGone) continue;
      const shift = one.isPython && !one.isStatic ? 1 : 0;
      const most = one.ir.params.some(({ kind }) => kind === 'rest' || kind === 'keywords')
        ? Infinity
        : one.ir.params.length - shift;
      const least = one.ir.params.filter(({ kind }) => kind === 'plain').length - shift;
      if (given <= most && given >= Math.min(least, given + 1) - 1) fitting.push(one);
    }
    return fitting.length > fewCandidates ? [] : fitting;
  }
}

/** Names that classes of libraries have too: a receiver that is not known is one of those. */
const commonNames = new Set([
  'get',
  'set',
  'run',
  'call',
  'apply',
  'then',
  'catch',
  'next',
  'on',
  'once',
  'emit',
  'map',
  'filter',
  'push',
  'pop',
  'toString',
  'init',
  'close',
  'open',
  'start',
  'stop',
  'update',
  'delete',
  'create',
  'save',
  'remove',
  'add',
  'find',
  'read',
  'write',
  'send',
  'end',
  'join',
  'keys',
  'values',
  'items',
  'append',
  'forward',
  'format',
  'replace',
  'split',
  'test',
  'exec',
  '__init__',
  '__enter__',
  '__aenter__',
  'constructor',
]);
