import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Client, DatabaseError } from 'pg';
import type { Address } from '../connection.ts';
import { asStoreError, StoreError } from '../errors.ts';
import { migrate, type Migration } from '../migrate.ts';
import { migrations } from '../migrations.generated.ts';
import { connectAsOwner } from '../roles.ts';
import type { Transaction } from '../transaction.ts';
import { withAddress, type Where } from '../where.ts';
import { copyIn } from './copy.ts';
import {
  bad,
  endOfTable,
  EndLine,
  formatVersion,
  Header,
  LineReader,
  magic,
  parseLine,
  quoted,
  SequenceLine,
  TableLine,
} from './format.ts';

export interface RestoreSummary {
  readonly createdAt: string;
  /** Of the program that made the backup. */
  readonly program: string;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Restores a backup into an empty store: the schema as it was, the rows, then what this program migrates. `finish` runs in the same
 * transaction as the rows, so that the store is restored whole, or still empty. SQL in the file is never run.
 *
 * @throws StoreError `bad-backup`, `newer-database`, `not-empty`.
 */
export async function readBackup(where: Where, path: string, finish: Finish): Promise<RestoreSummary> {
  return withAddress(where, (address) => loadBackup(address, path, finish));
}

type Finish = (tx: Transaction) => Promise<void>;

export async function loadBackup(address: Address, path: string, finish: Finish): Promise<RestoreSummary> {
  const plain = (await isCompressed(path)) ? createGunzip() : new PassThrough();
  const reading = pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), plain);
  reading.catch(() => undefined);
  const reader = new LineReader(plain);
  try {
    const header = parseHeader(await firstLine(reader));
    return await load(address, reader, header, finish);
  } catch (error) {
    plain.destroy();
    throw asReadError(path, error);
  }
}

/** Unpacked backups are read too: those of the releases stand in the tests as text. */
async function isCompressed(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    await file.close();
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } catch (error) {
    throw asReadError(path, error);
  }
}

async function firstLine(reader: LineReader): Promise<Buffer> {
  const line = await reader.next();
  reader.count(line);
  return line;
}

function asReadError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ENOENT', 'EACCES', 'EISDIR'].includes(code))
    return new StoreError('bad-backup', `the backup ${path} cannot be read (${code})`, { cause: error });
  if (code.startsWith('Z_') || code.startsWith('ERR_'))
    return bad('its compression is broken: it was cut off, changed, or never a backup', error);
  // A row that its table does not take: class 22 is data, 23 constraints.
  if (error instanceof DatabaseError && /^2[23]/.test(code))
    return bad(`a row of it does not fit: ${error.message}`, error);
  return asStoreError(error);
}

function parseHeader(line: Buffer): Header {
  const version = /^selvedge-backup (\d+) /.exec(line.toString('utf8', 0, 40))?.[1];
  if (version === undefined) throw bad('it does not begin like one');
  if (Number(version) !== formatVersion)
    throw bad(`its format is version ${version}, and this program reads version ${formatVersion}`);
  const header = parseLine(line, `${magic} ${version}`, Header);
  if (header === undefined) throw bad('it does not begin like one');
  return header;
}

async function load(address: Address, reader: LineReader, header: Header, finish: Finish): Promise<RestoreSummary> {
  const owner = await connectAsOwner(address);
  try {
    await refuseUsed(owner);
    await migrate(owner, asOfBackup(header));
    await owner.query('begin');
    const counts = await loadRows(owner, reader);
    await finish({
      query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
        (await owner.query<Row>(sql, [...parameters])).rows,
      afterCommit: () => undefined,
    });
    await owner.query('commit');
    await migrate(owner, migrations);
    return { createdAt: header.createdAt, program: header.program, ...counts };
  } finally {
    await owner.end();
  }
}

/** The migrations that the backed up database had; each must be one of ours, unchanged. */
function asOfBackup(header: Header): Migration[] {
  const unknown = header.migrations.find(
    ({ room, name, digest }) =>
      !migrations.some((known) => known.room === room && known.name === name && known.digest === digest),
  );
  if (unknown !== undefined) {
    throw new StoreError(
      'newer-database',
      `the backup is of a newer database: it has ${unknown.room}/${unknown.name}, which this program does not know as it is there\nRestore it with Selvedge ${header.program} or later.`,
    );
  }
  return migrations.filter((known) =>
    header.migrations.some(({ room, name }) => known.room === room && known.name === name),
  );
}

async function refuseUsed(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    "select c.relname as name from pg_class c where c.relnamespace = to_regnamespace('selvedge') and c.relkind = 'r' and c.relname <> 'migration'",
  );
  for (const { name } of rows) {
    const { rowCount } = await owner.query(`select from ${name} limit 1`);
    if (rowCount !== 0)
      throw new StoreError(
        'not-empty',
        `the store is not empty (${name} has rows): a backup is restored into an empty one\nName another home.`,
      );
  }
}

async function loadRows(owner: Client, reader: LineReader): Promise<{ tables: number; rows: number }> {
  let tables = 0;
  let rows = 0;
  const known = await knownTables(owner);
  while (true) {
    const digest = reader.digest();
    const line = await reader.next();
    const end = parseLine(line, 'end', EndLine);
    if (end !== undefined) {
      if (end.sha256 !== digest || end.rows !== rows) throw bad('its digest does not fit: it was changed or damaged');
      return { tables, rows };
    }
    reader.count(line);
    const table = parseLine(line, 'table', TableLine);
    const sequence = table === undefined ? parseLine(line, 'sequence', SequenceLine) : undefined;
    if (table !== undefined && known.has(table.name)) {
      tables += 1;
      rows += await loadTable(owner, table, reader);
    } else if (sequence !== undefined) {
      await owner.query('select setval(($1)::regclass, $2::bigint)', [sequence.name, sequence.value]);
    } else throw bad(`its line "${line.toString('utf8', 0, 60)}" is not one of this format`);
  }
}

async function knownTables(owner: Client): Promise<Set<string>> {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'selvedge'::regnamespace and relkind = 'r' and relname <> 'migration'",
  );
  return new Set(rows.map(({ name }) => name));
}

/** COPY FROM works under no row-level security, the owner's least of all: it is lifted for the owner, within the transaction. */
async function loadTable(
  owner: Client,
  { name, columns }: { name: string; columns: string[] },
  reader: LineReader,
): Promise<number> {
  const { rows } = await owner.query<{ forced: boolean }>(
    'select relforcerowsecurity as forced from pg_class where oid = ($1)::regclass',
    [name],
  );
  const isForced = rows[0]?.forced === true;
  if (isForced) await owner.query(`alter table ${name} no force row level security`);
  let count = 0;
  await copyIn(
    owner,
    `copy ${name} (${quoted(columns)}) from stdin`,
    (async function* () {
      let piece: Buffer[] = [];
      let length = 0;
      while (true) {
        const line = await reader.next();
        reader.count(line);
        if (line.equals(terminator)) break;
        count += 1;
        length += line.length + 1;
        piece.push(line, newline);
        if (length < 64 * 1024) continue;
        yield Buffer.concat(piece);
        [piece, length] = [[], 0];
      }
      if (length > 0) yield Buffer.concat(piece);
    })(),
  );
  if (isForced) await owner.query(`alter table ${name} force row level security`);
  return count;
}

const terminator = Buffer.from(endOfTable);
const newline = Buffer.from('\n');
