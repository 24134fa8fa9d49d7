import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withFingerprints } from '#ground/model';
import { transport } from '#observe/liveness';
import { fillExample } from '#observe/secrets';
import { playServer, type PlayedServer } from '../../ground/net/testing.ts';
import { scanAndDecide } from '../scan.ts';
import { readDeclarations } from './declarations.ts';
import { type ReadBehind, readBehind } from './behind.ts';
import { placeOf } from './place.ts';
import { ruleDocs } from './rule-docs.ts';
import { verified } from './verify.ts';

const before = ['SELVEDGE_CACHE_HOME', 'SELVEDGE_DATA_HOME'].map((name) => [name, process.env[name]] as const);
let root: string;
let provider: PlayedServer | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'selvedge-verify-'));
  mkdirSync(join(root, 'project'));
  for (const [name] of before) process.env[name] = join(root, name);
});
afterEach(async () => {
  await provider?.close();
  provider = undefined;
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

const live = fillExample('{{ghp}}', 'live');
const dead = fillExample('{{ghp}}', 'dead');
const files: Readonly<Record<string, string>> = {
  'a.ts': `// ünïcödé 🙂\nconst live = '${live}';\n`,
  'b.env': `TOKEN=${dead}\nAGAIN=${live}\n`,
};

function textsAre(texts: Readonly<Record<string, string>>): ReadBehind {
  return async function* (findings) {
    yield { findings, texts: new Map(Object.entries(texts)) };
  };
}

async function keyOf(): Promise<string> {
  const place = placeOf(join(root, 'project'), false);
  return (await readDeclarations(place, { stage: 'commit' })).project.key;
}

async function scanned() {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, 'project', path), text);
  return scanAndDecide({ path: join(root, 'project'), source: { kind: 'working-tree' }, threads: 0 });
}

