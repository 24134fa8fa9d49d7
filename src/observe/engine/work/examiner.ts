import { hash } from 'node:crypto';
import type { RandomAccess } from '#ground/archives';
import type { Analyzer, AnalyzerSession, ByteRange, FileMeta, NotLookedAt, SourceFile } from '#ground/model';
import { filesInside, isContainer } from '../containers/inside.ts';
import { contentOf, isUsuallyBinary } from '../read/content.ts';
import type { Budgets } from '../request.ts';

/** JSON, or its UTF-8 as an earlier scan kept it: read when somebody asks. */
export type FactsText = string | Uint8Array;

/** Facts of one file for one analyzer: its number, JSON, and for a file in an archive what follows the archive's path. */
export type FactsOf = readonly [analyzer: number, json: FactsText, inside?: string];

/** What looking at one file gave. */
export interface Examined {
  readonly facts: readonly FactsOf[];
  readonly notLookedAt: readonly NotLookedAt[];
}

const nothing: Examined = { facts: [], notLookedAt: [] };

/** Told before each step that may not come back: the number of the analyzer, or -1 for reading. */
export type Watch = (analyzer: number) => void;

/** Hands a file's bytes to every analyzer that wants them. One that fails hides no other's facts. */
export class Examiner {
  private readonly analyzers: readonly Analyzer[];
  private readonly sessions: readonly (AnalyzerSession | undefined)[];
  private readonly budgets: Budgets;

  /** `sessions` by the analyzers' numbers; undefined where opening one failed. */
  constructor(analyzers: readonly Analyzer[], sessions: readonly (AnalyzerSession | undefined)[], budgets: Budgets) {
    this.analyzers = analyzers;
    this.sessions = sessions;
    this.budgets = budgets;
  }

  /** Where an analyzer would have files read to. */
  get lent(): Uint8Array | undefined {
    return this.sessions.find((session) => session?.lends !== undefined)?.lends;
  }

  wants(path: string, size: number): boolean {
    return this.analyzers.some((analyzer, i) => this.sessions[i] !== undefined && analyzer.wants({ path, size }));
  }

  /** Whether somebody reads the file even if it is a binary one. */
  wantsBinary(path: string, size: number): boolean {
    return this.analyzers.some(
      (analyzer, i) => this.sessions[i] !== undefined && readsBinary(analyzer, { path, size }),
    );
  }

  /** `skip`: a bit for each analyzer that did not come back from this file before. */
  examine(path: string, given: Uint8Array, skip: number, watch: Watch, inserted?: readonly ByteRange[]): Examined {
    return isContainer(given)
      ? this.examineInside(path, given.slice(), skip, watch)
      : this.examineContent(path, given, skip, watch, inserted);
  }

  /** `archive`: none of the memory that an analyzer lends. */
  examineInside(path: string, archive: Uint8Array | RandomAccess, skip: number, watch: Watch): Examined {
    const facts: FactsOf[] = [];
    const notLookedAt: NotLookedAt[] = [];
    this.byName({ path, size: 'size' in archive ? archive.size : archive.length }, skip, facts);
    for (const inner of filesInside(path, archive, this.budgets)) {
      watch(-1);
      if (!('bytes' in inner)) {
        notLookedAt.push(inner);
        continue;
      }
      const found = this.examineContent(inner.path, inner.bytes, skip, watch);
      for (const [analyzer, json] of found.facts) facts.push([analyzer, json, inner.path.slice(path.length)]);
      // An archive is full of images and classes: that they are binary goes without saying.
      notLookedAt.push(...found.notLookedAt.filter(({ reason }) => reason !== 'binary'));
    }
    return { facts, notLookedAt };
  }

