import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Advisories, openAdvisories, updateSource } from '#ground/advisories';
import { endsOfLife } from './index.ts';

const now = Date.UTC(2026, 10, 22);
const folder = mkdtempSync(join(tmpdir(), 'selvedge-ends-'));
let advisories: Advisories;

const fact = (versions: string, since: number, text: string) => ({
  package: 'pkg:docker/library/node',
  fact: { kind: 'end-of-life', versions, since, text, url: 'https://endoflife.date/nodejs' },
});

beforeAll(async () => {
  await updateSource(folder, {
    source: { id: 'ends', limitHours: 720 },
    checkedAt: now,
    content: {
      kind: 'facts',
      entries: [
        fact('14', Date.UTC(2023, 3, 30), 'Node.js 14 is maintained until 2023-04-30'),
        fact('24', Date.UTC(2028, 3, 30), 'Node.js 24 is maintained until 2028-04-30'),
      ],
    },
  });
  advisories = openAdvisories(folder);
});
afterAll(() => {
  advisories.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const ofImages = (...versions: string[]) =>
  endsOfLife(
    [
      {
        path: 'Dockerfile',
        format: 'container/dockerfile',
        role: 'reference',
        packages: versions.map((version, i) => ({ purl: `pkg:docker/node@${version}`, line: i + 1 })),
      },
    ],
    advisories,
    now,
  );

describe('the end of life [4:end-of-life]', () => {
  test('of an image is told by the release line of its tag, with the day', () => {
    expect(
      ofImages('14', '14.21.3-alpine', 'v14.1').map(({ rule, message, attributes }) => [
        rule,
        message,
        attributes['since'],
      ]),
    ).toEqual([
      ['dependencies/end-of-life', 'node 14: Node.js 14 is maintained until 2023-04-30', '2023-04-30'],
      ['dependencies/end-of-life', 'node 14.21.3-alpine: Node.js 14 is maintained until 2023-04-30', '2023-04-30'],
      ['dependencies/end-of-life', 'node v14.1: Node.js 14 is maintained until 2023-04-30', '2023-04-30'],
    ]);
  });

  test('that has not come yet, and that of another line, is not told', () => {
    expect(ofImages('24', '140', '1.14', 'latest')).toEqual([]);
  });
});
