import { createHash } from 'node:crypto';
import { z } from 'zod';
import { StoreError } from '../errors.ts';

/**
 * A backup is one gzip file of lines:
 *
 *     selvedge-backup 1 {"migrations": […], "program": "0.1.0", …}
 *     table {"name": "ledger_entry", "columns": ["id", …]}
 *     …rows, in the text format of PostgreSQL's COPY…
 *     \.
 *     sequence {"name": "…", "value": "12"}
 *     end {"rows": 120, "sha256": "…"}
 *
 * The digest is over every byte before the last line, so that a file that was cut off or changed is not restored.
 */
export const magic = 'selvedge-backup';
export const formatVersion = 1;

export const Header = z.strictObject({
  program: z.string(),
  createdAt: z.string(),
  /** Of the database: what was applied to it. */
  migrations: z.array(z.strictObject({ room: z.string(), name: z.string(), digest: z.string() })),
});
export type Header = z.infer<typeof Header>;

const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
export const TableLine = z.strictObject({ name: identifier, columns: z.array(identifier).min(1) });
export const SequenceLine = z.strictObject({ name: identifier, value: z.string().regex(/^-?\d{1,19}$/) });
export const EndLine = z.strictObject({ rows: z.int().min(0), sha256: z.string() });

/** Column names for a statement: some are words of SQL. Their form allows no quotation mark in them. */
export function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}

export const endOfTable = '\\.';

/** The longest line that is read: a row with a large statement in it. */
const longestLine = 256 * 2 ** 20;

/** Reads lines, without their newline, and keeps the digest of all that was read. */
export class LineReader {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #digest = createHash('sha256');
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** @throws StoreError `bad-backup` at the end of the file. */
  async next(): Promise<Buffer> {
    const parts: Buffer[] = [];
    let length = 0;
    while (true) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) {
        parts.push(this.#rest.subarray(0, end));
        this.#rest = this.#rest.subarray(end + 1);
        return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      }
      parts.push(this.#rest);
      length += this.#rest.length;
      if (length > longestLine) throw bad('it holds a line of more than 256 MB');
      const { value, done } = await this.#pieces.next();
      if (done === true) throw bad('it ends in the middle: it was cut off');
      this.#rest = value;
    }
  }

  /** Counts a line, as `next` gave it, into the digest: every line but the last, which holds the digest. */
  count(line: Buffer): void {
    this.#digest.update(line).update('\n');
  }

  digest(): string {
    return this.#digest.copy().digest('hex');
  }
}

/** Parses `word {json}`. */
export function parseLine<T>(line: Buffer, word: string, schema: z.ZodType<T>): T | undefined {
  if (!line.subarray(0, word.length + 1).equals(Buffer.from(`${word} `))) return undefined;
  try {
    return schema.parse(JSON.parse(line.toString('utf8', word.length + 1)));
  } catch (cause) {
    throw bad(`its line "${line.toString('utf8', 0, 60)}" is not one of this format`, cause);
  }
}

export function bad(why: string, cause?: unknown): StoreError {
  return new StoreError('bad-backup', `this is no backup that can be restored: ${why}`, { cause });
}
