import { JsonFailure, type JsonNode, type JsonOptions, type JsonReader, readJson, streamJson } from '#ground/formats';
import { ReadFailure, type ReadableFile } from './reader.ts';

/** A JSON file as a tree with lines. Throws ReadFailure. */
export function readJsonFile(file: ReadableFile, options: JsonOptions): JsonNode {
  try {
    return readJson(file.bytes, options);
  } catch (error) {
    throw readFailureOf(error);
  }
}

/**
 * Walks over a JSON file that may be big. Returns why it could not be read to its end: what `visit` has gathered until then may still be
 * worth listing, beside a problem that says so. Throws ReadFailure when the time was up.
 */
export function streamJsonFile(
  file: ReadableFile,
  options: JsonOptions,
  visit: (reader: JsonReader) => unknown,
): ReadFailure | undefined {
  try {
    streamJson(file.bytes, options, visit);
    return undefined;
  } catch (error) {
    const failure = readFailureOf(error);
    if (failure.code === 'timed-out') throw failure;
    return failure;
  }
}

function readFailureOf(error: unknown): ReadFailure {
  if (!(error instanceof JsonFailure)) throw error;
  return new ReadFailure(error.code, `No JSON: ${error.message} (column ${error.column}).`, error.line);
}
