/**
 * What it costs to take over dumps of advisories: all of them the first time, and again when nothing changed.
 *     node bench/dependencies-import.ts FOLDER
 * FOLDER has OSV dumps, one zip for each ecosystem. Each run is a process of its own; the index lies in a folder that is removed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importAdvisories } from '../src/flows/advisories.ts';

const [folder, home] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Say which advisories: a folder with OSV dumps in it.\n');
  process.exitCode = 2;
} else if (home === undefined) measure(resolve(folder));
else await once(folder);

function measure(dumps: string): void {
  const place = mkdtempSync(join(tmpdir(), 'selvedge-bench-import-'));
  try {
    for (const what of ['the first time', 'again']) {
      const { stdout, status, stderr } = spawnSync(process.execPath, [import.meta.filename, dumps, place], {
        encoding: 'utf8',
        env: { ...process.env, SELVEDGE_DATA_HOME: place },
      });
      process.stdout.write(status === 0 ? `${what}: ${stdout}` : stderr);
    }
    const index = join(place, 'advisories');
    const bytes = readdirSync(index)
      .filter((file) => file.endsWith('.seg'))
      .reduce((sum, file) => sum + statSync(join(index, file)).size, 0);
    process.stdout.write(`index: ${(bytes / 1e6).toFixed(1)} MB\n`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function once(dumps: string): Promise<void> {
  const start = performance.now();
  const { outcomes } = await importAdvisories({ paths: [dumps] });
  const seconds = (performance.now() - start) / 1000;
  const records = outcomes.reduce((sum, outcome) => sum + (outcome.result === 'failed' ? 0 : outcome.records), 0);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processor = (userCPUTime + systemCPUTime) / 1e6;
  process.stdout.write(
    `${records} records in ${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processor time), ${Math.round(maxRSS / 1024)} MB at most\n`,
  );
}
