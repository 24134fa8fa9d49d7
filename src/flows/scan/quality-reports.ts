import { readFileSync, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { digestBytes } from '#ground/model';
import { type CoverageReport, readCoverage, readJUnit, ReportFailure } from '#observe/quality';
import { ScanRequestError } from './error.ts';
import type { Place } from './place.ts';
import type { ScanRequest } from './request.ts';

/** What a person's own tools wrote, as they gave it: evidence from outside, taken at its word. */
export interface GivenReports {
  readonly coverage: readonly (CoverageReport & { readonly digest: string })[];
  readonly tests: readonly {
    readonly path: string;
    readonly digest: string;
    readonly report: ReturnType<typeof readJUnit>;
  }[];
}

/** Throws ScanRequestError. */
export function readGiven({ coverage = [], tests = [], source }: ScanRequest, place: Place): GivenReports {
  if (source.kind !== 'since' && source.kind !== 'staged')
    throw new ScanRequestError('contradiction', 'reports of coverage and tests are read of a change alone', {
      remedy: 'add --since REV or --staged',
    });
  return {
    coverage: coverage.map((path) => {
      const { name, bytes, madeAt, digest } = readReport(path, place, 'coverage');
      return { path: name, madeAt, digest, ...parsed(path, bytes, readCoverage, remedies.coverage) };
    }),
    tests: tests.map((path) => {
      const { name, bytes, digest } = readReport(path, place, 'tests');
      return { path: name, digest, report: parsed(path, bytes, readJUnit, remedies.tests) };
    }),
  };
}

const remedies = {
  coverage:
    'give lcov (lcov.info), or XML of Cobertura, JaCoCo or Clover; most test runners write one of them when asked for coverage',
  tests: 'give JUnit’s XML; most test runners write it when asked: --reporter=junit, --junitxml=FILE, --log-junit FILE',
} as const;

const mostBytes = 256 * 1024 * 1024;

function readReport(
  given: string,
  { root }: Place,
  flag: 'coverage' | 'tests',
): { readonly name: string; readonly bytes: Buffer; readonly madeAt: number; readonly digest: string } {
  const path = resolve(given);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new ScanRequestError('not-found', `there is no ${given}`, {
      remedy: `run the tests first, so that they write it; --${flag} takes a path from here`,
    });
  if (!stat.isFile()) throw new ScanRequestError('bad-report', `${given} is no file`, { remedy: remedies[flag] });
  if (stat.size > mostBytes)
    throw new ScanRequestError('bad-report', `${given} has ${stat.size} bytes; the limit is ${mostBytes}`, {
      remedy: 'give one report for each part of the project: the option can be repeated',
    });
  const inside = relative(root, path).split(sep).join('/');
  const bytes = readFileSync(path);
  // Paths of this machine stay on it.
  const name = inside.startsWith('../') || inside === '' ? basename(path) : inside;
  return { name, bytes, madeAt: stat.mtimeMs, digest: digestBytes(bytes) };
}

function parsed<Report>(given: string, bytes: Buffer, read: (bytes: Uint8Array) => Report, remedy: string): Report {
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof ReportFailure)) throw error;
    const where = error.line === undefined ? '' : `:${error.line}`;
    throw new ScanRequestError('bad-report', `${given}${where}: ${error.message}`, { remedy, cause: error });
  }
}
