import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#ground/places';
import { isObject, type JsonObject } from './json.ts';

/** How a source went the last time, besides what the index says of it. Times in milliseconds since 1970. */
export interface FeedState {
  readonly failure?: { readonly at: number; readonly code: string; readonly message: string };
  /** Of the last update that went well: what of it was left out. */
  readonly problems?: { readonly count: number; readonly named: readonly string[] };
  readonly notes?: readonly string[];
}

const fileName = 'feeds.json';

/** What is noted of each source, by its id; nothing where the file is not there or makes no sense: it is no truth, only news. */
export function readStates(folder: string): Map<string, FeedState> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, fileName), 'utf8'));
  } catch {
    return new Map();
  }
  const sources = isObject(value) && isObject(value['sources']) ? value['sources'] : {};
  return new Map(Object.entries(sources).flatMap(([id, state]) => (isObject(state) ? [[id, stateOf(state)]] : [])));
}

/** Where nothing can be written, the outcome is told and not kept. */
export function noteState(folder: string, id: string, change: (before: FeedState) => FeedState): void {
  const states = readStates(folder);
  states.set(id, change(states.get(id) ?? {}));
  const fresh = join(folder, `${fileName}.${process.pid}.tmp`);
  try {
    makeFolder(folder);
    writeFileSync(fresh, JSON.stringify({ version: 1, sources: Object.fromEntries(states) }), { mode: 0o600 });
    renameSync(fresh, join(folder, fileName));
  } catch {
    // A full disk or a folder that is read-only: the failure that is to be noted is most likely this one.
  }
}

function stateOf(state: JsonObject): FeedState {
  const { failure, problems, notes } = state;
  return {
    ...(isObject(failure) && {
      failure: { at: numberOf(failure['at']), code: String(failure['code']), message: String(failure['message']) },
    }),
    ...(isObject(problems) && { problems: { count: numberOf(problems['count']), named: textsOf(problems['named']) } }),
    ...(Array.isArray(notes) && { notes: textsOf(notes) }),
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string').slice(0, 50) : [];
}
