import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { scan, type ScanResult } from '../index.ts';
import { entries } from '../testing.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-broken-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let root: string;
let count = 0;
beforeEach(() => {
  root = join(home, `repository-${(count += 1)}`);
  mkdirSync(root);
  git('init', '-q', '-b', 'main');
});

function git(...args: string[]): string {
  return gitWith({}, ...args);
}

function gitWith(options: { readonly input?: string | Uint8Array; readonly cwd?: string }, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'protocol.file.allow=always'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
  const out = execFileSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...options,
  });
  return out.trim();
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function commit(path: string, content: string | Uint8Array): string {
  write(path, content);
  git('add', '-A');
  git('commit', '-q', '-m', path);
  return git('rev-parse', 'HEAD');
}

function look(options: { readonly fileBytes?: number; readonly unreachable?: boolean } = {}): Promise<ScanResult> {
  return scan({
    source: { kind: 'history', root, unreachable: options.unreachable === true },
    analyzers: entries,
    projectKey: 'k',
    exclude: [],
    cache: false,
    ...(options.fileBytes === undefined ? {} : { budgets: { fileBytes: options.fileBytes } }),
  });
}

function paths({ findings }: ScanResult): string[] {
  return findings.map(({ location }) => location.path).sort();
}

function gaps({ scope }: ScanResult): string[] {
  return scope.notLookedAt
    .filter(({ expected }) => !expected)
    .map(({ reason, detail, path }) => `${reason} ${path ?? ''} ${detail ?? ''}`);
}

function packFile(end: string): string {
  const folder = join(root, '.git/objects/pack');
  const name = readdirSync(folder).find((name) => name.endsWith(end))!;
  chmodSync(join(folder, name), 0o644);
  return join(folder, name);
}

/** Versions of a file that git packs as deltas of each other, of which one leaks, and another file that leaks. */
function packed(): void {
  const lines = Array.from({ length: 300 }, (_, i) => `line ${i} of ${(i * 7919) % 1000}`);
  for (let i = 0; i < 8; i++) commit('grown.txt', [...lines, `more ${i}`, i === 3 ? 'LEAK' : ''].join('\n'));
  commit('other.txt', 'LEAK\n');
  git('gc', '-q', '--aggressive', '--prune=now');
}

/** A pack and its index; git itself would not write these. */
function writePack(oids: readonly Buffer[], entries: readonly Buffer[]): void {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(entries.length, 8);
  const offsets = entries.map((_, i) => entries.slice(0, i).reduce((sum, entry) => sum + entry.length, 12));
  const index = Buffer.alloc(8 + 1024 + oids.length * 28 + 40);
  index.writeUInt32BE(0xff744f63, 0);
  index.writeUInt32BE(2, 4);
  for (let i = 0; i < 256; i++) index.writeUInt32BE(oids.filter((oid) => oid[0]! <= i).length, 8 + 4 * i);
  oids.forEach((oid, i) => {
    oid.copy(index, 1032 + 20 * i);
    index.writeUInt32BE(crc32(entries[i]!), 1032 + oids.length * 20 + 4 * i);
    index.writeUInt32BE(offsets[i]!, 1032 + oids.length * 24 + 4 * i);
  });
  const folder = join(root, '.git/objects/pack');
  writeFileSync(join(folder, 'pack-made.pack'), Buffer.concat([header, ...entries, Buffer.alloc(20)]));
  writeFileSync(join(folder, 'pack-made.idx'), index);
}

