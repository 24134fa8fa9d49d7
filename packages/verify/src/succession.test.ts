import { describe, expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import type { LogFiles } from './log.ts';
import { formatVerifierKey, parseNote, type VerifierKey } from './note.ts';
import { followSuccession } from './succession.ts';
import { testLog, type TestLog } from './testing.ts';

const successorOf = ({ key }: TestLog) => ({
  version: 1,
  successor: { origin: key.name, key: formatVerifierKey(key) },
});
const checkpointOf = (log: TestLog) => parseCheckpoint(parseNote(log.files.get('checkpoint')!).text);

/** A server of several logs, the last of which is the one at its root. */
function serve(logs: readonly { readonly log: TestLog; readonly ended?: unknown }[]): LogFiles {
  const items = logs.map(({ log, ended }, index) => ({ log: index + 1, key: formatVerifierKey(log.key), ended }));
  const files = new Map<string, Uint8Array>([['logs', utf8(JSON.stringify({ items }))], ...logs.at(-1)!.log.files]);
  for (const [index, { log }] of logs.entries())
    for (const [path, bytes] of log.files) files.set(`logs/${index + 1}/${path}`, bytes);
  return { read: async (path) => files.get(path) };
}

function rotated() {
  const [first, second] = [testLog(300, { origin: 'log.example/1' }), testLog(1, { origin: 'log.example/2' })];
  const known = checkpointOf(first);
  first.grow(5);
  return { first, second, known, ended: first.append('log.ended', successorOf(second)) };
}

describe('the succession of keys', () => {
  test('[2:verify-rotation] leads from a pinned key to the one that its log’s last entry names', async () => {
    const { first, second, known, ended } = rotated();
    const found = await followSuccession(serve([{ log: first, ended }, { log: second }]), first.key, known);
    expect(found?.key).toEqual(second.key);
    expect(found?.ended.map(({ size }) => size)).toEqual([306]);
  });

  test('leads over several rotations', async () => {
    const { first, second, ended } = rotated();
    const third = testLog(1, { origin: 'log.example/3' });
    const ended2 = second.append('log.ended', successorOf(third));
    await expect(
      followSuccession(serve([{ log: first, ended }, { log: second, ended: ended2 }, { log: third }]), first.key),
    ).resolves.toMatchObject({ key: { name: 'log.example/3' } });
  });

  test('does not lead to a key that the old one never named', async () => {
    const { first, ended } = rotated();
    const thief = testLog(1, { origin: 'log.example/thief' });
    const lie = { ...ended, body: successorOf(thief) };
    await expect(
      followSuccession(serve([{ log: first, ended: lie }, { log: thief }]), first.key),
    ).rejects.toMatchObject({ code: 'mismatch' });
  });

  test('does not believe an entry of another type, or one that is not the last', async () => {
    const { second, first, ended } = rotated();
    const claimed = testLog(3, { origin: 'log.example/4' });
    const said = claimed.append('exceptions.accept', successorOf(second));
    await expect(
      followSuccession(serve([{ log: claimed, ended: said }, { log: second }]), claimed.key),
    ).rejects.toMatchObject({ code: 'malformed' });
    first.grow(1);
    await expect(followSuccession(serve([{ log: first, ended }, { log: second }]), first.key)).rejects.toMatchObject({
      code: 'mismatch',
    });
  });

  test('sees an old log whose past was rewritten before it ended', async () => {
    const { first, second, known } = rotated();
    const forged = testLog(305, { origin: 'log.example/1', pair: first.pair, text: 'rewritten' });
    const ended = forged.append('log.ended', successorOf(second));
    await expect(
      followSuccession(serve([{ log: forged, ended }, { log: second }]), first.key, known),
    ).rejects.toMatchObject({ code: 'inconsistent' });
  });

  test('is none for a log that has not ended, or that the server does not list', async () => {
    const { first, second } = rotated();
    await expect(followSuccession(serve([{ log: first }, { log: second }]), first.key)).resolves.toBeUndefined();
    await expect(followSuccession(serve([{ log: second }]), first.key)).resolves.toBeUndefined();
  });

  test.each(['', '[]', '{"items":3}', '{"items":[null,{"log":"1"},{"log":1,"key":2}]}', 'x'])(
    'survives the list %j',
    async (list) => {
      const key: VerifierKey = testLog(1).key;
      const files = { read: async () => utf8(list) };
      const outcome = await followSuccession(files, key).catch((error: unknown) => error);
      expect(outcome === undefined || (outcome as { code: string }).code === 'malformed').toBe(true);
    },
  );
});
