import type { Analyzer, Claim, Json, RuleId } from '#ground/model';
import type { AnalyzerEntry } from './request.ts';

/** Tiny analyzers for the engine's own tests. */

type Lines = readonly number[];

/** Claims every line that says LEAK. */
const leaks: Analyzer<Lines> = {
  id: 'leaks',
  version: 1,
  assets: [],
  wants: (file) => !file.path.endsWith('.unwanted'),
  open: () => ({
    rules: ['leaks/line'],
    extract({ bytes }) {
      const lines = Buffer.from(bytes)
        .toString('utf8')
        .split('\n')
        .flatMap((line, i) => (line.includes('LEAK') ? [i + 1] : []));
      return lines.length === 0 ? {} : { facts: lines };
    },
    conclude: (files) => ({
      claims: files.flatMap(({ path, facts }) => facts.map((line) => claimOf('leaks/line', path, line))),
      notLookedAt: [],
    }),
  }),
};

/** Misbehaves as the file asks it to. */
const brittle: Analyzer = {
  id: 'brittle',
  version: 1,
  assets: [],
  wants: () => true,
  open: () => ({
    extract({ bytes }) {
      const text = Buffer.from(bytes.subarray(0, 100)).toString('latin1');
      if (text.includes('BACKTRACK')) /^(?:a+)+$/.test(`${'a'.repeat(60)}b`);
      if (text.includes('THROW')) throw new Error(`cannot read ${text}`);
      if (text.includes('DEEP')) recurse(0);
      if (text.includes('DIE')) process.exit(3);
      if (text.includes('MEMORY')) fill();
      return text.includes('CONCLUDE') ? { facts: text } : {};
    },
    conclude(files) {
      if (files.some(({ facts }) => JSON.stringify(facts).includes('CONCLUDE BADLY')))
        throw new Error('cannot conclude');
      if (files.some(({ facts }) => JSON.stringify(facts).includes('CONCLUDE NEVER')))
        /^(?:a+)+$/.test(`${'a'.repeat(60)}b`);
      return { claims: [], notLookedAt: [] };
    },
  }),
};

let readied = 0;

/** Says how often it was made ready in its thread, and whether it is handed what it calls lazy. */
const parsing: Analyzer<string> = {
  id: 'parsing',
  version: 1,
  assets: ['syntax.digest'],
  lazyAssets: ['syntax-go.wasm', 'syntax-no-such.wasm'],
  wants: ({ path }) => path.endsWith('.go'),
  prepare: async (assets) => {
    await Promise.resolve();
    readied += assets.get('syntax-go.wasm')!.length > 0 && assets.get('syntax-no-such.wasm') === undefined ? 1 : 100;
  },
  open: () => ({
    extract: () => ({ facts: readied > 0 && readied < 100 ? 'ready' : 'not ready' }),
    conclude: (files) => ({
      claims: [],
      notLookedAt: [],
      knowledge: files.map(({ path, facts }) => `${path} ${facts}`),
    }),
  }),
};

const failing: Analyzer = {
  ...brittle,
  id: 'failing',
  wants: ({ path }) => path.endsWith('.go'),
  prepare: () => Promise.reject(new Error('no parser here')),
};

/** Those that must be made ready. */
export const unreadyEntries: readonly AnalyzerEntry[] = [
  { id: 'parsing', load: () => Promise.resolve(parsing as Analyzer) },
  { id: 'failing', load: () => Promise.resolve(failing) },
];

export const entries: readonly AnalyzerEntry[] = [
  { id: 'brittle', load: () => Promise.resolve(brittle) },
  { id: 'leaks', load: () => Promise.resolve(leaks as Analyzer) },
];

function recurse(depth: number): number {
  return recurse(depth + 1) + 1;
}

function fill(): void {
  const kept: Json[][] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => `${i} ${kept.length}`));
}

function claimOf(rule: string, path: string, line: number): Claim {
  return {
    rule: rule as RuleId, // written in its form
    severity: 'high',
    confidence: 'likely',
    locus: { kind: 'file', path },
    location: { path, startLine: line, startColumn: 1, endLine: line, endColumn: 5 },
    message: 'It says so.',
    attributes: {},
  };
}