describe('A damaged store', () => {
  test('A pack in which bytes were changed says which objects cannot be read, and gives the rest [3:secrets-history-broken]', async () => {
    packed();
    const file = packFile('.pack');
    const whole = readFileSync(file);
    let damaged = 0;
    for (let at = 40; at < whole.length - 40; at += Math.ceil(whole.length / 40)) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0x5a;
      writeFileSync(file, bytes);
      const result = await look();
      if (paths(result).length < 2) expect(gaps(result).join('\n')).toMatch(/parse-failed|missing-data/);
      damaged += gaps(result).length;
    }
    expect(damaged).toBeGreaterThan(20);
  });

  test('A pack that ends too early is a gap [3:secrets-history-broken]', async () => {
    packed();
    const file = packFile('.pack');
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    expect(gaps(await look()).length).toBeGreaterThan(0);
  });

  test('A pack without its index, and one whose index is none, are named [3:secrets-history-broken]', async () => {
    packed();
    const index = packFile('.idx');
    renameSync(index, `${index}.away`);
    expect(gaps(await look()).join('\n')).toMatch(/missing-data.*pack-[0-9a-f]+\.pack: it has no index/);
    writeFileSync(index, 'no index');
    expect(gaps(await look()).join('\n')).toMatch(/parse-failed.*pack-[0-9a-f]+\.pack: its index is not of version 2/);
  });

  test('A loose object that is no zlib is named, and one that lies about its size [3:secrets-history-broken]', async () => {
    commit('a.txt', 'nothing\n');
    commit('b.txt', 'LEAK\n');
    const oid = git('rev-parse', 'HEAD~1:a.txt');
    const file = join(root, '.git/objects', oid.slice(0, 2), oid.slice(2));
    chmodSync(file, 0o644);
    for (const bytes of [Buffer.from('nothing that zlib made'), deflateSync('blob 1000\0short')]) {
      writeFileSync(file, bytes);
      const result = await look();
      expect(gaps(result).join('\n')).toContain(oid);
      expect(paths(result)).toEqual(['b.txt']);
    }
  });

  test('Deltas that are each other’s base end in a gap, not in a circle [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    const oids = ['aa', 'bb'].map((two) => Buffer.from(two.repeat(20), 'hex'));
    const delta = deflateSync(Buffer.from([5, 5, 0x90, 5]));
    const entries = [oids[1]!, oids[0]!].map((base) => Buffer.concat([Buffer.from([0x74]), base, delta]));
    writePack(oids, entries);
    const result = await look();
    expect(paths(result)).toEqual(['a.txt']);
    expect(gaps(result).join('\n')).toContain('aa'.repeat(20));
  });

  test('A delta that promises more than may be read is too large [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    const base = Buffer.concat([Buffer.from([0x35]), deflateSync(Buffer.from('hello'))]);
    // 5 bytes of base to 2^40 of result.
    const delta = Buffer.concat([
      Buffer.from([0x69, base.length]),
      deflateSync(Buffer.from([5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x90, 5])),
    ]);
    writePack([Buffer.from('11'.repeat(20), 'hex'), Buffer.from('22'.repeat(20), 'hex')], [base, delta]);
    const result = await look();
    expect(gaps(result).join('\n')).toMatch(new RegExp(`too-large.*${'22'.repeat(20)}`));
    expect(paths(result)).toEqual(['a.txt']);
  });

  test('What is larger than a file may be is named by its path or id [3:secrets-history-broken]', async () => {
    commit('small.txt', 'LEAK\n');
    commit('large.txt', `LEAK ${'x'.repeat(5000)}`);
    const result = await look({ fileBytes: 1000 });
    expect(paths(result)).toEqual(['small.txt']);
    expect(gaps(result).join('\n')).toMatch(/too-large.*the limit is 1000 bytes/);
  });
});

