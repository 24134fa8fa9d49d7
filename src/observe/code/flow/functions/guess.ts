import { noApi } from '../models/api.ts';
import { Op } from '../../ir/ir.ts';
import type { FunctionNode } from '../values/nodes.ts';
import type { Entry } from '../models/model-facts.ts';
import type { Solver } from '../solver/solver.ts';
import { Flag, noConstants, noLabels, noObjects, Value } from '../values/value.ts';

interface Guess {
  readonly names: RegExp;
  readonly types: readonly string[];
  /** Members that only such values have. */
  readonly members: ReadonlySet<string>;
}

const guesses: Readonly<Record<'javascript' | 'python', readonly Guess[]>> = {
  javascript: [
    {
      names: /^_?(?:req|request)$/,
      types: ['<express.Request>', '<node.IncomingMessage>'],
      members: new Set([
        'query',
        'params',
        'body',
        'headers',
        'cookies',
        'files',
        'file',
        'originalUrl',
        'session',
        'header',
      ]),
    },
    {
      names: /^_?(?:res|response)$/,
      types: ['<express.Response>', '<node.ServerResponse>'],
      members: new Set([
        'send',
        'json',
        'render',
        'redirect',
        'status',
        'end',
        'setHeader',
        'writeHead',
        'sendFile',
        'cookie',
        'sendStatus',
      ]),
    },
    {
      names: /^_?ctx$/,
      types: ['<koa.Context>'],
      members: new Set(['request', 'query', 'params', 'body', 'cookies', 'redirect']),
    },
  ],
  python: [
    {
      names: /^request$/,
      types: ['<django.Request>', '<django.HttpRequest>'],
      members: new Set(['GET', 'POST', 'FILES', 'COOKIES', 'META', 'body', 'session']),
    },
  ],
};

/** Whether a function's parameters have the names that handlers of requests give them. */
export function looksLikeHandler(one: FunctionNode, solver: Solver): boolean {
  if (one.ir.params.length === 0 || one.ir.params.length > 12) return false;
  if (entryOf(one, solver) !== undefined) return true;
  return one.ir.params.some((_, index) =>
    guesses[one.module.ir.language].some(({ names }) => names.test(one.paramName(index))),
  );
}

/** Functions that nobody in the project calls, named and used as handlers are: taken for such. Gives whether any was. */
export function guessHandlers(solver: Solver, candidates: Set<FunctionNode>): boolean {
  let found = false;
  for (const one of candidates) {
    if (one.isCalled || one.isGuessed || one.isGone) continue;
    const entry = entryOf(one, solver);
    if (entry !== undefined) {
      solver.enterFrom(entry, one);
      found = true;
      continue;
    }
    if (!isUsedAsOne(one)) continue;
    one.isGuessed = true;
    for (const guess of guesses[one.module.ir.language])
      for (let index = 0; index < one.ir.params.length; index++) {
        if (!guess.names.test(one.paramName(index))) continue;
        const models = solver.modelsFor(one.module.ir.language);
        const type = guess.types.find((name) => models.has(name));
        if (type === undefined) continue;
        const set = models.root(type);
        if (set === noApi) continue;
        solver.assume(one, index, new Value(noLabels, noObjects, set, noConstants, Flag.open, ''));
        found = true;
      }
  }
  return found;
}

/** The entry of a framework that the file imports, whose handlers have a first parameter of this name. */
function entryOf(one: FunctionNode, solver: Solver): Entry | undefined {
  const models = solver.modelsFor(one.module.ir.language);
  if (models.byParameter.length === 0) return undefined;
  const first = one.paramName(one.isPython && one.class !== undefined && !one.isStatic ? 1 : 0);
  if (first === '') return undefined;
  return models.byParameter.find(
    ({ entry, file }) =>
      entry.parameter.includes(first) &&
      (file === undefined || file.test(one.module.path)) &&
      (entry.imports.length === 0 ||
        one.module.ir.requests.some((request) => {
          const specifier = one.module.ir.texts[request]!;
          return entry.imports.some(
            (name) => specifier === name || specifier.startsWith(`${name}.`) || specifier.startsWith(`${name}/`),
          );
        })),
  );
}

/** A member that only a request has is read from the parameter of that name. */
function isUsedAsOne(one: FunctionNode): boolean {
  const { code } = one.ir;
  const { texts } = one.module.ir;
  const params = new Map<number, ReadonlySet<string>>();
  for (let at = 0; at < code.length; at += 6) {
    if (code[at] === Op.Param) {
      const guess = guesses[one.module.ir.language].find(({ names }) => names.test(one.paramName(code[at + 1]!)));
      if (guess !== undefined) params.set(at / 6, guess.members);
    } else if (code[at] === Op.Load && params.get(code[at + 1]!)?.has(texts[code[at + 2]!] ?? '') === true) return true;
  }
  return false;
}
