/**
 * What fixes write, held to the tools themselves: each makes its lockfile, it is fixed, and the tool is asked whether it accepts it as it stands.
 * Uses the public registries and the tools that are there, and so runs only where SELVEDGE_TEST_REGISTRIES is set (.ci/run sets it).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderOf, parsePurl, PurlError, satisfies } from '#ground/packages';
import { fix } from '../fix.ts';
import { update } from '../update.ts';
import type { Known } from './known.ts';

const isAsked = (process.env['SELVEDGE_TEST_REGISTRIES'] ?? '') !== '';
const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-fix-tools-')));
beforeAll(() => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

interface Case {
  readonly tool: string;
  readonly slug: string;
  /** Says whether the tool is there. */
  readonly probe: string;
  readonly files: Readonly<Record<string, string>>;
  /** Makes the lockfile. */
  readonly lock: string;
  /** Package URLs without version → ranges that are bad, as the ecosystem writes them. */
  readonly bad: Readonly<Record<string, string>>;
  /** Fails when the tool does not take the files as they stand. */
  readonly check: string;
}

const expressJson =
  '{\n  "name": "shop",\n  "version": "1.0.0",\n  "dependencies": { "express": "4.17.1", "mkdirp": "0.5.1" }\n}\n';
const badOfExpress = { 'pkg:npm/qs': '<6.11.0', 'pkg:npm/minimist': '<1.2.6', 'pkg:npm/send': '<0.19.0' };
const berry = 'YARN_ENABLE_TELEMETRY=0 YARN_NODE_LINKER=node-modules YARN_ENABLE_GLOBAL_CACHE=1 yarn-berry';

const cases: readonly Case[] = [
  {
    tool: 'npm',
    slug: 'fix-npm',
    probe: 'npm --version',
    files: { 'package.json': expressJson },
    lock: 'npm install --package-lock-only --ignore-scripts --no-audit --no-fund',
    bad: badOfExpress,
    check: 'npm ci --ignore-scripts --no-audit --no-fund && npm ls',
  },
  {
    tool: 'pnpm',
    slug: 'fix-pnpm-yarn',
    probe: 'pnpm --version',
    files: { 'package.json': expressJson },
    lock: 'pnpm install --lockfile-only --ignore-scripts',
    bad: badOfExpress,
    check: 'pnpm install --frozen-lockfile --ignore-scripts',
  },
  {
    tool: 'pnpm, beside peers,',
    slug: 'fix-pnpm-yarn',
    probe: 'pnpm --version',
    files: {
      'package.json':
        '{\n  "name": "shop",\n  "version": "1.0.0",\n  "dependencies": { "react": "18.2.0", "react-dom": "18.2.0", "use-sync-external-store": "1.2.0" }\n}\n',
    },
    lock: 'pnpm install --lockfile-only --ignore-scripts',
    bad: { 'pkg:npm/react': '<18.3.0', 'pkg:npm/react-dom': '<18.3.0', 'pkg:npm/use-sync-external-store': '<1.2.1' },
    // Made anew, it is the same.
    check:
      'cp pnpm-lock.yaml before.yaml && pnpm install --frozen-lockfile --ignore-scripts && pnpm install --no-frozen-lockfile --ignore-scripts && diff before.yaml pnpm-lock.yaml && rm -r before.yaml node_modules',
  },
  {
    tool: 'Yarn classic',
    slug: 'fix-pnpm-yarn',
    probe: 'yarn-classic --version',
    files: { 'package.json': expressJson },
    lock: 'yarn-classic install --ignore-scripts --silent',
    bad: badOfExpress,
    check: 'yarn-classic install --frozen-lockfile --ignore-scripts --silent',
  },
  {
    tool: 'Yarn berry',
    slug: 'fix-pnpm-yarn',
    probe: 'yarn-berry --version',
    files: { 'package.json': expressJson, 'yarn.lock': '' },
    // Where `CI` is set, Yarn would take no lockfile that is still to be made.
    lock: `${berry} install --no-immutable --mode=skip-build`,
    bad: badOfExpress,
    check: `${berry} install --immutable --mode=skip-build`,
  },
  {
    tool: 'pip',
    slug: 'fix-python',
    probe: 'pip-compile --version',
    files: { 'requirements.in': 'flask==2.2.5\njinja2<3.1.3\nwerkzeug<2.3\n' },
    lock: 'pip-compile -q --generate-hashes --strip-extras requirements.in',
    bad: { 'pkg:pypi/jinja2': '<3.1.6' },
    check: '"$(dirname "$(command -v pip-compile)")/pip" install --dry-run -q --require-hashes -r requirements.txt',
  },
  {
    tool: 'uv',
    slug: 'fix-python',
    probe: 'uv --version',
    files: {
      'pyproject.toml':
        '[project]\nname = "shop"\nversion = "0.1.0"\nrequires-python = ">=3.10"\ndependencies = ["flask==2.2.5", "jinja2<3.1.3"]\n',
    },
    lock: 'uv lock -q',
    bad: { 'pkg:pypi/jinja2': '<3.1.6' },
    check: 'uv lock --check',
  },
  {
    tool: 'Poetry',
    slug: 'fix-python',
    probe: 'poetry --version',
    files: {
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\nversion = "0.1.0"\ndescription = ""\nauthors = []\npackage-mode = false\n\n[tool.poetry.dependencies]\npython = "^3.10"\njinja2 = "~3.0" # templates\n\n[[tool.poetry.source]]\nname = "simple"\nurl = "https://pypi.org/simple"\npriority = "primary"\n',
    },
    lock: 'poetry lock -q',
    bad: { 'pkg:pypi/jinja2': '<3.1.6' },
    check: 'poetry check --lock && poetry install --dry-run -q',
  },
  {
    tool: 'Go',
    slug: 'fix-go-cargo',
    probe: 'go version',
    files: {
      'main.go':
        'package main\n\nimport (\n\t"fmt"\n\n\t"golang.org/x/net/html"\n)\n\nfunc main() { fmt.Println(html.ErrBufferExceeded) }\n',
      'go.mod': 'module example.org/shop\n\ngo 1.21\n\nrequire golang.org/x/net v0.5.0 // pages\n',
    },
    lock: 'go mod tidy',
    bad: { 'pkg:golang/golang.org/x/net': '<v0.17.0' },
    check: 'go mod verify && go build -mod=readonly -o /dev/null ./...',
  },
  {
    tool: 'Cargo',
    slug: 'fix-go-cargo',
    probe: 'cargo --version',
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nregex = "=1.5.4" # patterns\ntime = "0.3.5"\n',
      'src/main.rs': 'fn main() {}\n',
    },
    lock: 'cargo generate-lockfile -q && cargo update -q -p time --precise 0.3.9',
    bad: { 'pkg:cargo/regex': '<1.5.5', 'pkg:cargo/time': '<0.3.36' },
    check: 'cargo metadata --locked --format-version 1 -q > /dev/null',
  },
];

