/**
 * How long a server takes to say whom a new advisory concerns: SBOMs of 100 packages are kept, then an advisory comes about a package that few
 * have, and one about a package that all have. `node bench/watch.ts [SBOMS]`, 2,000 unless said.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageKeyOf, updateSource } from '#ground/advisories';
import { startWatch } from '#flows/watch';
import { operationSettings } from '#flows/operation-settings';
import { type ActorId, digestBytes, newId, now, type ProjectId, type SubjectId } from '#ground/model';
import { addOrganisation } from '#ground/people';
import { advisoriesHome } from '#ground/places';
import { openStore } from '#ground/store';
import { keepInventory } from '#prove/inventories';

const sboms = Number(process.argv[2] ?? 2000);
const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-watch-'));
const store = await openStore({ home });
try {
  const { id: organisation } = await store.system((tx) => addOrganisation(tx, { name: 'Weavers' }, now()));
  let since = performance.now();
  for (let number = 0; number < sboms; number++) await keep(number);
  say(`${sboms} SBOMs of 100 packages kept in ${seconds(since)}`);

  const folder = advisoriesHome(home);
  const known = Array.from({ length: 5000 }, (_, number) => record(`GHSA-${number}`, `known-${number}`));
  await publish(folder, known);
  const watch = startWatch({
    store,
    clock: now,
    settings: operationSettings(home),
    folder,
    onError: (error) => {
      throw error;
    },
    everyMilliseconds: 3_600_000,
  });
  since = performance.now();
  await watch.check();
  say(`all of them matched with 5,000 advisories at the start: ${seconds(since)}`);
  for (const name of ['package-7', 'common']) {
    await publish(folder, [...known, record('GHSA-new', name)]);
    since = performance.now();
    await watch.check();
    const elapsed = seconds(since);
    const [row] = await store.system((tx) =>
      tx.query<{ subjects: number; newly: number }>(
        `select (body::json->'result'->>'subjects')::int4 as subjects, (body::json->'result'->>'newlyCount')::int4 as newly
       from ledger_entry where type = 'inventories.rematch' order by id desc limit 1`,
      ),
    );
    say(
      `an advisory about ${name}: ${row?.newly} packages of ${row?.subjects} subjects newly affected, said after ${elapsed}`,
    );
    await publish(folder, known);
    await watch.check();
  }
  await watch.stop();

  async function keep(number: number): Promise<void> {
    const project = newId<ProjectId>('prj');
    const purls = [
      'pkg:npm/common@1.0.0',
      ...Array.from(
        { length: 99 },
        (_, index) => `pkg:npm/package-${(number * 37 + index * 101) % 20_000}@1.${index}.0`,
      ),
    ];
    const packages = [...new Set(purls)].sort().map((purl) => ({ purl, key: packageKeyOf(purl)?.key ?? '' }));
    const inventory = {
      organisation,
      project,
      subject: newId<SubjectId>('sub'),
      submittedBy: 'system:bench' as ActorId,
      digest: digestBytes(purls.join()),
      packages,
    };
    await store.transaction({ organisation }, (tx) => keepInventory(tx, inventory, now()));
  }
} finally {
  await store.close();
  rmSync(home, { recursive: true, force: true });
}

function record(id: string, name: string): Readonly<Record<string, unknown>> {
  const range = { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] };
  return { id, modified: now(), affected: [{ package: { ecosystem: 'npm', name }, ranges: [range] }] };
}

async function publish(folder: string, records: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const inputs = records.map((content) => ({ name: String(content['id']), content }));
  await updateSource(folder, {
    source: { id: 'osv', limitHours: 48 },
    checkedAt: Date.now(),
    content: { kind: 'records', complete: true, records: inputs },
  });
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
