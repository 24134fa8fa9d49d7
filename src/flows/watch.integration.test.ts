import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { packageKeyOf, updateSource } from '#ground/advisories';
import { Instant, newId, now, type ProjectId, type SubjectId } from '#ground/model';
import { execute, type Operation, type Settings } from '#ground/operations';
import { type Actor, addOrganisation, systemActor } from '#ground/people';
import { advisoriesHome } from '#ground/places';
import { testStore, type TestStore } from '../ground/store/testing.ts';
import { operationSettings } from './operation-settings.ts';
import { rematchInventories } from './operations/inventories.rematch.ts';
import { submitSbom } from './operations/sboms.submit.ts';
import { listAffectedSubjects } from './operations/subjects.affected.ts';
import { registerSubjectOperation } from './operations/subjects.register.ts';
import { startWatch, type Watch } from './watch.ts';

let store: TestStore;
let home: string;
let folder: string;
let settings: Settings;
let weavers: Actor;
let others: Actor;
let watch: Watch;

beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-watch-'));
  folder = advisoriesHome(home);
  settings = operationSettings(home);
  const [one, two] = await Promise.all(
    ['Weavers', 'Others'].map((name) => store.system((tx) => addOrganisation(tx, { name }, now()))),
  );
  weavers = systemActor('test', one!.id);
  others = systemActor('test', two!.id);
  await publish(osv('GHSA-0', 'elsewhere', '1.0.0'));
  watch = newWatch();
  await watch.check();
});
afterEach(async () => {
  await watch.stop();
  rmSync(home, { recursive: true });
  expect(faults.splice(0)).toEqual([]);
});
const faults: unknown[] = [];

function newWatch(everyMilliseconds = 3_600_000): Watch {
  return startWatch({ store, clock: now, settings, folder, onError: (error) => faults.push(error), everyMilliseconds });
}

type Osv = Readonly<Record<string, unknown>>;

function osv(id: string, name: string, fixed: string, more: Osv = {}): Osv {
  const range = { type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] };
  const affected = [{ package: { ecosystem: 'npm', name }, ranges: [range] }];
  return {
    id,
    modified: '2026-01-02T00:00:00Z',
    published: '2026-01-01T00:00:00Z',
    summary: `${name} is weak`,
    affected,
    ...more,
  };
}

/** All that the source has from now on. */
async function publish(...records: Osv[]): Promise<void> {
  const inputs = records.map((content) => ({ name: String(content['id']), content }));
  const content = { kind: 'records' as const, complete: true, records: inputs };
  await updateSource(folder, { source: { id: 'osv', limitHours: 48 }, checkedAt: Date.now(), content });
}

function run<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input>,
  actor: Actor = weavers,
): Promise<z.output<Output>> {
  return execute(operation, input, { store, actor, clock: now, settings }).then(({ result }) => result);
}

async function subjectWith(packages: readonly string[], actor: Actor = weavers): Promise<SubjectId> {
  const project = newId<ProjectId>('prj');
  const { id } = await run(
    registerSubjectOperation,
    { project, kind: 'repository', identity: project, name: project },
    actor,
  );
  await run(submitSbom, { subject: id, packages: [...packages] }, actor);
  return id;
}

/** What the log says that the watch found, the newest last. */
async function detections(actor: Actor = weavers): Promise<readonly Record<string, unknown>[]> {
  const rows = await store.system((tx) =>
    tx.query<{ result: Record<string, unknown> }>(
      `select body::json->'result' as result from ledger_entry where type = 'inventories.rematch' and organisation = $1 order by id`,
      [actor.organisation],
    ),
  );
  return rows.map(({ result }) => result);
}

