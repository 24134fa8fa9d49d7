import { childOf, type XmlElement } from '#ground/formats';
import { ReportFailure } from './coverage/coverage.ts';
import { rootOf } from './coverage/xml.ts';

/** A test that did not pass, as JUnit's XML tells it. */
export interface FailedTest {
  /** `suite › test`. */
  readonly name: string;
  /** Where the report says it stands: a file's path, if any, and a line. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly kind: 'failure' | 'error';
  readonly message: string;
}

export interface TestReport {
  readonly tests: number;
  readonly skipped: number;
  readonly failed: readonly FailedTest[];
}

/** The XML that Ant's JUnit task began and every runner writes: `testsuites`, `testsuite`, `testcase`. Throws ReportFailure. */
export function readJUnit(bytes: Uint8Array): TestReport {
  const root = rootOf(bytes);
  if (root.name !== 'testsuites' && root.name !== 'testsuite')
    throw new ReportFailure('unknown-format', `testsuites was expected, the root element is ${root.name}`, root.line);
  const failed: FailedTest[] = [];
  let tests = 0;
  let skipped = 0;
  const waiting: XmlElement[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (element.name === 'testcase') {
      tests += 1;
      if (childOf(element, 'skipped') !== undefined) skipped += 1;
      const failure = failureOf(element);
      if (failure !== undefined) failed.push(failure);
    } else waiting.push(...element.children.toReversed());
  }
  return { tests, skipped, failed };
}

/** Reruns that passed in the end (`flakyFailure`, `rerunFailure`) are no failures. */
function failureOf(test: XmlElement): FailedTest | undefined {
  const told = childOf(test, 'failure') ?? childOf(test, 'error');
  if (told === undefined) return undefined;
  const line = test.attributes.get('line');
  const group = test.attributes.get('classname');
  const name = test.attributes.get('name') ?? '(no name)';
  return {
    name: (group === undefined || group === '' ? name : `${group} › ${name}`).slice(0, 300),
    file: test.attributes.get('file'),
    line: line !== undefined && /^[1-9]\d{0,8}$/.test(line) ? Number(line) : undefined,
    kind: told.name === 'error' ? 'error' : 'failure',
    message: (told.attributes.get('message') ?? told.text).slice(0, 500),
  };
}