describe('secrets of a scan, verified [3:secrets-verify]', () => {
  test('a live one is certain and names its owner, a dead one only possible, and each value is asked about once', async () => {
    const { findings } = await scanned();
    expect(findings).toHaveLength(3);
    provider = await playServer(['api.github.com'], ({ headers }, response) => {
      const isLive = headers.authorization?.includes(live) === true;
      response.writeHead(isLive ? 200 : 401).end(isLive ? '{"login":"octo"}' : '{}');
    });
    const answer = await verified({
      findings,
      read: textsAre(files),
      projectKey: await keyOf(),
      send: transport({ environment: {}, reach: provider.reach }),
    });
    expect(answer.summary).toEqual({ live: 2, dead: 1, unknown: 0, notAsked: 0, reasons: [] });
    expect(
      answer.findings.map(({ location, confidence, attributes }) => [
        `${location.path}:${location.startLine}`,
        confidence,
        attributes['live'],
        attributes['owner'],
      ]),
    ).toEqual([
      ['a.ts:2', 'certain', true, 'octo'],
      ['b.env:1', 'possible', false, undefined],
      ['b.env:2', 'certain', true, 'octo'],
    ]);
    expect(provider.received).toHaveLength(2);
    expect(provider.received.every(({ target }) => target.startsWith('api.github.com/'))).toBe(true);
    expect(withFingerprints(answer.findings).map(({ id }) => id)).toEqual(findings.map(({ id }) => id));
    const kept = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.parentPath.endsWith('project'),
    );
    for (const text of [
      JSON.stringify(answer),
      ...kept.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
    ])
      for (const secret of [live, dead]) expect(text).not.toContain(secret.slice(5, 30));
  });

  test('a key of two parts is asked about with both', async () => {
    const text = fillExample(
      'AWS_ACCESS_KEY_ID=AKIAQ{{random:base32:15}}\nAWS_SECRET_ACCESS_KEY={{random:base64:40}}\n',
      'aws',
    );
    writeFileSync(join(root, 'project', '.env'), text);
    const report = await scanAndDecide({ path: join(root, 'project'), source: { kind: 'working-tree' }, threads: 0 });
    const sent: string[] = [];
    const { summary } = await verified({
      findings: report.findings,
      read: textsAre({ '.env': text }),
      projectKey: await keyOf(),
      send: async ({ headers }) => {
        sent.push(headers['authorization'] ?? '');
        return { status: 200, body: '{}' };
      },
    });
    expect(summary).toMatchObject({ live: 1, unknown: 0 });
    expect(sent[0]).toContain(`Credential=${/AKIA\w+/.exec(text)?.[0]}/`);
  });

  test('what changed since the scan is not asked about', async () => {
    const { findings } = await scanned();
    const { summary } = await verified({
      findings,
      read: textsAre({ 'a.ts': `\n${files['a.ts']}`, 'b.env': 'TOKEN=\n' }),
      projectKey: await keyOf(),
      send: () => Promise.reject(new Error('nobody is asked')),
    });
    expect(summary).toMatchObject({ live: 0, dead: 0, unknown: 3, reasons: ['it could not be read again'] });
  });

  test('another value at the same place is not asked about in the place of the one that was found', async () => {
    const { findings } = await scanned();
    const another = fillExample('{{ghp}}', 'another');
    const { summary } = await verified({
      findings,
      read: textsAre(
        Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll(live, another)])),
      ),
      projectKey: await keyOf(),
      send: () => Promise.resolve({ status: 401, body: '{}' }),
    });
    expect(summary).toMatchObject({ live: 0, dead: 1, unknown: 2, reasons: ['it could not be read again'] });
  });

  test('of a history each value is asked about as its own version of the file has it', async () => {
    const folder = join(root, 'project');
    const git = (...words: string[]): void =>
      void execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...words]);
    git('init', '-q', '-b', 'main');
    for (const value of [live, dead]) {
      writeFileSync(join(folder, 'b.env'), `TOKEN=${value}\n`);
      git('add', '-A');
      git('commit', '-q', '-m', 'x');
    }
    writeFileSync(join(folder, 'b.env'), `TOKEN=${fillExample('{{ghp}}', 'not committed')}\n`);
    const request = { path: folder, source: { kind: 'history', unreachable: false }, threads: 0 } as const;
    const { findings } = await scanAndDecide(request);
    provider = await playServer(['api.github.com'], ({ headers }, response) => {
      const isLive = headers.authorization?.includes(live) === true;
      const isDead = headers.authorization?.includes(dead) === true;
      response.writeHead(isLive ? 200 : isDead ? 401 : 500).end(isLive ? '{"login":"octo"}' : '{}');
    });
    const answer = await verified({
      findings,
      read: readBehind(request, placeOf(folder, true)),
      projectKey: await keyOf(),
      send: transport({ environment: {}, reach: provider.reach }),
    });
    expect(answer.summary).toMatchObject({ live: 1, dead: 1, unknown: 0 });
    const answers = answer.findings.map(({ history, attributes }) => [history?.inHead, attributes['live']] as const);
    expect(new Map(answers)).toEqual(
      new Map([
        [false, true],
        [true, false],
      ]),
    );
  });

  test('no network is reached without being asked to', async () => {
    const { verification } = await scanned();
    expect(verification).toBeUndefined();
  });
});

test('each question of a rule goes to a host of its provider, over TLS, and both its answers can be told apart [3:secrets-verify]', async () => {
  const asked = [...(await ruleDocs()).values()].filter(({ verify }) => verify !== undefined);
  expect(asked.length).toBeGreaterThan(50);
  for (const { id, verify } of asked) {
    if (verify === undefined || 'signer' in verify) continue;
    expect(verify.url, id).toMatch(/^https:\/\//);
    const host = /^https:\/\/([^/?]*)/.exec(verify.url)?.[1] ?? '';
    if (host.includes('{')) expect(verify.hosts?.length ?? 0, id).toBeGreaterThan(0);
    const same = verify.live.status.filter((status) => verify.dead.status.includes(status));
    if (same.length > 0) expect(verify.live.body ?? verify.dead.body, id).toBeDefined();
    const templates = JSON.stringify([verify.url, verify.headers, verify.basic, verify.body]);
    expect(templates.includes('{secret}'), id).toBe(true);
  }
});