describe('the watch over what subjects are made of [4:watch]', () => {
  it('says which subjects a new advisory affects newly and which it did before, and how long it took, in the log', async () => {
    const old = await subjectWith(['pkg:npm/lib@1.0.0', 'pkg:npm/quiet@1.0.0']);
    await publish(osv('GHSA-0', 'elsewhere', '1.0.0'), osv('GHSA-1', 'lib', '1.5.0', { aliases: ['CVE-2026-1000'] }));
    await watch.check();
    const fresh = await subjectWith(['pkg:npm/lib@1.7.0']);
    const clean = await subjectWith(['pkg:npm/lib@3.0.0']);
    await publish(osv('GHSA-1', 'lib', '2.0.0', { aliases: ['CVE-2026-1000'] }));
    await watch.check();
    const [first, second, ...more] = await detections();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ subjects: 1, packages: 1, newlyCount: 1, ended: 0 });
    expect(first).toMatchObject({
      detections: [{ advisory: 'GHSA-1', newly: [{ subject: old, packages: ['pkg:npm/lib@1.0.0'] }], before: [] }],
    });
    expect(second).toMatchObject({
      subjects: 3,
      packages: 3,
      detections: [
        {
          advisory: 'GHSA-1',
          aliases: ['CVE-2026-1000'],
          kind: 'vulnerability',
          summary: 'lib is weak',
          newly: [{ subject: fresh, packages: ['pkg:npm/lib@1.7.0'] }],
          before: [old],
        },
      ],
    });
    const [detection] = second!['detections'] as { secondsSincePublished: number; secondsSinceModified: number }[];
    expect(second?.['secondsToDetect']).toBeLessThan(30);
    expect(detection!.secondsSincePublished - detection!.secondsSinceModified).toBe(86_400);
    const affected = await run(listAffectedSubjects, { advisory: 'CVE-2026-1000' });
    expect(affected.items.map(({ subject, purl }) => `${subject} ${purl}`).sort()).toEqual(
      [`${old} pkg:npm/lib@1.0.0`, `${fresh} pkg:npm/lib@1.7.0`].sort(),
    );
    expect((await run(listAffectedSubjects, { subject: clean })).items).toEqual([]);
  });

  it('matches only whom a change concerns, organisation by organisation, and writes nothing when nothing changed', async () => {
    await subjectWith(['pkg:npm/a@1.0.0']);
    const theirs = await subjectWith(['pkg:npm/b@1.0.0'], others);
    await publish(osv('GHSA-2', 'b', '2.0.0'));
    await watch.check();
    await publish(osv('GHSA-2', 'b', '2.0.0'));
    await watch.check();
    expect(await detections()).toEqual([]);
    expect(await detections(others)).toMatchObject([
      { subjects: 1, detections: [{ advisory: 'GHSA-2', newly: [{ subject: theirs }] }] },
    ]);
    expect((await run(listAffectedSubjects, {})).items).toEqual([]);
  });

  it('ends what an advisory no longer says, and knows one that is called otherwise', async () => {
    const subject = await subjectWith(['pkg:npm/c@1.0.0', 'pkg:npm/d@1.0.0']);
    await publish(osv('X-1', 'c', '2.0.0', { aliases: ['CVE-2026-2000'] }), osv('GHSA-4', 'd', '2.0.0'));
    await watch.check();
    const [before] = (await run(listAffectedSubjects, { advisory: 'X-1' })).items;
    await publish(
      osv('GHSA-3', 'c', '2.0.0', { aliases: ['CVE-2026-2000'] }),
      osv('GHSA-4', 'd', '2.0.0', { withdrawn: '2026-02-01T00:00:00Z' }),
    );
    await watch.check();
    expect((await detections()).at(-1)).toMatchObject({ newlyCount: 0, ended: 1, detections: [] });
    const { items } = await run(listAffectedSubjects, { subject });
    expect(items).toMatchObject([{ advisory: 'GHSA-3', purl: 'pkg:npm/c@1.0.0', since: before?.since }]);
  });

  it('at a start it matches what was matched with another state, and no more', async () => {
    const subject = await subjectWith(['pkg:npm/e@1.0.0']);
    await watch.stop();
    await publish(osv('GHSA-5', 'e', '2.0.0'));
    for (const _ of [1, 2]) {
      watch = newWatch();
      await watch.check();
      await watch.stop();
    }
    expect(await detections()).toMatchObject([{ detections: [{ advisory: 'GHSA-5', newly: [{ subject }] }] }]);
  });

  it('sees a change by itself within a second or two', async () => {
    const subject = await subjectWith(['pkg:npm/f@1.0.0']);
    await watch.stop();
    watch = newWatch(100);
    await watch.check();
    await publish(osv('GHSA-6', 'f', '2.0.0'));
    await expect
      .poll(() => run(listAffectedSubjects, { advisory: 'GHSA-6' }), { timeout: 20_000 })
      .toMatchObject({ items: [{ subject }] });
  });

  it('an SBOM replaces the one before, tells what is known of it at once, and names what nobody watches', async () => {
    await publish(osv('GHSA-7', 'g', '2.0.0'));
    await watch.check();
    const subject = await subjectWith(['pkg:npm/g@1.0.0', 'pkg:npm/h@1.0.0']);
    const sbom = JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [
        { type: 'library', name: 'g', version: '1.1.0', purl: 'pkg:npm/g@1.1.0' },
        { type: 'library', name: 'x', version: '1.0', purl: 'pkg:cargo/x@1.0.0' },
      ],
    });
    const receipt = await run(submitSbom, { subject, sbom });
    expect(receipt).toMatchObject({ packages: 2, affected: 1, newly: 1, unknown: ['cargo'] });
    expect((await run(listAffectedSubjects, { subject })).items.map(({ purl }) => purl)).toEqual(['pkg:npm/g@1.1.0']);
    expect(await run(submitSbom, { subject, packages: ['pkg:npm/g@1.1.0', 'no purl'] })).toMatchObject({
      packages: 1,
      unnamed: 1,
      newly: 0,
    });
    for (const refused of [{}, { sbom: '{}' }, { sbom: '{"bomFormat": "CycloneDX"' }, { sbom, packages: [] }])
      await expect(run(submitSbom, { subject, ...refused })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await run(listAffectedSubjects, { subject })).toMatchObject({
      items: [{ purl: 'pkg:npm/g@1.1.0' }],
      next: null,
    });
  });

  it('a damaged index takes nothing away: inventories are kept, and matched when it is whole again', async () => {
    await publish(osv('GHSA-8', 'i', '2.0.0'));
    await watch.check();
    const known = await subjectWith(['pkg:npm/i@1.0.0']);
    const path = join(folder, 'manifest.json');
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, 40));
    const fresh = await subjectWith(['pkg:npm/i@1.5.0']);
    await watch.check();
    await watch.check();
    expect(faults.splice(0)).toMatchObject([{ code: 'corrupt', file: 'manifest.json' }]);
    expect((await run(listAffectedSubjects, { advisory: 'GHSA-8' })).items).toMatchObject([{ subject: known }]);
    writeFileSync(path, whole);
    await publish(osv('GHSA-8', 'i', '2.0.0'), osv('GHSA-9', 'elsewhere', '2.0.0'));
    await watch.check();
    const { items } = await run(listAffectedSubjects, { advisory: 'GHSA-8' });
    expect(items.map(({ subject }) => subject).sort()).toEqual([known, fresh].sort());
  });

  it('whoever names keys has those matched, and is not taken for matched with all that changed', async () => {
    const subject = await subjectWith(['pkg:npm/j@1.0.0', 'pkg:npm/k@1.0.0']);
    await watch.check();
    await watch.stop();
    await publish(osv('GHSA-10', 'j', '2.0.0'), osv('GHSA-11', 'k', '2.0.0'));
    const person: Actor = { ...weavers, kind: 'person' };
    expect(await run(rematchInventories, { keys: [packageKeyOf('pkg:npm/j')!.key] }, person)).toMatchObject({
      newlyCount: 1,
    });
    watch = newWatch();
    await watch.check();
    const { items } = await run(listAffectedSubjects, { subject });
    expect(items.map(({ advisory }) => advisory)).toEqual(['GHSA-10', 'GHSA-11']);
  });

  it('what has control characters, half a character, or more length than can be kept counts as unnamed', async () => {
    const subject = await subjectWith([]);
    const hostile = ['a%00b', 'a%1Fb', 'a%7Fb', 'a%C2%85b', 'a\u0000b', encodeURIComponent('é'.repeat(500))];
    const packages = ['pkg:npm/a@1.0.0', 'pkg:npm/b@1%00', ...hostile.map((name) => `pkg:npm/${name}@1`)];
    const components = packages.map((purl, at) => ({ type: 'library', name: `c${at}`, version: '1', purl }));
    const sbom = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components });
    expect(await run(submitSbom, { subject, sbom })).toMatchObject({ packages: 1, unnamed: packages.length - 1 });
    const short = ['pkg:npm/a\ud800@1', ...packages.filter(({ length }) => length <= 1024)];
    expect(await run(submitSbom, { subject, packages: short })).toMatchObject({
      packages: 1,
      unnamed: short.length - 1,
    });
  });

  it('an organisation that fails holds up no other, and is tried again alone after a pause that grows', async () => {
    const mine = await subjectWith(['pkg:npm/m@1.0.0']);
    const theirs = await subjectWith(['pkg:npm/m@1.0.0', 'pkg:npm/n@1.0.0'], others);
    await watch.stop();
    const matched: string[] = [];
    let isBroken = true;
    const broken: TestStore = {
      ...store,
      system: (work, options) => store.system(work, options),
      transaction(tenant, work, options) {
        const name = tenant.organisation === weavers.organisation ? 'weavers' : 'others';
        matched.push(name);
        return isBroken && name === 'weavers'
          ? Promise.reject(new Error('too much'))
          : store.transaction(tenant, work, options);
      },
    };
    let time = Date.now();
    const clock = () => Instant.parse(new Date(time).toISOString());
    const onError = (error: unknown) => faults.push(error);
    watch = startWatch({ store: broken, clock, settings, folder, onError, everyMilliseconds: 3_600_000 });
    await publish(osv('GHSA-12', 'm', '2.0.0'));
    await watch.check();
    expect((await run(listAffectedSubjects, { subject: theirs }, others)).items).toHaveLength(1);
    expect(faults.splice(0)).toMatchObject([{ message: 'too much' }]);
    matched.length = 0;
    const tried: number[] = [];
    for (let second = 1; second <= 20; second++) {
      time += 1000;
      await watch.check();
      if (matched.length > 0) tried.push(second);
      expect(matched.splice(0)).not.toContain('others');
    }
    expect(tried).toEqual([2, 6, 14]);
    expect(faults.splice(0)).toHaveLength(3);
    isBroken = false;
    await publish(osv('GHSA-12', 'm', '2.0.0'), osv('GHSA-13', 'n', '2.0.0'));
    await watch.check();
    expect((await run(listAffectedSubjects, { subject: mine })).items).toMatchObject([{ advisory: 'GHSA-12' }]);
    expect((await run(listAffectedSubjects, { subject: theirs }, others)).items).toHaveLength(2);
    matched.length = 0;
    time += 3_600_000;
    await watch.check();
    expect(matched).toEqual([]);
  });
});
