import { expect, test } from 'vitest';
import type { TraceStep } from '#ground/model';
import { sarif } from './sarif.ts';
import { finding, presentation, recordingTerminal } from './testing.ts';
import { traceBlock } from './trace-block.ts';

const { terminal } = recordingTerminal();

function step(path: string, line: number, note: string, more: Partial<TraceStep> = {}): TraceStep {
  return { location: { path, startLine: line, startColumn: 3, endLine: line, endColumn: 9 }, note, ...more };
}

const trace = [
  step('src/routes.ts', 12, 'comes in as req.query', { symbol: 'search', code: '  const { q } = req.query;' }),
  step('src/routes.ts', 14, 'is passed to find()', { symbol: 'search' }),
  step('src/db.ts', 5, 'is put into a query', { symbol: 'find', code: '  return pool.query(`… ${name}`);' }),
];

test('A way from source to sink names each file once, and shows the code of each step [5:taint]', () => {
  expect(traceBlock({ trace }, terminal)).toEqual([
    '',
    '    src/routes.ts',
    '       12 comes in as req.query in search',
    '          const { q } = req.query;',
    '       14 is passed to find() in search',
    '    src/db.ts',
    '        5 is put into a query in find',
    '          return pool.query(`… ${name}`);',
  ]);
});

test('A long way shows where it begins and ends, and how much is between', () => {
  const long = Array.from({ length: 20 }, (_, at) => step('a.ts', at + 1, `step ${at + 1}`));
  const lines = traceBlock({ trace: long }, terminal);
  expect(lines).toContain('      … 11 steps between');
  expect(lines[2]).toBe('        1 step 1');
  expect(lines.at(-1)).toBe('       20 step 20');
  expect(traceBlock({ trace: long }, terminal, true)).toHaveLength(22);
});

test('In SARIF the way is a code flow of one thread', () => {
  const log = JSON.parse(sarif(presentation({ findings: [finding({ trace })] }))) as {
    runs: {
      results: { codeFlows: { threadFlows: { locations: { location: { message: { text: string } } }[] }[] }[] }[];
    }[];
  };
  const [flow] = log.runs[0]!.results[0]!.codeFlows;
  expect(flow!.threadFlows[0]!.locations.map(({ location }) => location.message.text)).toEqual([
    'comes in as req.query',
    'is passed to find()',
    'is put into a query',
  ]);
});
