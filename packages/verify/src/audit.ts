import { decodeUtf8, encodeBase64 } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type EvidenceKey, parseEnvelope, verifyEnvelope } from './dsse.ts';
import { VerificationError, type VerificationErrorCode } from './error.ts';
import { type Known, readKnown, writeKnown } from './known.ts';
import { type Leaf, verifyCommitment } from './leaf.ts';
import {
  findEntry,
  type LogFiles,
  proveEntry,
  proveEverything,
  proveGrowth,
  readCheckpoint,
  type SignedCheckpoint,
} from './log.ts';
import { formatVerifierKey, maxNoteLength, parseVerifierKey, type VerifierKey } from './note.ts';
import { followSuccession } from './succession.ts';

export interface AuditRequest {
  /** As the user wrote it, for the report. */
  readonly log: string;
  readonly files: LogFiles;
  /** An id, or an index from 0. */
  readonly entry?: string | number;
  readonly key?: VerifierKey;
  /** File that remembers the key and the last checkpoint that held. */
  readonly known?: string;
  readonly all: boolean;
  readonly body?: { readonly salt: Uint8Array; readonly body: unknown };
  readonly evidence: readonly { readonly name: string; readonly json: unknown }[];
  readonly evidenceKeys: readonly EvidenceKey[];
}

export interface Check {
  readonly check: 'key' | 'rotation' | 'checkpoint' | 'growth' | 'entry' | 'body' | 'all' | 'evidence' | 'memory';
  /** `unknown`: could not be checked, which proves nothing either way; `note`: to be known, and no failure. */
  readonly verdict: 'pass' | 'fail' | 'unknown' | 'note';
  readonly text: string;
  readonly code?: VerificationErrorCode;
}

export interface AuditReport {
  readonly log: string;
  readonly origin?: string;
  readonly size?: number;
  readonly root?: string;
  /** The key, and why it was believed. */
  readonly key?: { readonly vkey: string; readonly trust: 'given' | 'remembered' | 'first-use' };
  readonly entry?: Leaf & { readonly index: number };
  readonly checks: readonly Check[];
  readonly exitCode: 0 | 1 | 3;
}

/** Key, checkpoint, growth since the last run, entry, body, everything, evidence: each check by itself, none hiding another. */
export async function audit(request: AuditRequest, progress: (line: string) => void): Promise<AuditReport> {
  const checks: Check[] = [];
  const told: { -readonly [Member in keyof AuditReport]?: AuditReport[Member] } = {};
  const trusted = await attempt(checks, 'key', () => establishKey(request, checks));
  if (trusted !== undefined) {
    const opened = await attempt(checks, 'checkpoint', () => openLog(request.files, trusted, checks));
    const { key, known, checkpoint } = opened ?? { ...trusted, checkpoint: undefined };
    told.key = { vkey: formatVerifierKey(key), trust: trusted.trust };
    if (checkpoint !== undefined) {
      Object.assign(told, { origin: checkpoint.origin, size: checkpoint.size, root: encodeBase64(checkpoint.root) });
      await attempt(checks, 'growth', () => checkGrowth(request, known, checkpoint, checks));
      if (request.all) await attempt(checks, 'all', () => checkEverything(request.files, checkpoint, checks, progress));
      const entry = await checkEntry(request, checkpoint, checks);
      if (entry !== undefined) told.entry = entry;
      await attempt(checks, 'memory', () => remember(request.known, key, checkpoint, checks));
    }
  }
  for (const evidence of request.evidence)
    await attempt(checks, 'evidence', () => checkEvidence(evidence, request.evidenceKeys, checks));
  return { log: request.log, ...told, checks, exitCode: exitCodeOf(checks) };
}

interface Trust {
  readonly key: VerifierKey;
  readonly trust: 'given' | 'remembered' | 'first-use';
  readonly known?: Known;
}

async function establishKey(request: AuditRequest, checks: Check[]): Promise<Trust> {
  const known = request.known === undefined ? undefined : await readKnown(request.known);
  const remembered = known === undefined ? {} : { known };
  if (request.key !== undefined) {
    if (known !== undefined && formatVerifierKey(known.key) !== formatVerifierKey(request.key)) {
      throw new VerificationError(
        'mismatch',
        `the key given is not the one that ${request.known} remembers for ${known.key.name}`,
      );
    }
    checks.push({ check: 'key', verdict: 'pass', text: `${request.key.name}+${request.key.keyId}, as given` });
    return { key: request.key, trust: 'given', ...remembered };
  }
  if (known !== undefined) {
    checks.push({
      check: 'key',
      verdict: 'pass',
      text: `${known.key.name}+${known.key.keyId}, as remembered in ${request.known}`,
    });
    return { key: known.key, trust: 'remembered', known };
  }
  const key = await keyOfServer(request.files);
  const text = `FIRST USE: ${formatVerifierKey(key)} is what the log itself says its key is. Compare it with the key from another source, then give it with --key${request.known === undefined ? ', or remember it with --known' : ''}.`;
  checks.push({ check: 'key', verdict: 'note', text });
  return { key, trust: 'first-use' };
}

async function keyOfServer(files: LogFiles): Promise<VerifierKey> {
  const bytes = await files.read('vkey', maxNoteLength);
  if (bytes === undefined)
    throw new VerificationError('unavailable', 'the log does not say its key: give it with --key');
  return parseVerifierKey(decodeUtf8(bytes) ?? '');
}

interface OpenLog {
  readonly key: VerifierKey;
  readonly checkpoint: SignedCheckpoint;
  /** What an earlier run knew of this log; absent for one that follows upon it. */
  readonly known?: Known;
}

