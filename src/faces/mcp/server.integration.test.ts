import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, test } from 'vitest';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-mcp-')));
const root = join(home, 'shop');
const password = ['postgres://shop:', 'Kx93hfLq02mZt', '@db.internal/shop'].join('');
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  mkdirSync(root);
  writeFileSync(join(root, 'selvedge.yaml'), 'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n');
  writeFileSync(join(root, 'pay.ts'), 'export const ok = 1;\n');
  const env = { ...process.env, SELVEDGE_CACHE_HOME: join(home, 'cache'), SELVEDGE_DATA_HOME: join(home, 'data') };
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [resolve('dist/cli/main.mjs'), 'mcp', root],
      env: Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined)),
    }),
  );
}, 30_000);
afterAll(async () => {
  await client.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function call(name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: args });
  return isError === true ? { error: JSON.stringify(content) } : (structuredContent as Record<string, unknown>);
}

test('A client that others wrote finds the tools [5:mcp]', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual([
    'check_diff',
    'check_text',
    'explain',
    'fix_text',
    'scan',
    'verify',
  ]);
});

test('Code is checked before it is written, and nothing is written [5:mcp]', async () => {
  const before = `export const url = '${password}';\n`;
  const checked = await call('check_text', { path: 'pay.ts', text: before });
  expect(checked).toMatchObject({
    count: 1,
    findings: [{ rule: 'secrets/database-url-password', path: 'pay.ts', line: 1 }],
  });
  expect(JSON.stringify(checked)).not.toContain('Kx93hfLq02mZt');
  const verified = await call('verify', { path: 'pay.ts', before, after: 'export const url = process.env.URL;\n' });
  expect(verified).toMatchObject({ count: 0, remaining: [], new: [] });
  expect(verified['gone']).toHaveLength(1);
  expect(readFileSync(join(root, 'pay.ts'), 'utf8')).toBe('export const ok = 1;\n');
});

test('A diff answers for the lines that it adds [5:mcp]', async () => {
  const diff = `--- a/pay.ts\n+++ b/pay.ts\n@@ -1,1 +1,2 @@\n export const ok = 1;\n+export const url = '${password}';\n`;
  expect(await call('check_diff', { diff })).toMatchObject({ count: 1, findings: [{ line: 2 }] });
  expect(await call('check_diff', { diff: 'hello' })).toMatchObject({ error: expect.stringContaining('unified diff') });
});

test('Rules are explained, and paths do not lead out of the project [5:mcp]', async () => {
  expect(await call('explain', { what: 'secrets/database-url-password' })).toMatchObject({ kind: 'rule' });
  expect(await call('check_text', { path: '../other.ts' })).toMatchObject({
    error: expect.stringContaining('no file in the project'),
  });
  expect(await call('scan', {})).toMatchObject({ stage: 'commit', count: 0 });
});
