/**
 * What a team's gitleaks configuration costs: CPU time of the secrets analyzer over the text files of a folder, with and without it,
 * interleaved. `node bench/secrets-own-rules.ts FOLDER [CONFIG.toml]`; without a configuration, twenty rules of the kinds that teams write.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath } from '../src/ground/places/index.ts';
import { analyzer, compileOwnRules } from '../src/observe/secrets/index.ts';

const [folder = '.', config] = process.argv.slice(2);
const rounds = 3;
const mostBytes = 200 * 1024 * 1024;

const names = [
  'acme',
  'warehouse',
  'billing',
  'orders',
  'identity',
  'gateway',
  'search',
  'mailer',
  'ledger',
  'partner',
];
const typical = names
  .map(
    (name) => `
[[rules]]
id = "${name}-token"
regex = '''\\b(${name.slice(0, 3)}_(?i)[a-z0-9]{32})(?:[\\x60'"\\s;]|\\\\[nr]|$)'''
keywords = ["${name.slice(0, 3)}_"]
[[rules]]
id = "${name}-key"
regex = '''(?i)[\\w.-]{0,50}?(?:${name})(?:[ \\t\\w.-]{0,20})[\\s'"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'"\\s=]{0,5}([a-z0-9=_\\-]{32,64})(?:[\\x60'"\\s;]|\\\\[nr]|$)'''
entropy = 3
keywords = ["${name}"]
`,
  )
  .join('');

const files = [...texts(folder)];
const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const text = config === undefined ? typical : readFileSync(config, 'utf8');
const since = performance.now();
const own = await compileOwnRules({
  rules: [],
  changes: {},
  gitleaks: { configs: [{ path: '.gitleaks.toml', text }] },
  builtin: new Set(),
});
const compiled = performance.now() - since;
const sessions = {
  without: analyzer.open(assets, { projectKey: 'bench' }),
  with: analyzer.open(assets, { projectKey: 'bench', own: own.settings }),
};
const best = { without: Infinity, with: Infinity };
let found = 0;
for (let round = 0; round < rounds; round += 1)
  for (const which of ['without', 'with'] as const) {
    const cpu = process.cpuUsage();
    found = 0;
    for (const { path, bytes } of files) {
      const { facts } = sessions[which].extract({ path, size: bytes.length, bytes }, performance.now() + 10_000);
      if (Array.isArray(facts)) found += facts.length;
    }
    const { user, system } = process.cpuUsage(cpu);
    best[which] = Math.min(best[which], (user + system) / 1e6);
  }
const opened = JSON.stringify(own.settings).length;
process.stdout.write(
  `${files.length} files, ${(bytes / 1e6).toFixed(0)} MB: ${best.without.toFixed(2)} s CPU without, ${best.with.toFixed(2)} s with ${own.docs.length} rules: ` +
    `× ${(best.with / best.without).toFixed(2)}; ${found} facts; compiled in ${compiled.toFixed(0)} ms to ${(opened / 1024).toFixed(0)} KiB; ` +
    `${own.notLookedAt.length} things that cannot be honoured\n`,
);

function* texts(root: string, total = { bytes: 0 }): Generator<{ path: string; bytes: Uint8Array }> {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const path = join(root, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* texts(path, total);
    if (!entry.isFile() || statSync(path).size > 4 * 1024 * 1024 || total.bytes > mostBytes) continue;
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 8000).includes(0)) continue;
    total.bytes += bytes.length;
    yield { path, bytes };
  }
}