/** The newest checkpoint under the trusted key, or under the one that it was rotated to. */
async function openLog(files: LogFiles, trusted: Trust, checks: Check[]): Promise<OpenLog> {
  try {
    const checkpoint = await readCheckpoint(files, trusted.key);
    checks.push(signed(checkpoint));
    return { ...trusted, checkpoint };
  } catch (error) {
    if (!(error instanceof VerificationError) || error.code !== 'unknown-key') throw error;
    const succession = await followSuccession(files, trusted.key, trusted.known?.checkpoint);
    if (succession === undefined) throw error;
    const { key, ended } = succession;
    const text = `the key was rotated ${ended.length === 1 ? 'once' : `${ended.length} times`}; each old key signed, as its log’s last entry, which one follows: now ${formatVerifierKey(key)}`;
    checks.push({ check: 'rotation', verdict: 'pass', text });
    const checkpoint = await readCheckpoint(files, key);
    checks.push(signed(checkpoint));
    return { key, checkpoint };
  }
}

function signed({ size, root }: Checkpoint): Check {
  return { check: 'checkpoint', verdict: 'pass', text: `signed: ${size} entries, root ${encodeBase64(root)}` };
}

async function checkGrowth(
  { files, known: file }: AuditRequest,
  known: Known | undefined,
  checkpoint: Checkpoint,
  checks: Check[],
): Promise<void> {
  if (known === undefined) {
    const text = `no earlier checkpoint of this log to compare with: that the past was not changed shows from the next run on${file === undefined ? ', with --known' : ''}`;
    checks.push({ check: 'growth', verdict: 'note', text });
    return;
  }
  const hashes = await proveGrowth(files, known.checkpoint, checkpoint);
  const grown = checkpoint.size - known.checkpoint.size;
  const text =
    grown === 0
      ? `the same ${checkpoint.size} entries as remembered`
      : `${known.checkpoint.size} entries remembered, ${grown} added, none changed (${hashes} hashes show it)`;
  checks.push({ check: 'growth', verdict: 'pass', text });
}

async function checkEverything(
  files: LogFiles,
  checkpoint: Checkpoint,
  checks: Check[],
  progress: (line: string) => void,
): Promise<void> {
  let shown = performance.now();
  await proveEverything(files, checkpoint, ({ done, of }) => {
    if (performance.now() - shown < 1000) return;
    shown = performance.now();
    progress(`${done} of ${of} entries …\n`);
  });
  checks.push({
    check: 'all',
    verdict: 'pass',
    text: `all ${checkpoint.size} entries read; they have the signed root`,
  });
}

async function checkEntry(
  request: AuditRequest,
  checkpoint: Checkpoint,
  checks: Check[],
): Promise<(Leaf & { index: number }) | undefined> {
  const { entry, files, body } = request;
  if (entry === undefined) return undefined;
  const proven = await attempt(checks, 'entry', async () => {
    const index = typeof entry === 'number' ? entry : await findEntry(files, checkpoint.size, entry);
    if (index === undefined)
      throw new VerificationError('not-included', `no entry ${entry} among the ${checkpoint.size} that the log serves`);
    const { leaf, proofLength } = await proveEntry(files, checkpoint, index);
    checks.push({
      check: 'entry',
      verdict: 'pass',
      text: `entry ${index} is in the signed log (${proofLength} hashes show it): ${leaf.id}, ${leaf.type}, ${leaf.time}`,
    });
    return { ...leaf, index };
  });
  if (proven !== undefined && body !== undefined) {
    await attempt(checks, 'body', async () => {
      verifyCommitment(proven, body.salt, body.body);
      checks.push({ check: 'body', verdict: 'pass', text: 'the body is the one that the entry commits to' });
    });
  }
  return proven;
}

/** Only a run without a failure is remembered: a log that lied must not become the past that later runs compare with. */
async function remember(
  path: string | undefined,
  key: VerifierKey,
  checkpoint: SignedCheckpoint,
  checks: Check[],
): Promise<void> {
  if (path === undefined || checks.some(({ verdict }) => verdict === 'fail' || verdict === 'unknown')) return;
  await writeKnown(path, key, checkpoint.note);
  checks.push({ check: 'memory', verdict: 'note', text: `remembered in ${path}` });
}

async function checkEvidence(
  { name, json }: AuditRequest['evidence'][number],
  keys: readonly EvidenceKey[],
  checks: Check[],
): Promise<void> {
  if (keys.length === 0) throw new VerificationError('unsupported', `${name}: say with --evidence-key who may sign it`);
  const envelope = parseEnvelope(json);
  const key = await verifyEnvelope(envelope, keys);
  checks.push({
    check: 'evidence',
    verdict: 'pass',
    text: `${name} is signed by ${key.name} (${envelope.payloadType}, ${envelope.payload.length} bytes)`,
  });
}

const uncheckable: ReadonlySet<VerificationErrorCode> = new Set(['unavailable', 'unsupported']);

async function attempt<T>(checks: Check[], check: Check['check'], run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    checks.push({
      check,
      verdict: uncheckable.has(error.code) ? 'unknown' : 'fail',
      text: error.message,
      code: error.code,
    });
    return undefined;
  }
}

function exitCodeOf(checks: readonly Check[]): 0 | 1 | 3 {
  if (checks.some(({ verdict }) => verdict === 'fail')) return 1;
  return checks.some(({ verdict }) => verdict === 'unknown') ? 3 : 0;
}
