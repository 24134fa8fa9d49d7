import type { Unit } from '../new.ts';

export const unit: Unit = {
  kind: 'analyzer',
  summary: 'A room under src/observe that runs rules over one surface.',
  example: 'licences',
  id: /^[a-z][a-z0-9-]{2,30}$/,
  files: (id) => ({
    [`src/observe/${id}/index.ts`]: `/** Looks at …: say which surface, and from which standard its rules come. */
export { analyzer } from './analyzer.ts';
`,
    [`src/observe/${id}/analyzer.ts`]: `import type { Analyzer, Claim, FileFacts, RuleId } from '#ground/model';

/** What one file says: small and JSON, for it is cached by content. */
interface Facts {
  readonly [key: string]: number;
  readonly marks: number;
}

const mark = '${id.toUpperCase()}-EXAMPLE';

/** Pure: bytes in, facts out; all facts of a subject in, claims out. The engine does all I/O. */
export const analyzer: Analyzer<Facts> = {
  id: '${id}',
  version: 1,
  assets: [],
  wants: ({ path }) => path.endsWith('.txt'),
  open: () => ({
    extract({ bytes }) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return text.includes(mark) ? { facts: { marks: 1 } } : {};
    },
    conclude: (files) => ({ claims: files.map(claimOf), notLookedAt: [] }),
  }),
};

function claimOf({ path }: FileFacts<Facts>): Claim {
  return {
    rule: '${id}/example' as RuleId, // a constant of the right form
    severity: 'low',
    confidence: 'likely',
    locus: { kind: 'file', path },
    location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    message: 'This file carries the example mark',
    attributes: {},
  };
}
`,
    [`src/observe/${id}/analyzer.test.ts`]: `import { expect, test } from 'vitest';
import { analyzer } from './index.ts';

test('${id} claims a file that carries the mark, and no other', () => {
  const session = analyzer.open(new Map(), { projectKey: 'test' });
  expect(session.extract(fileOf('${id.toUpperCase()}-EXAMPLE'), Infinity).facts).toEqual({ marks: 1 });
  expect(session.extract(fileOf('nothing'), Infinity).facts).toBeUndefined();
  expect(session.conclude([{ path: 'a.txt', facts: { marks: 1 } }]).claims).toHaveLength(1);
});

function fileOf(text: string) {
  return { path: 'a.txt', size: text.length, bytes: new TextEncoder().encode(text) };
}
`,
  }),
  next: [
    'Write what it wants, its facts and its claims; pick the locus that stays put when code moves.',
    'npm run generate, so that the registry of analyzers has it.',
    'Write a control that asks about its findings: npm run new control …',
    'npm test.',
  ],
};