describe.skipIf(!isAsked)('The tools take what was written (needs SELVEDGE_TEST_REGISTRIES)', () => {
  for (const { tool, slug, probe, files, lock, bad, check } of cases) {
    const isThere = isAsked && spawnSync(probe, { shell: true }).status === 0;
    test.skipIf(!isThere)(
      `${tool} accepts its lockfile after a fix, and after an update [4:${slug}]`,
      // The registries are others': one of their bad minutes is none of ours.
      { timeout: 300_000, retry: 1 },
      async () => {
        const root = realpathSync(mkdtempSync(join(home, 'shop-')));
        for (const [path, text] of Object.entries(files)) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), text);
        }
        run(lock, root);
        const request = { path: root, dryRun: false, writeTo: { kind: 'in-place' } } as const;
        const report = await fix(request, { known: knownBad(bad) });
        expect(report.lockfiles.flatMap(({ dropped }) => dropped)).toEqual([]);
        expect(
          report.lockfiles
            .flatMap(({ done }) => done.flatMap(({ closes }) => closes.map(({ advisory }) => advisory)))
            .toSorted(),
        ).toEqual(Object.keys(bad).toSorted());
        run(check, root);
        // Comments and layout of what people wrote stay.
        for (const [path, text] of Object.entries(files))
          expect(readFileSync(join(root, path), 'utf8').split('\n').length, path).toBeGreaterThanOrEqual(
            text.split('\n').length,
          );
        await update(request, { known: knownBad(bad) });
        run(check, root);
      },
    );
  }
});

function run(command: string, cwd: string): void {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', timeout: 240_000 });
  expect(status, `${command}\n${stdout}\n${stderr}`).toBe(0);
}

/** One advisory for each package, under its own package URL. */
function knownBad(bad: Readonly<Record<string, string>>): Known {
  return {
    isEmpty: false,
    gap: () => undefined,
    against(purl) {
      const parsed = parsePurl(purl);
      if (parsed instanceof PurlError || parsed.version === undefined) return [];
      const name = `pkg:${parsed.type}/${parsed.namespace === undefined ? '' : `${parsed.namespace}/`}${parsed.name}`;
      const range = bad[name];
      const isBad =
        parsed.type === 'golang'
          ? (orderOf('golang')?.compare(parsed.version, range?.slice(1) ?? '') ?? 0) < 0
          : satisfies(parsed.type, parsed.version, range ?? '') === true;
      if (range === undefined || !isBad) return [];
      return [{ id: name, aliases: [], isMalicious: false, summary: 'It does harm.', weight: 500 }];
    },
  };
}
