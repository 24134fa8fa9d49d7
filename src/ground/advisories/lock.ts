import { linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#ground/places';
import { AdvisoryIndexError } from './bytes.ts';

/**
 * Works while nobody else changes the index in the folder, which is made where there is none: one after the other in this process; while another
 * process does, AdvisoryIndexError `busy`.
 */
export async function locked<Result>(folder: string, work: () => Result | Promise<Result>): Promise<Result> {
  const before = waiting.get(folder) ?? Promise.resolve();
  const mine = before.then(() => alone(folder, work));
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  waiting.set(folder, settled);
  try {
    return await mine;
  } finally {
    if (waiting.get(folder) === settled) waiting.delete(folder);
  }
}

const waiting = new Map<string, Promise<void>>();

async function alone<Result>(folder: string, work: () => Result | Promise<Result>): Promise<Result> {
  makeFolder(folder);
  const path = join(folder, lockName);
  for (let attempt = 0; !takes(path); attempt++) {
    if (attempt > 2 || holderLives(path))
      throw new AdvisoryIndexError('busy', lockName, 'as a whole', 'another process is writing the index');
    unlinkIfThere(path);
  }
  try {
    return await work();
  } finally {
    unlinkIfThere(path);
  }
}

/** The lock appears with its holder's number in it: who is killed on the way holds nothing. */
function takes(path: string): boolean {
  const own = `${path}.${process.pid}`;
  try {
    writeFileSync(own, String(process.pid), { mode: 0o600 });
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkIfThere(own);
  }
}

/** A process that died leaves its lock behind. */
function holderLives(path: string): boolean {
  let pid: number;
  try {
    pid = Number(readFileSync(path, 'utf8'));
    // No lock of ours is empty; one that is was not written whole.
    if (pid === 0) return Date.now() - statSync(path).mtimeMs < 10_000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const lockName = 'update.lock';
