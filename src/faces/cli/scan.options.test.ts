import { expect, test } from 'vitest';
import { readScanWords } from './scan.options.ts';

test('The quick path reads switches, values in both forms and the folder', () => {
  expect(readScanWords(['--staged', '--quiet'])).toMatchObject({
    staged: true,
    quiet: true,
    format: 'pretty',
    cache: true,
  });
  expect(readScanWords(['src', '--format', 'sarif', '--output=scan.sarif'])).toMatchObject({
    path: 'src',
    format: 'sarif',
    output: 'scan.sarif',
  });
  expect(readScanWords(['--since', 'origin/main', '--gate=merge', '--no-cache', '--threads', '2'])).toMatchObject({
    since: 'origin/main',
    gate: 'merge',
    cache: false,
    threads: 2,
    health: false,
  });
  expect(readScanWords(['--health'])).toMatchObject({ health: true, verify: false });
});

test('Reports about a change may be several', () => {
  expect(
    readScanWords(['--since', 'main', '--coverage', 'a.info', '--coverage=b.xml', '--tests', 'junit.xml']),
  ).toMatchObject({ coverage: ['a.info', 'b.xml'], tests: ['junit.xml'] });
  expect(readScanWords(['--staged'])).not.toHaveProperty('coverage');
});

test('Anything that is not plainly right is left to the parser that explains', () => {
  const wrong = [
    ['--stagd'],
    ['--help'],
    ['--format', 'xml'],
    ['--format'],
    ['--staged=yes'],
    ['a', 'b'],
    ['--threads', '0'],
    ['--since', '--staged'],
    ['--gate', 'prod'],
    ['-q'],
    ['--', '-x'],
    ['--history', '--staged'],
    ['--history', '--stdin'],
    ['--since', 'main', '--history'],
    ['--unreachable'],
    ['--coverage', 'lcov.info'],
    ['--tests', 'junit.xml', '--history'],
  ];
  for (const words of wrong) expect(readScanWords(words), words.join(' ')).toBeUndefined();
});
