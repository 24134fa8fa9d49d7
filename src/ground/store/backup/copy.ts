import type { Client, Connection, Submittable } from 'pg';

/**
 * `COPY … TO STDOUT`. Gives each piece to `take`, in order, and waits for it before reading on; a piece is a whole number of
 * rows. The driver has no COPY of its own: this speaks it through the driver's interface for foreign queries.
 */
export async function copyOut(client: Client, sql: string, take: (piece: Buffer) => Promise<void>): Promise<void> {
  const query = new CopyQuery(sql);
  let taken = Promise.resolve();
  let pending = 0;
  query.onData = (piece, { stream }) => {
    pending += piece.length;
    if (pending > highWater) stream.pause();
    taken = taken
      .then(() => take(piece))
      .finally(() => {
        pending -= piece.length;
        if (pending <= highWater) stream.resume();
      });
    // Met again below.
    taken.catch(() => undefined);
  };
  client.query(query);
  await query.done;
  await taken;
}

const highWater = 2 ** 20;

/** `COPY … FROM STDIN`, with what `pieces` gives. When that throws, the statement fails with it and nothing is copied. */
export async function copyIn(client: Client, sql: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const query = new CopyQuery(sql);
  let failure: { cause: unknown } | undefined;
  query.onReady = (connection) => {
    void (async () => {
      try {
        for await (const piece of pieces) {
          connection.sendCopyFromChunk(piece);
          if (connection.stream.writableNeedDrain) await Promise.race([drained(connection), query.done]);
        }
        connection.endCopyFrom();
      } catch (cause) {
        failure = { cause };
        connection.sendCopyFail('the source of the copy failed');
      }
    })();
  };
  client.query(query);
  await query.done.catch((error: unknown) => {
    throw failure === undefined ? error : failure.cause;
  });
}

function drained({ stream }: CopyConnection): Promise<void> {
  return new Promise((done) => void stream.once('drain', done));
}

/** What the driver's connection has, and its declared type leaves out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

class CopyQuery implements Submittable {
  readonly done: Promise<void>;
  onData: ((piece: Buffer, connection: CopyConnection) => void) | undefined;
  onReady: ((connection: CopyConnection) => void) | undefined;
  readonly #sql: string;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;

  constructor(sql: string) {
    this.#sql = sql;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    [this.done, this.#resolve, this.#reject] = [promise, resolve, reject];
    promise.catch(() => undefined);
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.onReady?.(connection);
  }

  handleCopyData(message: { chunk: Buffer }, connection: CopyConnection): void {
    // A view into the driver's buffer, which it fills anew while we wait for the disk.
    this.onData?.(Buffer.from(message.chunk), connection);
  }

  handleCommandComplete(): void {
    // The server is ready for the next one only after it.
  }

  /** The driver lets go of a query that failed: no "ready" follows. */
  handleError(cause: unknown): void {
    this.#reject(cause);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }
}
