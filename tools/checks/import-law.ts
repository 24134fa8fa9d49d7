/**
 * Holds the import law (.dependency-cruiser.mjs) over the whole tree, after proving that it sees: a small tree with one
 * breach of every rule is cruised first, and a rule that does not notice its breach fails this check.
 */
import { globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
// @ts-expect-error the configuration is plain JavaScript, which dependency-cruiser loads itself too
import law from '../../.dependency-cruiser.mjs';

interface Law {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: Record<string, unknown>;
}

/** One breach of each rule: path → text. The name before the colon is the rule that must see it. */
const breaches: Record<string, Record<string, string>> = {
  'no-cycles': { 'src/ground/a/x.ts': "import './y.ts';", 'src/ground/a/y.ts': "import './x.ts';" },
  'no-cycles-of-types': {
    'src/ground/a/s.ts': "import type { T } from './t.ts'; export type S = T[];",
    'src/ground/a/t.ts': "import type { S } from './s.ts'; export type T = S[];",
  },
  resolvable: { 'src/ground/a/z.ts': "import './nowhere.ts';" },
  'ground-knows-nothing-above': { 'src/ground/a/up.ts': "import '../../decide/d/index.ts';" },
  'model-knows-nobody': { 'src/ground/model/m.ts': "import '../a/index.ts';" },
  'floors-know-no-flow-or-face': { 'src/decide/d/flow.ts': "import '../../flows/f.ts';" },
  'rooms-do-not-know-each-other': { 'src/decide/d/side.ts': "import '../../prove/p/index.ts';" },
  'flows-know-no-face': { 'src/flows/face.ts': "import '../faces/cli/index.ts';" },
  'faces-enter-through-flows': { 'src/faces/cli/room.ts': "import '../../decide/d/index.ts';" },
  'faces-do-not-know-each-other': { 'src/faces/cli/http.ts': "import '../http/index.ts';" },
  'enter-by-the-door': { 'src/decide/d/back.ts': "import '../../ground/a/inside.ts';" },
  'flows-enter-by-the-door': { 'src/flows/back.ts': "import '../ground/a/inside.ts';" },
  'analyzers-do-no-io': { 'src/observe/o/io.ts': "import 'node:fs';" },
  'pure-rooms-do-no-io': { 'src/decide/d/io.ts': "import 'node:net';" },
  'git-through-one-wrapper': { 'src/flows/spawn.ts': "import 'node:child_process';" },
  'verify-stands-alone': { 'packages/verify/src/v.ts': "import '../../../src/ground/a/index.ts';" },
  'web-talks-http-only': { 'web/src/w.ts': "import '../../src/ground/a/index.ts';" },
  'no-test-in-product': { 'src/ground/a/t.ts': "import './t.test.ts';" },
  'no-development-dependency-in-product': { 'src/ground/a/dev.ts': "import 'fast-check';" },
};
const bystanders: Record<string, string> = {
  'src/ground/a/index.ts': 'export {};',
  'src/ground/a/inside.ts': 'export {};',
  'src/ground/a/t.test.ts': 'export {};',
  'src/decide/d/index.ts': 'export {};',
  'src/prove/p/index.ts': 'export {};',
  'src/flows/f.ts': 'export {};',
  'src/faces/cli/index.ts': 'export {};',
  'src/faces/http/index.ts': 'export {};',
  'tsconfig.json': '{"compilerOptions":{"module":"nodenext"}}',
  'package.json': '{"type":"module","devDependencies":{"fast-check":"*"}}',
};

const root = resolve(import.meta.dirname, '../..');
const { forbidden, options } = law as Law;
const planted = await seesEveryBreach();
const kept = await holdsOverTheTree();
process.exitCode = planted && kept ? 0 : 1;

async function seesEveryBreach(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-law-'));
  try {
    for (const [path, text] of Object.entries(
      Object.assign({}, bystanders, ...Object.values(breaches)) as Record<string, string>,
    )) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const { summary } = await run(folder);
    const seen = new Set(summary.violations.map((violation) => violation.rule.name));
    const blind = forbidden.map((rule) => String(rule.name)).filter((name) => !seen.has(name));
    for (const name of blind) process.stdout.write(`the rule ${name} does not see a planted breach\n`);
    return blind.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function holdsOverTheTree(): Promise<boolean> {
  const { modules, summary } = await run(root);
  const files = globSync(['src/**/*.ts', 'packages/*/src/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root }).filter(
    (path) => !path.includes('/kernel/'),
  );
  const seen = new Set(modules.map((module) => module.source));
  const missed = files.filter((path) => !seen.has(path));
  for (const path of missed) process.stdout.write(`${path} was not looked at\n`);
  for (const { rule, from, to } of summary.violations) {
    const reason = forbidden.find((known) => known.name === rule.name)?.comment ?? '';
    process.stdout.write(`${from} → ${to}\n  breaks ${rule.name}: ${reason}\n`);
  }
  process.stdout.write(`${modules.length} modules, ${summary.violations.length} breaches\n`);
  return missed.length === 0 && summary.violations.length === 0;
}

async function run(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise(['src', 'packages', 'web'], {
    ...options,
    baseDir,
    exclude: { path: ['/dist/', '[.]cache/', '/kernel/', '^web/vite', 'node_modules/.*/node_modules'] },
    ruleSet: { forbidden },
    validate: true,
  });
  return output as ICruiseResult; // without an outputType the API returns the result itself
}