describe('A store that has not everything', () => {
  test('A shallow clone says that what came before is not here [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    rmSync(join(root, 'a.txt'));
    commit('b.txt', 'nothing\n');
    const clone = `${root}-shallow`;
    git('clone', '-q', '--depth', '1', pathToFileURL(root).href, clone);
    root = clone;
    const result = await look();
    expect(paths(result)).toEqual([]);
    expect(gaps(result)).toEqual([expect.stringMatching(/missing-data.*a shallow clone.*git fetch --unshallow/)]);
  });

  test('A partial clone says how many files are not here [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    commit('a.txt', 'nothing any more\n');
    git('config', 'uploadpack.allowFilter', 'true');
    const clone = `${root}-partial`;
    git('clone', '-q', '--no-checkout', '--filter=blob:none', pathToFileURL(root).href, clone);
    root = clone;
    const result = await look();
    expect(paths(result)).toEqual([]);
    expect(gaps(result)).toEqual([
      expect.stringMatching(/missing-data.*2 file or folder versions not here, such as a\.txt; a partial clone/),
    ]);
  });

  test('Objects of another repository are not read, and that is said [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    const clone = `${root}-borrowing`;
    git('clone', '-q', '--shared', root, clone);
    root = clone;
    const result = await look();
    expect(paths(result)).toEqual([]);
    expect(gaps(result).join('\n')).toMatch(/missing-data.*objects\/info\/alternates.*git repack -a -d/);
  });

  test.each([
    ['objects', 'objects'],
    ['objects/pack', 'objects/pack'],
    ['a folder of loose objects', 'objects/ab'],
    ['a pack', 'pack-x.pack'],
    ['a loose object', 'cd'.repeat(20)],
  ])(
    'A link to another repository is not followed, and is named: %s [3:secrets-history-broken]',
    async (what, named) => {
      packed();
      commit('loose.txt', 'LEAK\n');
      const theirs = join(root, '.git/objects');
      root = `${root}-linking`;
      mkdirSync(root);
      git('init', '-q', '-b', 'main');
      commit('own.txt', 'nothing\n');
      const own = join(root, '.git/objects');
      const pack = readdirSync(join(theirs, 'pack')).find((name) => name.endsWith('.pack'))!;
      const loose = readdirSync(theirs).find((name) => /^[0-9a-f]{2}$/.test(name))!;
      const link = (from: string, to: string): void => {
        rmSync(join(own, from), { recursive: true, force: true });
        symlinkSync(join(theirs, to), join(own, from));
      };
      if (what === 'objects') link('', '');
      else if (what === 'objects/pack') link('pack', 'pack');
      else if (what === 'a folder of loose objects') link('ab', loose);
      else if (what === 'a pack') {
        link('pack/pack-x.pack', `pack/${pack}`);
        link('pack/pack-x.idx', `pack/${pack.replace('.pack', '.idx')}`);
      } else {
        mkdirSync(join(own, 'cd'));
        link(`cd/${'cd'.repeat(19)}`, `${loose}/${readdirSync(join(theirs, loose))[0]}`);
      }
      const result = await look({ unreachable: true });
      expect(paths(result)).toEqual([]);
      const gap = new RegExp(`missing-data  ${named}: it is a symbolic link`);
      expect(gaps(result).filter((one) => gap.test(one))).toHaveLength(1);
    },
  );

  test('A ref to nothing is named [3:secrets-history-broken]', async () => {
    commit('a.txt', 'LEAK\n');
    write('.git/refs/heads/gone', `${'12'.repeat(20)}\n`);
    const result = await look();
    expect(paths(result)).toEqual(['a.txt']);
    expect(gaps(result).join('\n')).toContain('refs/heads/gone');
  });
});

