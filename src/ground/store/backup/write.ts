import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { Client } from 'pg';
import { type Address, clientConfig } from '../connection.ts';
import { asStoreError, StoreError } from '../errors.ts';
import { withAddress, type Where } from '../where.ts';
import { copyOut } from './copy.ts';
import { endOfTable, formatVersion, type Header, magic, quoted } from './format.ts';

export interface BackupSummary {
  readonly path: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes the whole database, as it is at one moment, into one file that its owner alone may read; private keys are not in it.
 * The store may be in use meanwhile. The file stands under its name when it is whole, and not before.
 *
 * @throws StoreError; `read-only` or `disk-full` for the file's place.
 */
export async function writeBackup(where: Where, path: string, program: string): Promise<BackupSummary> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    const counts = await withAddress(where, (address) => writeFile(address, unfinished, program));
    renameSync(unfinished, path);
    return { path, bytes: statSync(path).size, ...counts };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw asFileError(path, error);
  }
}

function asFileError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StoreError('disk-full', `no space is left for the backup ${path}`, { cause: error });
  if (['EACCES', 'EROFS', 'ENOENT', 'EISDIR', 'ENOTDIR'].includes(code))
    return new StoreError('read-only', `the backup ${path} cannot be written (${code})`, { cause: error });
  return asStoreError(error);
}

async function writeFile(address: Address, path: string, program: string): Promise<{ tables: number; rows: number }> {
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
  await once(file, 'open');
  const gzip = createGzip({ level: 4 });
  const written = finished(gzip.pipe(file));
  written.catch(() => undefined);
  const sink = new Sink(gzip, written);
  const client = new Client(clientConfig(address, 'system'));
  client.on('error', () => undefined);
  await client.connect();
  let counts: { tables: number; rows: number };
  try {
    counts = await dump(client, sink, program);
  } finally {
    await client.end();
  }
  gzip.end();
  await written;
  await flush(path);
  return counts;
}

/** One snapshot for everything: a backup never holds half of a transaction. */
async function dump(client: Client, sink: Sink, program: string): Promise<{ tables: number; rows: number }> {
  // A backup may take longer than any statement of the application.
  await client.query(
    'set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; begin isolation level repeatable read read only',
  );
  const migrations = (
    await client.query<Header['migrations'][number]>('select room, name, digest from migration order by room, name')
  ).rows;
  const header: Header = { program, createdAt: new Date().toISOString(), migrations };
  await sink.write(Buffer.from(`${magic} ${formatVersion} ${JSON.stringify(header)}\n`));
  const tables = await tablesOf(client);
  let rows = 0;
  for (const { name, columns } of tables) {
    await sink.write(Buffer.from(`table ${JSON.stringify({ name, columns })}\n`));
    await copyOut(client, `copy ${name} (${quoted(columns)}) to stdout`, async (piece) => {
      rows += countLines(piece);
      await sink.write(piece);
    });
    await sink.write(Buffer.from(`${endOfTable}\n`));
  }
  for (const { name, value } of await sequencesOf(client))
    await sink.write(Buffer.from(`sequence ${JSON.stringify({ name, value })}\n`));
  await sink.write(Buffer.from(`end ${JSON.stringify({ rows, sha256: sink.digest() })}\n`));
  await client.query('commit');
  return { tables: tables.length, rows };
}

/** Tables in an order in which each refers only to those before it, and to itself. */
async function tablesOf(client: Client): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(`
    select c.relname as name,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select distinct t.relname::text from pg_constraint k join pg_class t on t.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c
    where c.relnamespace = 'selvedge'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    order by 1`);
  const ordered: typeof rows = [];
  const waiting = new Map(rows.map((row) => [row.name, row]));
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(({ needs }) => needs.every((need) => !waiting.has(need)));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const row of free) waiting.delete(row.name);
    ordered.push(...free);
  }
  return ordered;
}

async function sequencesOf(client: Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'selvedge' and last_value is not null order by 1",
  );
  return rows;
}

function countLines(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/** Compresses, at the pace of the disk, and keeps the digest of all that went in. */
class Sink {
  readonly #gzip: Gzip;
  readonly #written: Promise<void>;
  readonly #digest = createHash('sha256');

  constructor(gzip: Gzip, written: Promise<void>) {
    this.#gzip = gzip;
    this.#written = written;
  }

  async write(piece: Buffer): Promise<void> {
    this.#digest.update(piece);
    if (this.#gzip.write(piece)) return;
    // The file's failure ends the wait too.
    await Promise.race([once(this.#gzip, 'drain'), this.#written]);
  }

  digest(): string {
    return this.#digest.copy().digest('hex');
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