  private examineContent(
    path: string,
    given: Uint8Array,
    skip: number,
    watch: Watch,
    inserted?: readonly ByteRange[],
  ): Examined {
    const content = contentOf(given, path);
    const facts: FactsOf[] = [];
    const notLookedAt: NotLookedAt[] = [];
    if (content.kind === 'binary') {
      const file: SourceFile = { path, size: given.length, bytes: given };
      this.byName(file, skip, facts);
      this.handOver(file, skip, watch, facts, notLookedAt, readsBinary);
      const isUnread = this.analyzers.some((analyzer) => analyzer.wants(file) && !readsBinary(analyzer, file));
      if (isUnread) notLookedAt.push({ path, reason: 'binary', expected: true });
      return { facts, notLookedAt };
    }
    if (content.kind === 'lfs-pointer')
      notLookedAt.push({
        path,
        reason: 'lfs-pointer',
        detail: 'only the pointer is here',
        expected: isUsuallyBinary(path),
      });
    const raw = content.kind === 'text' ? content.raw : undefined;
    // Offsets of a transcoded text are not those of the file: what is new in it is told by its lines, afterwards.
    const ranges = inserted === undefined || raw !== undefined ? {} : { inserted };
    for (const bytes of raw === undefined ? [content.bytes] : [content.bytes, raw])
      this.handOver({ path, size: bytes.length, bytes, ...ranges }, skip, watch, facts, notLookedAt);
    return facts.length === 0 && notLookedAt.length === 0 ? nothing : { facts, notLookedAt };
  }

  /** What analyzers say of a file of which they get no bytes. */
  private byName(file: FileMeta, skip: number, facts: FactsOf[]): void {
    for (const [i, analyzer] of this.analyzers.entries()) {
      const session = (skip & (1 << i)) !== 0 || !analyzer.wants(file) ? undefined : this.sessions[i];
      const found = session?.extractNamed?.(file).facts;
      if (found !== undefined) facts.push([i, this.toJson(found)]);
    }
  }

  /** Hands over a part of a text as it is. `whole` tells what it is a part of. */
  examinePart(part: SourceFile, whole: Uint8Array, skip: number, watch: Watch): Examined {
    const { path } = part;
    if (contentOf(whole, path).kind === 'binary') return this.examineContent(path, whole, skip, watch);
    const facts: FactsOf[] = [];
    const notLookedAt: NotLookedAt[] = [];
    this.handOver(part, skip, watch, facts, notLookedAt);
    return { facts, notLookedAt };
  }

  private handOver(
    file: SourceFile,
    skip: number,
    watch: Watch,
    facts: FactsOf[],
    notLookedAt: NotLookedAt[],
    reads: (analyzer: Analyzer, file: FileMeta) => boolean = (analyzer) => analyzer.wants(file),
  ): void {
    for (const [i, analyzer] of this.analyzers.entries()) {
      const session = this.sessions[i];
      if (session === undefined || (skip & (1 << i)) !== 0 || !reads(analyzer, file)) continue;
      watch(i);
      try {
        const extraction = session.extract(file, performance.now() + this.budgets.fileMs);
        if (extraction.notLookedAt !== undefined) notLookedAt.push(...extraction.notLookedAt);
        if (extraction.facts !== undefined) facts.push([i, this.toJson(extraction.facts)]);
      } catch (error) {
        notLookedAt.push({ path: file.path, by: analyzer.id, expected: false, ...failureOf(error) });
      }
    }
  }

  private toJson(facts: unknown): string {
    const json = JSON.stringify(facts);
    if (json.length > this.budgets.factsLength) throw new TooManyFactsError(json.length);
    return json;
  }
}

function readsBinary(analyzer: Analyzer, file: FileMeta): boolean {
  return analyzer.wantsBinary?.(file) === true && analyzer.wants(file);
}

/** A digest that no attacker can find a second content for. */
export function digestOf(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

class TooManyFactsError extends Error {
  constructor(length: number) {
    super(`${length} characters of facts`);
    this.name = 'TooManyFactsError';
  }
}

/** An error's message may quote the file, and with it a secret: only its kind and place are kept. */
export function failureOf(error: unknown): Pick<NotLookedAt, 'reason' | 'detail'> {
  if (!(error instanceof Error)) return { reason: 'analyzer-failed', detail: `threw a ${typeof error}` };
  if (error instanceof RangeError && error.message.includes('call stack'))
    return { reason: 'too-deep', detail: 'the call stack ran out' };
  if (error instanceof RangeError && /allocation|Invalid (array|string|typed array) length/.test(error.message))
    return { reason: 'out-of-memory', detail: error.name };
  if (error instanceof TooManyFactsError) return { reason: 'analyzer-failed', detail: error.message };
  const place = /\bat .*?([\w.-]+:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return { reason: 'analyzer-failed', detail: place === undefined ? error.name : `${error.name} at ${place}` };
}
