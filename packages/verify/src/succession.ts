import { decodeBase64, decodeUtf8 } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { VerificationError } from './error.ts';
import { verifyCommitment } from './leaf.ts';
import { type LogFiles, proveEntry, proveGrowth, readCheckpoint } from './log.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './note.ts';

/** The key that is trusted now, and the logs that ended on the way to it, oldest first, each with its last checkpoint. */
export interface Succession {
  readonly key: VerifierKey;
  readonly ended: readonly Checkpoint[];
}

const maxRotations = 100;

/**
 * Follows a trusted key to the one that it was rotated to. A log that ends says so in its last entry, which names its
 * successor's key and is signed by its own: who trusts the old key needs to trust nobody else. The old log must still have
 * grown out of `known`. Undefined when the key's log has not ended so: after a restore, or a lost key, there is nothing that
 * could be followed, and the new key has to be trusted anew, by a person.
 */
export async function followSuccession(
  files: LogFiles,
  trusted: VerifierKey,
  known?: Checkpoint,
): Promise<Succession | undefined> {
  const logs = await readLogs(files);
  const ended: Checkpoint[] = [];
  let key = trusted;
  for (let rotation = 0; rotation < maxRotations; rotation++) {
    const log = logs.find((item) => item.key === formatVerifierKey(key));
    if (log?.ended === undefined) return ended.length === 0 ? undefined : { key, ended };
    const { successor, checkpoint } = await readEnd(
      below(files, `logs/${log.log}/`),
      key,
      log.ended,
      rotation === 0 ? known : undefined,
    );
    ended.push(checkpoint);
    key = successor;
  }
  throw new VerificationError('malformed', `the log was rotated more than ${maxRotations} times, or in a circle`);
}

/** The proven last entry of a log that ended: who follows. */
async function readEnd(files: LogFiles, key: VerifierKey, said: OwnEntry, known: Checkpoint | undefined) {
  const checkpoint = await readCheckpoint(files, key);
  if (known !== undefined) await proveGrowth(files, known, checkpoint);
  const { leaf } = await proveEntry(files, checkpoint, checkpoint.size - 1);
  verifyCommitment(leaf, said.salt, said.body);
  const { version, successor } = membersOf(said.body);
  const { origin, key: vkey } = membersOf(successor);
  if (leaf.type !== 'log.ended' || version !== 1 || typeof vkey !== 'string')
    throw malformed('its last entry names no successor');
  const next = parseVerifierKey(vkey);
  if (next.name !== origin) throw malformed('its last entry names a key of another log');
  return { successor: next, checkpoint };
}

interface LogItem {
  readonly log: number;
  readonly key: string;
  readonly ended?: OwnEntry;
}

/** An entry of the log's own, whose body is public. */
interface OwnEntry {
  readonly salt: Uint8Array;
  readonly body: unknown;
}

const maxListLength = 4 * 1024 * 1024;

/** What the server says its logs are: where to look, and nothing that is believed. */
async function readLogs(files: LogFiles): Promise<LogItem[]> {
  const bytes = await files.read('logs', maxListLength);
  if (bytes === undefined) return [];
  try {
    const { items } = membersOf(JSON.parse(decodeUtf8(bytes) ?? ''));
    return (Array.isArray(items) ? items : []).flatMap(toItem);
  } catch (cause) {
    throw new VerificationError('malformed', 'the list of logs is not JSON', { cause });
  }
}

function toItem(json: unknown): LogItem[] {
  const { log, key, ended } = membersOf(json);
  if (typeof log !== 'number' || !Number.isSafeInteger(log) || typeof key !== 'string') return [];
  const { salt, body } = membersOf(ended);
  const bytes = typeof salt === 'string' ? decodeBase64(salt) : undefined;
  return [{ log, key, ...(bytes === undefined ? {} : { ended: { salt: bytes, body } }) }];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function below(files: LogFiles, prefix: string): LogFiles {
  return { read: (path, limit) => files.read(prefix + path, limit) };
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', `the log that ended cannot be followed: ${message}`);
}