/** Written as git would, but faster; returns its id. */
function object(kind: 'blob' | 'tree', content: Buffer): string {
  const bytes = Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]);
  const oid = createHash('sha1').update(bytes).digest('hex');
  write(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`, deflateSync(bytes));
  return oid;
}

function treeOf(entries: readonly (readonly [mode: '100644' | '40000', name: string, oid: string])[]): string {
  const one = ([mode, name, oid]: (typeof entries)[number]): Buffer =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]);
  return object('tree', Buffer.concat(entries.map(one)));
}

describe('A hostile repository', () => {
  test('Nothing that its attributes, configuration and hooks name is run [3:secrets-hostile-repository]', async () => {
    const ran = join(home, `ran-${count}`);
    const run = `touch '${ran}'; cat`;
    commit('.gitattributes', '* filter=planted diff=planted\n');
    commit('a.txt', 'LEAK\n');
    for (const [key, value] of [
      ['filter.planted.clean', run],
      ['filter.planted.smudge', run],
      ['diff.planted.textconv', run],
      ['diff.external', run],
      ['core.pager', run],
      ['core.fsmonitor', run],
      ['core.alternateRefsCommand', run],
      ['core.sshCommand', run],
      ['uploadpack.packObjectsHook', run],
    ] as const)
      git('config', key, value);
    write('.git/hooks/post-checkout', `#!/bin/sh\n${run}\n`);
    chmodSync(join(root, '.git/hooks/post-checkout'), 0o755);
    rmSync(ran, { force: true });
    expect(paths(await look())).toEqual(['a.txt']);
    expect(existsSync(ran)).toBe(false);
  });

  test('Paths with line breaks, quotes and bytes that are no UTF-8 are told [3:secrets-hostile-repository]', async () => {
    const blob = gitWith({ input: 'LEAK\n' }, 'hash-object', '-w', '--stdin');
    const names = [Buffer.from('line\nbreak'), Buffer.from('"quoted"\t'), Buffer.from([0xff, 0xfe, 0x2e, 0x74])];
    const entry = (name: Buffer) =>
      Buffer.concat([Buffer.from('100644 '), name, Buffer.from([0]), Buffer.from(blob, 'hex')]);
    const sorted = names.toSorted((a, b) => a.compare(b));
    const tree = gitWith(
      { input: Buffer.concat(sorted.map(entry)) },
      'hash-object',
      '-t',
      'tree',
      '-w',
      '--literally',
      '--stdin',
    );
    git('update-ref', 'refs/heads/main', git('commit-tree', tree, '-m', 'x'));
    expect(paths(await look())).toEqual(['"quoted"\t', 'line\nbreak', '\uFFFD\uFFFD.t'].sort());
  });

  test('Names that would lead out of the repository stay names [3:secrets-hostile-repository]', async () => {
    const blob = gitWith({ input: 'LEAK\n' }, 'hash-object', '-w', '--stdin');
    const inner = gitWith(
      { input: Buffer.concat([Buffer.from('100644 passwd\0'), Buffer.from(blob, 'hex')]) },
      'hash-object',
      '-t',
      'tree',
      '-w',
      '--literally',
      '--stdin',
    );
    const outer = gitWith(
      { input: Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(inner, 'hex')]) },
      'hash-object',
      '-t',
      'tree',
      '-w',
      '--literally',
      '--stdin',
    );
    git('update-ref', 'refs/heads/main', git('commit-tree', outer, '-m', 'x'));
    expect(paths(await look())).toEqual(['../passwd']);
  });

  test('Trees that hold each other many times over end in a gap, and what else there is is found [3:secrets-hostile-repository]', async () => {
    const first = commit('a.txt', 'LEAK\n');
    const ten = '0123456789'.split('');
    let tree = treeOf(ten.map((name) => ['100644', name, object('blob', Buffer.from('LEAK bomb\n'))]));
    for (let depth = 0; depth < 10; depth += 1) tree = treeOf(ten.map((name) => ['40000', name, tree]));
    const bomb = git('commit-tree', tree, '-p', first, '-m', 'x');
    git('update-ref', 'refs/heads/bomb', bomb);
    const begun = performance.now();
    const result = await look();
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(gaps(result).join('\n')).toMatch(/too-large.*more paths than can be looked at/);
    expect(gaps(result).join('\n')).toMatch(/too-large.*under too many paths; the first 1000/);
    expect(result.findings.some(({ history }) => history?.inHead === true)).toBe(true);
    expect(result.findings.flatMap(({ history }) => history?.introduced.map(({ commit }) => commit))).toContain(first);
  });

  test('Folders deeper than anybody’s are a gap [3:secrets-hostile-repository]', async () => {
    const first = commit('a.txt', 'LEAK\n');
    let tree = treeOf([['100644', 'deep.txt', object('blob', Buffer.from('LEAK deep\n'))]]);
    for (let depth = 0; depth < 1030; depth += 1) tree = treeOf([['40000', 'd', tree]]);
    git('update-ref', 'refs/heads/deep', git('commit-tree', tree, '-p', first, '-m', 'x'));
    const result = await look();
    expect(paths(result)).toEqual(['a.txt']);
    expect(gaps(result)).toEqual([expect.stringMatching(/too-deep.*1 folder in more than 1024 others/)]);
  });

  test('Texts in UTF-16 are read as the working tree’s are [3:secrets-hostile-repository]', async () => {
    commit('wide.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('one\nLEAK\n', 'utf16le')]));
    commit('wide.txt', 'nothing\n');
    expect((await look()).findings).toMatchObject([{ location: { path: 'wide.txt', startLine: 2 } }]);
  });

  test('A repository of SHA-256 is read too [3:secrets-history]', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    git('init', '-q', '-b', 'main', '--object-format=sha256');
    packed();
    const result = await look();
    expect(paths(result)).toEqual(['grown.txt', 'other.txt']);
    expect(result.findings[0]?.history?.introduced[0]?.commit).toHaveLength(64);
  });

  test('A repository that belongs to somebody else is read as it is, and git is not asked whose it is [3:secrets-history-broken]', async () => {
    packed();
    const before = process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      expect(paths(await look())).toEqual(['grown.txt', 'other.txt']);
    } finally {
      if (before === undefined) delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
      else process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = before;
    }
  });
});
