import { decodeRecord, varint, type SqliteValue } from './sqlite-record.ts';
import { SqliteError } from './sqlite-error.ts';

export interface SqliteRow {
  readonly rowid: bigint;
  /** By column. The one that is an alias of the rowid is null, as the file has it. */
  readonly values: readonly SqliteValue[];
}

/**
 * Reads the tables of a SQLite 3 database in memory (sqlite.org/fileformat2.html): b-trees of tables, overflow pages, records. Nothing of
 * SQL, no indexes, no tables WITHOUT ROWID, no changes that still stand in a `-wal` or journal file. Each page is looked at once at most:
 * linear, whatever the pages point to.
 */
export class SqliteFile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #pageSize: number;
  /** Of a page, without what is reserved at its end. */
  readonly #usable: number;
  readonly #encoding: 'utf-8' | 'utf-16le' | 'utf-16be';

  /** Throws SqliteError for what is no SQLite 3 database. */
  constructor(bytes: Uint8Array) {
    const magic = 'SQLite format 3\0';
    if (bytes.length < 512 || !Buffer.from(bytes.buffer, bytes.byteOffset, 16).equals(Buffer.from(magic)))
      throw new SqliteError('malformed', 'no SQLite 3 database');
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = this.#view.getUint16(16);
    this.#pageSize = size === 1 ? 65_536 : size;
    this.#usable = this.#pageSize - this.#view.getUint8(20);
    if (this.#pageSize < 512 || (this.#pageSize & (this.#pageSize - 1)) !== 0 || this.#usable < 480)
      throw new SqliteError('malformed', `a page size of ${this.#pageSize} bytes`);
    const encodings = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'] as const;
    const encoding = encodings[this.#view.getUint32(56)];
    if (encoding === undefined) throw new SqliteError('unsupported', 'an unknown text encoding');
    this.#encoding = encoding;
  }

  /** The root page of a table, by its name in any case; undefined when there is none of that name. */
  rootOf(table: string): number | undefined {
    for (const { values } of this.rows(1)) {
      const [type, name, , root] = values;
      if (type === 'table' && typeof name === 'string' && name.toLowerCase() === table.toLowerCase())
        return typeof root === 'number' ? root : undefined;
    }
    return undefined;
  }

  /** The rows of the table with this root page, in order of their rowids. Throws SqliteError when it comes to a damaged page. */
  *rows(root: number): Generator<SqliteRow> {
    const seen = new Uint8Array(Math.ceil(this.#bytes.length / this.#pageSize) + 1);
    const stack = [root];
    for (let page = stack.pop(); page !== undefined; page = stack.pop()) {
      const { start, header, cells } = this.#page(page, seen);
      const kind = this.#view.getUint8(header);
      if (kind === leafTable) yield* this.#leaf(start, cells, seen);
      else if (kind === interiorTable) {
        const children = cells.map((cell) => this.#uint32(cell));
        children.push(this.#uint32(header + 8));
        for (const child of children.reverse()) stack.push(child);
      } else throw new SqliteError('malformed', `page ${page} is no page of a table`);
    }
  }

  /** Where a page, its header and its cells begin in the file. Each page may be taken once. */
  #page(
    number: number,
    seen: Uint8Array,
  ): { readonly start: number; readonly header: number; readonly cells: number[] } {
    const start = this.#take(number, seen);
    const header = number === 1 ? start + 100 : start;
    const count = this.#view.getUint16(header + 3);
    const pointers = header + (this.#view.getUint8(header) === interiorTable ? 12 : 8);
    if (pointers + count * 2 > start + this.#usable)
      throw new SqliteError('malformed', `page ${number} has too many cells`);
    const cells: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const at = this.#view.getUint16(pointers + i * 2);
      if (at < 8 || at > this.#usable - 4) throw new SqliteError('malformed', `a cell outside of page ${number}`);
      cells.push(start + at);
    }
    return { start, header, cells };
  }

  #take(number: number, seen: Uint8Array): number {
    const start = (number - 1) * this.#pageSize;
    if (number < 1 || start + this.#pageSize > this.#bytes.length)
      throw new SqliteError('malformed', `page ${number} is outside of the file`);
    if (seen[number] !== 0) throw new SqliteError('malformed', `page ${number} is used twice`);
    seen[number] = 1;
    return start;
  }

  *#leaf(start: number, cells: readonly number[], seen: Uint8Array): Generator<SqliteRow> {
    const end = start + this.#usable;
    // Cells that overlap would make one page stand for many times its size.
    let room = this.#usable;
    for (const cell of cells) {
      const [length, afterLength] = varint(this.#bytes, cell, end);
      const [rowid, at] = varint(this.#bytes, afterLength, end);
      const size = Number(length);
      const local = this.#localOf(size);
      room -= local;
      if (room < 0 || at + local > end) throw new SqliteError('malformed', 'a cell that is longer than its page');
      const payload = local === size ? this.#bytes.subarray(at, at + size) : this.#withOverflow(at, local, size, seen);
      yield { rowid: BigInt.asIntN(64, rowid), values: decodeRecord(payload, this.#encoding) };
    }
  }

  /** How much of a payload stands in the leaf itself (section 1.6, "Cell payload overflow pages"). */
  #localOf(size: number): number {
    const most = this.#usable - 35;
    if (size <= most) return size;
    const least = Math.floor(((this.#usable - 12) * 32) / 255) - 23;
    const fitting = least + ((size - least) % (this.#usable - 4));
    return fitting <= most ? fitting : least;
  }

  #withOverflow(at: number, local: number, size: number, seen: Uint8Array): Uint8Array {
    if (size > this.#bytes.length) throw new SqliteError('malformed', 'a row that is longer than the file');
    const payload = new Uint8Array(size);
    payload.set(this.#bytes.subarray(at, at + local));
    let next = this.#uint32(at + local);
    for (let filled = local; filled < size;) {
      const start = this.#take(next, seen);
      const part = Math.min(this.#usable - 4, size - filled);
      payload.set(this.#bytes.subarray(start + 4, start + 4 + part), filled);
      filled += part;
      next = this.#view.getUint32(start);
    }
    return payload;
  }

  #uint32(at: number): number {
    if (at + 4 > this.#bytes.length) throw new SqliteError('malformed', 'the file is cut off');
    return this.#view.getUint32(at);
  }
}

const leafTable = 0x0d;
const interiorTable = 0x05;
