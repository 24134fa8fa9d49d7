import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

/** Preloaded into every process and thread: writes down each connection and name look-up that leaves the machine. */
const watch = `
import net from 'node:net';
import dns from 'node:dns';
import dgram from 'node:dgram';
import { appendFileSync } from 'node:fs';
const note = (what) => appendFileSync(process.env.WATCHED_CALLS, what + '\\n');
const isHere = (host) => host === undefined || host === 'localhost' || host === '::1' || String(host).startsWith('127.');
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (typeof options === 'object' && options.path === undefined && !isHere(options.host)) note('connect ' + options.host + ':' + options.port);
  return connect.apply(this, given);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const real = dns[name];
  dns[name] = (host, ...rest) => { if (!isHere(host)) note(name + ' ' + host); return real(host, ...rest); };
}
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...given) { note('datagram'); return send.apply(this, given); };
`;

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'selvedge-network-'));
const calls = join(folder, 'calls');

function watched(args: readonly string[]): { status: number | null; output: string; calls: string } {
  writeFileSync(join(folder, 'watch.mjs'), watch);
  rmSync(calls, { force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_OPTIONS: `--import ${pathToFileURL(join(folder, 'watch.mjs')).href}`,
      WATCHED_CALLS: calls,
      SELVEDGE_DATA_HOME: join(folder, 'data'),
      SELVEDGE_CACHE_HOME: join(folder, 'cache'),
    },
  });
  return { status, output: stdout + stderr, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
}

describe('without being asked, nothing goes out [2:no-network]', () => {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'a.ts'), 'export const a = 1;\n');
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  test('the watch sees a call', () => {
    const seen = watched(['-e', "fetch('http://selvedge.invalid/').catch(() => undefined)"]);
    expect(seen.calls).toContain('selvedge.invalid');
  });

  test('a scan', () => {
    expect(watched(['src/main.ts', 'scan', project])).toMatchObject({ status: 0, calls: '' });
  });

  test('advisories from files, their status and their signature', () => {
    const advisory = {
      id: 'CORP-1',
      modified: '2026-11-20T00:00:00Z',
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['1.0.0'] }],
    };
    writeFileSync(join(project, 'advisories.json'), JSON.stringify([advisory]));
    const said = watched(['src/main.ts', 'advisories', 'import', join(project, 'advisories.json')]);
    expect(said).toMatchObject({ status: 0, calls: '', output: expect.stringContaining('1 advisory') });
    expect(watched(['src/main.ts', 'advisories', 'status'])).toMatchObject({ status: 0, calls: '' });
    expect(watched(['src/main.ts', 'advisories', 'verify'])).toMatchObject({ status: 0, calls: '' });
  });

  test('the main job, with its database', () => {
    expect(watched(['src/main.ts', 'start', '--once', project])).toMatchObject({ status: 0, calls: '' });
  });
});
