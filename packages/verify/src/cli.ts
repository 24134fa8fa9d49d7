import { createPublicKey } from 'node:crypto';
import { parseArgs } from 'node:util';
import { audit, type AuditRequest } from './audit.ts';
import { decodeBase64, decodeUtf8 } from './bytes.ts';
import { directoryFiles, readBounded } from './directory.ts';
import type { EvidenceKey } from './dsse.ts';
import { VerificationError } from './error.ts';
import { httpFiles } from './http.ts';
import type { LogFiles } from './log.ts';
import { maxNoteLength, parseVerifierKey, type VerifierKey } from './note.ts';
import { printJson, printReport } from './report.ts';

const usage = `Usage: selvedge-verify LOG [ENTRY] [options]

Checks a Selvedge log with nothing but its files and its key. LOG is the URL
under which it is served, or a directory of its files (checkpoint, tile/…).
ENTRY is an entry's id (ent_…) or its index, from 0.

  --key KEY            the log's key, as text (name+id+key) or in a file. Get it from
                       somewhere other than the log's own server.
  --known FILE         remember the key and the newest checkpoint here; the next run
                       shows that the log only grew since
  --all                read every entry, and compute the signed root from them
  --body FILE          ENTRY's body and salt, as the server gave them to you (JSON):
                       checks that they are what the log committed to
  --evidence FILE      a DSSE envelope: checks its signature (may be repeated)
  --evidence-key KEY   who may sign it: name+id+key, or a PEM file (may be repeated)
  --json               the report as JSON
  --help, --version

Exit codes: 0 all that was checked holds, 1 a check failed, 2 usage,
3 something could not be checked (unreachable, unsupported).
`;

class UsageError extends Error {}

/** Runs the command, and returns its exit code. `out` gets the report, `err` what went wrong before there was one. */
export async function main(
  argv: readonly string[],
  { out, err }: { out: (text: string) => void; err: (text: string) => void },
): Promise<0 | 1 | 2 | 3> {
  try {
    const options = parse(argv);
    if (options.help) return (out(usage), 0);
    if (options.version) return (out(`${version()}\n`), 0);
    const report = await audit(await requestOf(options), (line) => err(line));
    out(options.json ? printJson(report) : printReport(report));
    return report.exitCode;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    err(`selvedge-verify: ${error.message}\nselvedge-verify --help says how.\n`);
    return 2;
  }
}

type Options = ReturnType<typeof parse>;

function parse(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        known: { type: 'string' },
        all: { type: 'boolean', default: false },
        body: { type: 'string' },
        evidence: { type: 'string', multiple: true, default: [] },
        'evidence-key': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
    return { ...values, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function requestOf(options: Options): Promise<AuditRequest> {
  const [log, entry, ...rest] = options.positionals;
  if (log === undefined) throw new UsageError('which LOG? A URL, or a directory.');
  if (rest.length > 0) throw new UsageError(`one ENTRY at a time, not also ${rest.join(' ')}`);
  if (options.body !== undefined && entry === undefined)
    throw new UsageError('--body needs the ENTRY whose body it is');
  return {
    log,
    files: filesOf(log),
    all: options.all,
    ...(entry === undefined ? {} : { entry: entryOf(entry) }),
    ...(options.key === undefined ? {} : { key: await logKey(options.key) }),
    ...(options.known === undefined ? {} : { known: options.known }),
    ...(options.body === undefined ? {} : { body: await disclosure(options.body) }),
    evidence: await Promise.all(options.evidence.map(async (name) => ({ name, json: await readJson(name) }))),
    evidenceKeys: await Promise.all(options['evidence-key'].map(evidenceKey)),
  };
}

function filesOf(log: string): LogFiles {
  if (/^https?:\/\//i.test(log)) {
    if (!URL.canParse(log) || new URL(log).username !== '')
      throw new UsageError(`${log} is not a URL that can be asked`);
    return httpFiles(log);
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(log)) throw new UsageError(`${log}: only http and https`);
  return directoryFiles(log);
}

function entryOf(text: string): number | string {
  if (/^(0|[1-9]\d{0,15})$/.test(text)) return Number(text);
  if (/^ent_[0-9a-f-]{36}$/.test(text)) return text;
  throw new UsageError(`${text} is neither an entry’s id (ent_…) nor an index`);
}

const vkeyForm = /\+[0-9a-f]{8}\+/;

/** A key given as text, or the name of a file that holds one. */
async function logKey(argument: string): Promise<VerifierKey> {
  const text = vkeyForm.test(argument) ? argument : await readText(argument, maxNoteLength);
  try {
    return parseVerifierKey(text);
  } catch (error) {
    throw new UsageError(`--key: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function evidenceKey(argument: string): Promise<EvidenceKey> {
  const text = vkeyForm.test(argument) ? argument : await readText(argument, maxNoteLength);
  try {
    if (!text.includes('-----BEGIN')) return parseVerifierKey(text);
    const key = createPublicKey(text);
    if (key.asymmetricKeyType !== 'ed25519')
      throw new UsageError(`${argument} is a key for ${key.asymmetricKeyType}; evidence is signed with Ed25519`);
    return { name: argument, publicKey: new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(-32)) };
  } catch (error) {
    throw new UsageError(`--evidence-key: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the server gives to those who may read an entry: its body and salt. */
async function disclosure(path: string): Promise<{ salt: Uint8Array; body: unknown }> {
  const { salt, body } = ((await readJson(path)) ?? {}) as Record<string, unknown>; // members still unknown
  const bytes = typeof salt === 'string' ? decodeBase64(salt) : undefined;
  if (bytes === undefined || body === undefined) throw new UsageError(`${path} holds no body with its salt (Base64)`);
  return { salt: bytes, body };
}

const maxJsonLength = 64 * 1024 * 1024;

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(path, maxJsonLength)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} is not JSON`);
    throw error;
  }
}

async function readText(path: string, limit: number): Promise<string> {
  try {
    const bytes = await readBounded(path, limit);
    if (bytes === undefined) throw new UsageError(`there is no file ${path}`);
    const text = decodeUtf8(bytes);
    if (text === undefined) throw new UsageError(`${path} is not UTF-8`);
    return text;
  } catch (error) {
    if (error instanceof VerificationError) throw new UsageError(error.message);
    throw error;
  }
}

/** Replaced in the bundle by the package's version; from the sources there is none. */
declare const SELVEDGE_VERIFY_VERSION: string | undefined;

function version(): string {
  return typeof SELVEDGE_VERIFY_VERSION === 'undefined' ? 'from source' : SELVEDGE_VERIFY_VERSION;
}
