import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { locked, openAdvisories } from '#ground/advisories';
import { zip } from '../../ground/archives/testing.ts';
import { dumpFiles, osvRecord } from '../../observe/feeds/testing.ts';
import { advisoriesStatus, importAdvisories, removeAdvisories, syncAdvisories } from '../advisories.ts';
import { at, dump, given, here, home, left, noon, world } from './testing.ts';

const declared = (name: string): string =>
  `version: 1
id: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f
advisories:
  sources: [{ from: files, name: ${name}, url: 'https://feeds.example.org/${name}.zip' }]
`;

describe('the commands about advisories [4:advisories-commands]', () => {
  test('import takes dumps by their names, several at once, and says how old they are', async () => {
    const { outcomes, status } = await importAdvisories({
      paths: [dump('npm.zip', left), dump('malicious-npm.zip', osvRecord('MAL-2026-1', 'evil', '9.0.0'))],
      now: noon,
    });
    expect(outcomes.map(({ source, result }) => [source.id, result])).toEqual([
      ['osv-npm', 'updated'],
      ['malicious-npm', 'updated'],
    ]);
    expect(status.sources).toMatchObject([
      { id: 'malicious-npm', records: 1, partial: true, ageHours: 60, isStale: false },
      { id: 'osv-npm', records: 1, types: ['npm'], ageHours: 60, limitHours: 72, isStale: false },
    ]);
    expect(advisoriesStatus({ now: at('2026-11-23T12:00:00Z') }).sources[1]).toMatchObject({ isStale: true });
  });

  test('import of loose records makes no ecosystem known, that of a dump does [4:advisories-stale]', async () => {
    const loose = join(home, 'loose');
    mkdirSync(loose);
    for (const name of ['a', 'b', 'c'])
      writeFileSync(join(loose, `${name}.json`), JSON.stringify({ ...left, id: `OWN-${name}` }));
    await importAdvisories({ paths: [loose, given('npm.json', JSON.stringify([left]))], now: noon });
    expect(standing()).toBe('none');
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon, asOf: noon() });
    expect(standing()).not.toBe('none');
  });

  test('import takes a folder of dumps as each of them, and a date that somebody gives', async () => {
    dump('npm.zip', left);
    dump('PyPI.zip', osvRecord('PYSEC-2026-1', 'right'));
    mkdirSync(join(home, 'given/crates.io'));
    copyFileSync(dump('x.zip', osvRecord('RUSTSEC-2026-0001', 'c')), join(home, 'given/crates.io/all.zip'));
    rmSync(join(home, 'given/x.zip'));
    const { status } = await importAdvisories({ paths: [join(home, 'given')], asOf: noon(), now: noon });
    expect(status.sources.map(({ id, ageHours }) => [id, ageHours])).toEqual([
      ['osv-crates.io', 0],
      ['osv-npm', 0],
      ['osv-pypi', 0],
    ]);
  });

  test('import knows catalogues by what stands in them, whatever they are called [4:kev] [4:epss] [4:end-of-life]', async () => {
    const scores = '#model_version:v1,score_date:2026-11-21T00:00:00Z\ncve,epss,percentile\nCVE-2021-44228,0.9,0.9\n';
    const paths = [
      given('a.json', '{"dateReleased":"2026-11-20T00:00:00Z","vulnerabilities":[{"cveID":"CVE-2021-44228"}]}'),
      given('b.json', '{"generated_at":"2026-11-20T00:00:00Z","result":[{"name":"x","releases":[]}]}'),
      given('epss_scores-2026-11-21.csv.gz', gzipSync(scores)),
      given('c.json', JSON.stringify([left])),
    ];
    const { status } = await importAdvisories({ paths, now: noon });
    expect(status.sources.map(({ id, kind, ageHours }) => [id.slice(0, 6), kind, ageHours])).toEqual([
      ['end-of', 'facts', 60],
      ['epss', 'epss', 36],
      ['kev', 'exploited', 60],
      ['own-c-', 'advisories', 60],
    ]);
  });

  test('import of what is not there names it', async () => {
    await expect(importAdvisories({ paths: [join(home, 'nowhere.zip')] })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('sync asks about what the project is made of, and nothing else', async () => {
    const project = join(home, 'project');
    mkdirSync(join(project, 'node_modules/x'), { recursive: true });
    writeFileSync(join(project, 'package-lock.json'), '{"name":"p","lockfileVersion":3,"packages":{}}');
    writeFileSync(join(project, 'node_modules/x/go.mod'), 'module x\n');
    world.answers = { 'osv-vulnerabilities.storage.googleapis.com/npm/all.zip': zip(dumpFiles([left])) };
    const { outcomes } = await syncAdvisories({ path: project, net: world.network, now: noon });
    expect(outcomes.map(({ source, result }) => [source.id, result])).toEqual([
      ['osv-npm', 'updated'],
      ['kev', 'failed'],
      ['epss', 'failed'],
      ['end-of-life', 'failed'],
    ]);
    expect(world.asked().some((line) => line.includes('/Go/'))).toBe(false);
    const { sources, failed } = advisoriesStatus({ now: noon });
    expect(sources.map(({ id }) => id)).toEqual(['osv-npm']);
    expect(failed.map(({ id, code }) => [id, code])).toEqual([
      ['end-of-life', 'not-found'],
      ['epss', 'not-found'],
      ['kev', 'not-found'],
    ]);
  });

  test('sync asks what selvedge.yaml declares, with its ages', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    writeFileSync(
      join(project, 'selvedge.yaml'),
      `version: 1
id: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f
advisories:
  limitHours: 5
  sources:
    - { from: files, name: ours, url: 'https://feeds.example.org/ours.zip' }
    - { from: kev, limitHours: 300 }
`,
    );
    world.answers = { 'feeds.example.org/ours.zip': zip(dumpFiles([left])) };
    const { outcomes } = await syncAdvisories({ path: project, net: world.network, now: noon });
    expect(outcomes.map(({ source }) => [source.kind, source.limitHours])).toEqual([
      ['osv-files', 5],
      ['known-exploited', 300],
    ]);
  });

  test('a declared folder that is a link out of the project is not read', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    symlinkSync(home, join(project, 'out'));
    writeFileSync(
      join(project, 'selvedge.yaml'),
      'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\nadvisories:\n  sources: [{ from: files, name: a, path: out }]\n',
    );
    const asked = syncAdvisories({ path: project, net: world.network });
    await expect(asked).rejects.toMatchObject({ code: 'outside', message: 'out leads out of the project' });
  });

  test('from merge on, the declaration of the target is asked, not that of what is scanned', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: project });
    git('init', '-q', '-b', 'main');
    writeFileSync(join(project, 'selvedge.yaml'), declared('ours'));
    git('add', '.');
    git('commit', '-qm', 'x');
    writeFileSync(join(project, 'selvedge.yaml'), declared('theirs'));
    world.answers = { 'feeds.example.org/ours.zip': zip(dumpFiles([left])) };
    await syncAdvisories({ path: project, target: 'main', net: world.network, now: noon });
    expect(world.asked()).toEqual(['GET feeds.example.org/ours.zip']);
  });

  test('sync of a folder that says nothing asks for a word, and of unknown names says which there are', async () => {
    const project = join(home, 'empty');
    mkdirSync(project);
    const asked = { path: project, net: world.network };
    await expect(syncAdvisories(asked)).rejects.toMatchObject({ code: 'nothing-to-ask' });
    await expect(syncAdvisories({ ...asked, ecosystems: ['nmp'] })).rejects.toMatchObject({
      code: 'unknown-ecosystem',
    });
    await expect(syncAdvisories({ ...asked, sources: ['nvd'] })).rejects.toMatchObject({ code: 'unknown-source' });
    expect(world.asked()).toEqual([]);
  });

  test('what was had once is kept up to date by every sync', async () => {
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
    const project = join(home, 'empty');
    mkdirSync(project);
    const { outcomes } = await syncAdvisories({ path: project, net: world.network, sources: ['osv'], now: noon });
    expect(outcomes.map(({ source }) => source.id)).toEqual(['osv-npm']);
  });

  test('two at once: the second is told that another is at it', async () => {
    const path = dump('npm.zip', left);
    const held = join(here(), 'fetched');
    mkdirSync(held, { recursive: true });
    writeFileSync(join(held, 'update.lock'), '1');
    await expect(importAdvisories({ paths: [path], now: noon })).rejects.toMatchObject({ code: 'busy' });
    rmSync(join(held, 'update.lock'));
    await locked(held, () => undefined);
    const both = await Promise.all([1, 2].map(() => importAdvisories({ paths: [path], now: noon })));
    expect(both.flatMap(({ outcomes }) => outcomes.map(({ result }) => result))).toEqual(['updated', 'updated']);
  });

  test('remove forgets a source', async () => {
    await importAdvisories({ paths: [dump('npm.zip', left)], now: noon });
    await removeAdvisories('osv-npm');
    expect(advisoriesStatus().sources).toEqual([]);
    await expect(removeAdvisories('osv-npm')).rejects.toMatchObject({ code: 'unknown-source' });
  });

  test('status of nothing is nothing, and of an index that is damaged says so', () => {
    expect(advisoriesStatus()).toMatchObject({ sources: [], failed: [] });
    mkdirSync(here(), { recursive: true });
    writeFileSync(join(here(), 'manifest.json'), '{"manifest":');
    expect(advisoriesStatus().damage).toContain('manifest.json');
  });
});

function standing(): string {
  const index = openAdvisories(here());
  const { kind } = index.standingOf('npm', noon());
  index.close();
  return kind;
}
