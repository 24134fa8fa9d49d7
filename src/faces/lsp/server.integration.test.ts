import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CodeAction,
  createMessageConnection,
  type Hover,
  type MessageConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serveEditor } from './server.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-lsp-')));
let client: MessageConnection;
let ended: Promise<number>;
const warned: string[] = [];
const published: PublishDiagnosticsParams[] = [];
const root = join(home, 'shop');
const uri = pathToFileURL(join(root, 'pay.ts')).href;
const password = ['postgres://shop:', 'Kx93hfLq02mZt', '@db.internal/shop'].join('');

beforeAll(async () => {
  process.env['SELVEDGE_CACHE_HOME'] = join(home, 'cache');
  process.env['SELVEDGE_DATA_HOME'] = join(home, 'data');
  mkdirSync(root);
  writeFileSync(join(root, 'selvedge.yaml'), 'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n');
  writeFileSync(join(root, 'pay.ts'), 'export const ok = 1;\n');
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  ended = serveEditor({ input: toServer, output: toClient });
  client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onNotification(
    'textDocument/publishDiagnostics',
    (said: PublishDiagnosticsParams) => void published.push(said),
  );
  client.onRequest('window/workDoneProgress/create', () => null);
  client.onNotification('window/showMessage', ({ message }: { message: string }) => void warned.push(message));
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { window: { workDoneProgress: true } },
  });
  await client.sendNotification('initialized', {});
});
afterAll(() => {
  client.dispose();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

async function diagnosticsOf(version: number): Promise<PublishDiagnosticsParams> {
  const found = await eventually(() => published.find((each) => each.uri === uri && each.version === version));
  return found;
}

async function eventually<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((done) => {
      setTimeout(done, 25);
    });
  }
  throw new Error(`nothing came within ten seconds: ${warned.join()}`);
}

test('What is typed is looked at before it is saved, explained, and accepted with a reason [5:lsp]', async () => {
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text: 'export const ok = 1;\n' },
  });
  expect((await diagnosticsOf(1)).diagnostics).toEqual([]);
  await client.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [
      {
        range: { start: { line: 0, character: 18 }, end: { line: 0, character: 19 } },
        text: `'${password}'`,
      },
    ],
  });
  const [diagnostic] = (await diagnosticsOf(2)).diagnostics;
  expect(diagnostic).toMatchObject({
    source: 'selvedge',
    code: 'secrets/database-url-password',
    severity: 1,
    range: { start: { line: 0 }, end: { line: 0 } },
  });
  const position = diagnostic!.range.start;
  const hover: Hover = await client.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  expect((hover.contents as { value: string }).value).toContain('**Do:**');
  const actions: CodeAction[] = await client.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostic!.range,
    context: { diagnostics: [] },
  });
  expect(actions.map(({ title }) => title)[0]).toMatch(/^Accept .* until \d{4}-\d\d-\d\d, with a reason$/);
  expect(actions[0]!.edit!.changes![uri]![0]!.newText).toMatch(
    /^\/\/ selvedge: allow secrets\/database-url-password until \d{4}-\d\d-\d\d because REASON\n$/,
  );
});

test('It ends as the protocol says [5:lsp]', async () => {
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect(await ended).toBe(0);
});
