import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { NetError, shownUrl } from './error.ts';

export interface BodyOptions {
  readonly url: URL;
  /** Of the body as it is after decompression: what a small answer unfolds to is bounded too. */
  readonly mostBytes: number;
  /** What is longer is cut there; otherwise it is refused. */
  readonly cut?: boolean;
}

/** @throws NetError `too-large`, `cut-short`, `bad-answer`. */
export async function bodyOf(message: IncomingMessage, options: BodyOptions): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of piecesOf(message, options)) parts.push(part);
  return Buffer.concat(parts);
}

/** The body in pieces, decoded and counted. Leaving it early ends the connection. */
export async function* piecesOf(
  message: IncomingMessage,
  { url, mostBytes, cut = false }: BodyOptions,
): AsyncGenerator<Buffer> {
  let left = mostBytes;
  try {
    for await (const part of decoded(message, url) as AsyncIterable<Buffer>) {
      if (part.length > left && !cut)
        throw new NetError('too-large', `${shownUrl(url)} answers with more than ${mostBytes} bytes`);
      const piece = part.subarray(0, left);
      left -= piece.length;
      yield piece;
      if (cut && left === 0) return;
    }
    if (!message.complete) throw cutShort(url);
  } catch (error) {
    throw isCut(error) ? cutShort(url, error) : error;
  } finally {
    if (!message.complete) message.destroy();
  }
}

function cutShort(url: URL, cause?: unknown): NetError {
  return new NetError('cut-short', `${shownUrl(url)} broke off in the middle of its answer`, { cause });
}

function isCut(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function decoded(message: IncomingMessage, url: URL): Readable {
  const encoding = (message.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return message;
  const decoder =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : undefined;
  if (decoder !== undefined) return pipeline(message, decoder, () => undefined);
  message.destroy();
  throw new NetError(
    'bad-answer',
    `${shownUrl(url)} answers in the encoding ${encoding.slice(0, 40)}, which was not asked for`,
  );
}
