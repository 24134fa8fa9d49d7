import { expect, test } from 'vitest';
import { failedTestClaims } from './failed-tests.ts';
import type { FailedTest } from './junit.ts';

const failed = (more: Partial<FailedTest>): FailedTest => ({
  name: 'cart › adds',
  file: undefined,
  line: undefined,
  kind: 'failure',
  message: '',
  ...more,
});
const placesOf = (tests: readonly FailedTest[]): string[] =>
  failedTestClaims({ tests: 1, skipped: 0, failed: tests }, 'out/junit.xml', paths).map(
    ({ location, message }) => `${location.path}:${location.startLine} ${message}`,
  );
const paths = ['src/cart.test.ts', 'tests/test_cart.py', 'app/src/test/java/com/acme/CartTest.java'];

test('A failed test stands in its file, by the path or by the class that the report names [5:coverage]', () => {
  expect(
    placesOf([
      failed({ file: '/ci/build/src/cart.test.ts', line: 7, message: 'expected 3\n  at …' }),
      failed({ name: 'tests.test_cart.TestCart › adds', kind: 'error' }),
      failed({ name: 'com.acme.CartTest › adds' }),
      failed({ name: 'elsewhere › adds' }),
    ]),
  ).toEqual([
    'src/cart.test.ts:7 cart › adds failed: expected 3',
    'tests/test_cart.py:1 tests.test_cart.TestCart › adds broke',
    'app/src/test/java/com/acme/CartTest.java:1 com.acme.CartTest › adds failed',
    'out/junit.xml:1 elsewhere › adds failed',
  ]);
});

test('A test that is told twice failed once', () => {
  expect(placesOf([failed({}), failed({})])).toHaveLength(1);
});
