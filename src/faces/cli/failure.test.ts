import { expect, test } from 'vitest';
import { explainFailure } from './failure.ts';
import { recordingTerminal } from './testing.ts';

function said(error: unknown): string {
  const { terminal, err } = recordingTerminal();
  expect(explainFailure(error, terminal)).toBe(2);
  return err.join('');
}

test('An answer of a room is a sentence and what to try', () => {
  const error = Object.assign(new Error('there is no /nowhere'), { code: 'not-found', remedy: 'another folder' });
  expect(said(error)).toBe('▲ There is no /nowhere\n  Try       another folder\n');
});

test('A name at the beginning of a sentence keeps its letters', () => {
  expect(said(Object.assign(new Error('feature names no commit here'), { code: 'bad-revision' }))).toBe(
    '▲ feature names no commit here\n',
  );
});

test('A second line says what to do next', () => {
  expect(said(Object.assign(new Error('the store is in use\nStop the other one.'), { code: 'in-use' }))).toBe(
    '▲ The store is in use\n  Try       Stop the other one.\n',
  );
});

test('Each problem of a file is told with its place and what was expected', () => {
  const problem = {
    line: 4,
    column: 7,
    message: '"modez" is not a key here',
    expected: 'one of modes',
    next: 'Did you mean "modes"?',
  };
  const error = Object.assign(new Error('x'), {
    code: 'unknown-key',
    file: 'selvedge.yaml',
    problems: [problem, { ...problem, line: 9 }],
  });
  expect(said(error)).toBe(
    '▲ selvedge.yaml:4:7: "modez" is not a key here\n  Expected  one of modes\n  Try       Did you mean "modes"?\n▲ selvedge.yaml:9:7: "modez" is not a key here\n  Expected  one of modes\n  Try       Did you mean "modes"?\n',
  );
});

test('What is no answer is a fault of ours, with its stack, and decides nothing', () => {
  expect(said(new TypeError('x is undefined'))).toMatch(
    /^▲ Selvedge made a mistake; nothing was decided\..*\n {2}TypeError: x is undefined\n {2} {4}at /,
  );
  expect(said('thrown')).toContain('  thrown\n');
});

test('An error cannot write to the terminal', () => {
  expect(said(Object.assign(new Error('no \u001b[2J'), { code: 'x' }))).not.toContain('\u001b');
});
