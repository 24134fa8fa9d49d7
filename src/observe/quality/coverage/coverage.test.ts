import { expect, test } from 'vitest';
import { readJUnit } from '../junit.ts';
import { ReportFailure } from './coverage.ts';
import { placed } from './place.ts';
import { readCoverage } from './read.ts';

function read(text: string): unknown {
  const { format, coverage } = readCoverage(Buffer.from(text));
  return { format, files: Object.fromEntries([...coverage].map(([path, lines]) => [path, Object.fromEntries(lines)])) };
}

test('lcov: lines of a file that several tests ran are added up [5:coverage]', () => {
  expect(
    read('TN:\nSF:src/a.ts\nFN:1,f\nDA:1,2\nDA:2,0\nend_of_record\nSF:src/a.ts\nDA:2,1,abc\nend_of_record\n'),
  ).toEqual({ format: 'lcov', files: { 'src/a.ts': { 1: 2, 2: 1 } } });
});

test('Cobertura: lines of classes, not those of methods again [5:coverage]', () => {
  expect(
    read(
      '<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="0.5"><packages><package name="p"><classes><class filename="app/a.py"><methods><method><lines><line number="1" hits="9"/></lines></method></methods><lines><line number="1" hits="1"/><line number="3" hits="0"/></lines></class></classes></package></packages></coverage>',
    ),
  ).toEqual({ format: 'cobertura', files: { 'app/a.py': { 1: 1, 3: 0 } } });
});

test('JaCoCo: a line ran when one of its instructions did, in groups too [5:coverage]', () => {
  expect(
    read(
      '<report name="r"><group name="g"><package name="com/acme"><sourcefile name="A.java"><line nr="7" mi="1" ci="3" mb="0" cb="0"/><line nr="8" mi="2" ci="0"/></sourcefile></package></group></report>',
    ),
  ).toEqual({ format: 'jacoco', files: { 'com/acme/A.java': { 7: 1, 8: 0 } } });
});

test('Clover: files below packages and beside them [5:coverage]', () => {
  expect(
    read(
      '<coverage generated="1"><project timestamp="1"><file path="/b/src/z.js" name="z.js"><line num="1" count="4" type="stmt"/></file><package name="p"><file name="y.php"><line num="2" count="0" type="stmt"/></file></package></project></coverage>',
    ),
  ).toEqual({ format: 'clover', files: { '/b/src/z.js': { 1: 4 }, 'y.php': { 2: 0 } } });
});

function refused(text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    return error instanceof ReportFailure ? `${error.code} ${error.line}: ${error.message}` : error;
  }
}

test('A report that is none says what was expected, and where', () => {
  expect(refused('hello')).toBe('unknown-format 1: neither lcov (SF:, DA:) nor XML of Cobertura, JaCoCo or Clover');
  expect(refused('SF:a\nDA:x,1\n')).toBe('malformed 2: DA: and two numbers were expected');
  expect(refused('<html/>')).toBe('unknown-format 1: the root element is html');
  expect(refused('<coverage><a></coverage>')).toMatch(/^malformed 1: /);
});

test('Files are found by the longest end of their path, and not where two are meant', () => {
  const lines = new Map([[1, 1]]);
  const coverage = new Map([
    ['/home/ci/build/shop/src/pay.ts', lines],
    ['com/acme/A.java', lines],
    ['C:\\work\\src\\win.ts', lines],
    ['index.ts', lines],
    ['/elsewhere/lib/util.ts', lines],
  ]);
  const paths = [
    'src/pay.ts',
    'src/main/java/com/acme/A.java',
    'src/win.ts',
    'a/index.ts',
    'b/index.ts',
    'tools/util.ts',
  ];
  expect([...placed(coverage, paths).keys()]).toEqual(['src/pay.ts', 'src/main/java/com/acme/A.java', 'src/win.ts']);
});

test('JUnit: failures and errors with where they are; what passed when run again is none [5:coverage]', () => {
  const report = readJUnit(
    Buffer.from(
      '<testsuites><testsuite name="s"><testcase classname="pay" name="charges" file="src/pay.test.ts" line="9"><failure message="expected 1">at …</failure></testcase><testcase name="ok"/><testcase name="later"><skipped/></testcase><testsuite name="t"><testcase classname="t" name="boom"><error>it broke</error></testcase><testcase name="flaky"><flakyFailure message="once"/></testcase></testsuite></testsuite></testsuites>',
    ),
  );
  expect(report).toEqual({
    tests: 5,
    skipped: 1,
    failed: [
      { name: 'pay › charges', file: 'src/pay.test.ts', line: 9, kind: 'failure', message: 'expected 1' },
      { name: 't › boom', file: undefined, line: undefined, kind: 'error', message: 'it broke' },
    ],
  });
});
