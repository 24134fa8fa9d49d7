import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import { asPlaceError } from './places.ts';
import { isAlive, startOf } from './processes.ts';

/** Who holds a data folder: a process, and when it began, because process ids come again. */
interface Owner {
  readonly pid: number;
  readonly start: string;
}

/**
 * Marks the data folder as ours, so that two programs never start a server (or initialise a cluster) in it. Returns what
 * gives it back. A mark whose process is gone is taken over.
 *
 * @throws StoreError `in-use`, naming the process.
 */
export function claimHome(home: string): () => void {
  const mark = join(home, 'owner.json');
  const mine = `${mark}.${process.pid}`;
  const me: Owner = { pid: process.pid, start: startOf(process.pid) };
  try {
    writeFileSync(mine, JSON.stringify(me), { mode: 0o644 });
  } catch (cause) {
    throw asPlaceError(home, cause);
  }
  try {
    for (let attempt = 0; attempt < 50; attempt++) {
      if (takes(mine, mark)) return () => giveBack(mark, me);
      const holder = readOwner(mark);
      if (holder !== undefined && isRunning(holder)) throw inUse(home, holder.pid);
      if (holder !== undefined) setAside(mark, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw inUse(home, undefined);
}

/** The error of a second start on one data folder. */
export function inUse(home: string, pid: number | undefined): StoreError {
  const who = pid === undefined ? 'another program' : `PID ${pid}`;
  return new StoreError(
    'in-use',
    `the data folder ${home} is in use by ${who}\nStop that one first, or choose another folder by SELVEDGE_DATA_HOME.`,
    { pid },
  );
}

/** A hard link is made or not made in one step, whole file and all. */
function takes(mine: string, mark: string): boolean {
  try {
    linkSync(mine, mark);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw asPlaceError(mark, error);
  }
}

/** Moves a dead owner's mark away; if in that moment somebody alive had put his there, puts it back. */
function setAside(mark: string, dead: Owner): void {
  const aside = `${mark}.${process.pid}.dead`;
  try {
    renameSync(mark, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved !== undefined && (moved.pid !== dead.pid || moved.start !== dead.start)) takes(aside, mark);
  rmSync(aside, { force: true });
}

function giveBack(mark: string, me: Owner): void {
  const holder = readOwner(mark);
  if (holder?.pid === me.pid && holder.start === me.start) rmSync(mark, { force: true });
}

function isRunning({ pid, start }: Owner): boolean {
  return isAlive(pid) && startOf(pid) === start;
}

function readOwner(mark: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(mark, 'utf8')) as Partial<Owner>; // checked in the next line
    return typeof owner.pid === 'number' && typeof owner.start === 'string'
      ? { pid: owner.pid, start: owner.start }
      : { pid: 0, start: '' };
  } catch (error) {
    // Not there: nobody's. Not readable as JSON: nobody's either, and to be set aside.
    return error instanceof SyntaxError ? { pid: 0, start: '' } : undefined;
  }
}
