import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { scan } from '#observe/engine';
import { analyzer, fillExample } from '#observe/secrets';
import { analyzers } from '../analyzers.generated.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-exact-')));
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const projectKey = 'a key of the test';
const session = analyzer.open(new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))])), {
  projectKey,
});

/** Lines that files are made of: code, secrets of several kinds, parts of secrets, and what stands in their way. */
const lines = [
  'export function charge(amount: number) { return amount * 2; }',
  '// nothing to see here, and nothing to find either',
  "const path = '/usr/local/share/example/of/a/path';",
  '',
  "const token = 'ghp_{{random:base62:36}}';",
  'password = "{{random:base62:20}}"',
  'aws_access_key_id = AKIA{{random:upper:16}}',
  'aws_secret_access_key = {{random:base64:40}}',
  'url: postgres://admin:{{random:base62:18}}@db.acme.dev:5432/shop',
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIIE{{random:base64:60}}',
  '{{random:base64:64}}',
  '-----END RSA PRIVATE KEY-----',
  'FAR',
  'ENCODED',
  'ESCAPED',
  'heroku',
  'a0f3{{random:hex:4}}-{{random:hex:4}}-4{{random:hex:3}}-a{{random:hex:3}}-{{random:hex:12}}',
];

const line = fc
  .tuple(fc.integer({ min: 0, max: lines.length - 1 }), fc.integer({ min: 0, max: 40 }))
  .map(([kind, seed]) => {
    const text = fillExample(lines[kind]!, `line ${kind} of ${seed}`);
    const secret = fillExample("token = 'ghp_{{random:base62:36}}'", `encoded ${seed}`);
    // Further than anything around a secret has a say in it.
    if (text === 'FAR')
      return Array.from({ length: 250 }, (_, i) => `line ${i} of some code that is in the way`).join('\n');
    if (text === 'ENCODED') return `data: ${Buffer.from(`some text before it, then ${secret}`).toString('base64')}`;
    if (text === 'ESCAPED') return `"${secret.replaceAll("'", '\\u0027').replace('=', '\\u003d')}"`;
    return text;
  });

type Edit = (text: string) => string;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, line).map(
    ([at, added]): Edit =>
      (text) =>
        atLine(text, at, (rest) => [added, ...rest]),
  ),
  place.map(
    (at): Edit =>
      (text) =>
        atLine(text, at, ([, ...rest]) => rest),
  ),
  fc.tuple(place, line).map(
    ([at, put]): Edit =>
      (text) =>
        atLine(text, at, ([, ...rest]) => [put, ...rest]),
  ),
  // In the middle of whatever stands there: a token is cut, or made whole.
  fc.tuple(place, fc.constantFrom('', ' ', '\n', 'x')).map(([at, put]): Edit => (text) => {
    const middle = Math.floor(at * text.length);
    return text.slice(0, middle) + put + text.slice(middle + (put === '' ? 1 : 0));
  }),
);

function atLine(text: string, at: number, change: (rest: string[]) => string[]): string {
  const all = text.split('\n');
  const middle = Math.floor(at * all.length);
  return [...all.slice(0, middle), ...change(all.slice(middle))].join('\n');
}

const history = fc.tuple(
  fc.array(line, { minLength: 20, maxLength: 60 }),
  fc.array(edit, { minLength: 5, maxLength: 25 }),
);

/** Versions of one file, one commit each, packed in deltas. */
function repositoryOf(versions: readonly string[], path: string): string {
  const root = mkdtempSync(join(home, 'repository-'));
  mkdirSync(join(root, 'work'));
  const git = (args: readonly string[], input = ''): void => {
    execFileSync('git', args, {
      cwd: root,
      input,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  };
  git(['init', '-q', '-b', 'main']);
  const commits = versions.map((text, i) => {
    const length = Buffer.byteLength(text);
    return `commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + i} +0000\ndata 1\nx\nM 100644 inline ${path}\ndata ${length}\n${text}\n`;
  });
  git(['fast-import', '--quiet'], commits.join(''));
  git(['repack', '-adfq', '--depth=50', '--window=30']);
  return root;
}

function keys(claims: readonly { rule: string; locus: unknown }[]): string[] {
  return [...new Set(claims.map(({ rule, locus }) => `${rule} ${JSON.stringify(locus)}`))].sort();
}

test('A scan of history finds what extracting each version by itself finds, whatever was edited [3:secrets-history-exact]', async () => {
  const path = 'src/settings.txt';
  await fc.assert(
    fc.asyncProperty(history, async ([first, edits]) => {
      const versions = edits.reduce((all, change) => [...all, change(all.at(-1))], [first.join('\n')]);
      const root = repositoryOf(versions, path);
      const { findings, scope } = await scan({
        source: { kind: 'history', root },
        analyzers,
        projectKey,
        exclude: [],
        cache: false,
      });
      const naive = versions.flatMap((text) => {
        const bytes = Buffer.from(text);
        const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
        return facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
      });
      rmSync(root, { recursive: true });
      expect(keys(findings)).toEqual(keys(naive));
      expect(scope.notLookedAt).toEqual([]);
      const inLast = session.extract({ path, size: 0, bytes: Buffer.from(versions.at(-1)) }, Infinity).facts;
      const last = inLast === undefined ? [] : session.conclude([{ path, facts: inLast }]).claims;
      expect(keys(findings.filter((finding) => finding.history?.inHead === true))).toEqual(keys(last));
    }),
    { numRuns: 25 },
  );
}, 300_000);
