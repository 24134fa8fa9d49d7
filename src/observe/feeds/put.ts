import {
  AdvisoryIndexError,
  type KnownRecords,
  knownRecords,
  type OsvInput,
  packageKindOfEcosystem,
  type SourceContent,
  updateSource,
} from '#ground/advisories';
import type { Json } from '#ground/model';
import { FeedError, FeedProblems } from './feed-error.ts';
import type { FeedContext, FeedSource, FeedUpdate } from './feed.ts';
import { instantIn } from './json.ts';

export interface PutOptions {
  /** The index's folder. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When the data is from: default now, as the source was asked just now; `'as it says'`: its newest change. */
  readonly asOf?: number | 'as it says';
  /** Take it although a fifth of the records or more are gone. */
  readonly acceptShrink?: boolean;
  /** Take it although it is older than what is there. */
  readonly acceptOlder?: boolean;
  readonly origin: string;
  readonly problems: FeedProblems;
  readonly onProgress?: FeedContext['onProgress'];
}

export interface PutReport {
  readonly records: number;
  readonly changed: number;
  readonly removed: number;
  readonly problems: { readonly count: number; readonly named: readonly string[] };
  /** For people: what is odd and yet no failure. */
  readonly notes: readonly string[];
}

/**
 * Puts what a source said into the index, in one step. What has lost too much, or is older than what is there, changes nothing.
 *
 * @throws FeedError, AdvisoryIndexError, and what the system says of files.
 */
export async function putIntoIndex(source: FeedSource, update: FeedUpdate, options: PutOptions): Promise<PutReport> {
  const counted = new Counted(source, update, knownRecords(options.folder, source.id), options);
  const cursor = cursorOf(update);
  const report = await patiently(() =>
    updateSource(options.folder, {
      source: {
        id: source.id,
        origin: options.origin,
        limitHours: source.limitHours,
        ...(source.partial === true && { partial: true as const }),
        ...(source.ecosystem !== undefined && { wholeOf: kindsOf(source.ecosystem) }),
      },
      // Read by the index when all records have gone by: only then they are known.
      get checkedAt() {
        return counted.asOf();
      },
      get modified() {
        return counted.newest;
      },
      get cursor() {
        return cursor();
      },
      content: counted.content(),
    }),
  );
  const { problems } = options;
  const named = [...problems.named, ...report.problems.named.filter((text) => !counted.isTold(text))];
  return {
    records: report.records,
    changed: report.changed,
    removed: report.removed,
    problems: { count: problems.count + report.problems.count - counted.unreadCount, named: named.slice(0, 20) },
    notes: counted.notes,
  };
}

function kindsOf(ecosystem: string): string[] {
  const kind = packageKindOfEcosystem(ecosystem);
  return kind === undefined ? [] : [kind];
}

/** Once: to ask for it may say what is amiss. */
function cursorOf(update: FeedUpdate): () => Json {
  let value: Json | undefined;
  return () => (value ??= (update.kind === 'advisories' ? update.cursor() : update.cursor) ?? null);
}

/** Another process is done soon, or is not. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AdvisoryIndexError) || error.code !== 'busy' || attempt >= 50) throw error;
      await new Promise((done) => {
        setTimeout(done, 200);
      });
    }
  }
}

/** The share of a source's records that may be gone at once without somebody saying so. */
const mostLost = 0.2;
/** Fewer than these come and go. */
const fewRecords = 50;
const day = 86_400_000;

/** The update as the index takes it, with what is learnt while it goes by. */
class Counted {
  newest = 0;
  unreadCount = 0;
  readonly notes: string[] = [];
  private count = 0;
  private future = 0;
  private readonly unread = new Set<string>();
  private readonly source: FeedSource;
  private readonly update: FeedUpdate;
  private readonly before: KnownRecords;
  private readonly options: PutOptions;

  constructor(source: FeedSource, update: FeedUpdate, before: KnownRecords, options: PutOptions) {
    this.source = source;
    this.update = update;
    this.before = before;
    this.options = options;
  }

  content(): SourceContent {
    const { update } = this;
    if (update.kind === 'unchanged') {
      this.newest = this.before.modified;
      return { kind: 'unchanged' };
    }
    if (update.kind === 'advisories') {
      const removed = update.isComplete ? [] : update.removed();
      if (removed.length > 0) this.refuseShrink(this.before.records - removed.length);
      return { kind: 'records', complete: update.isComplete, records: this.records(update), removed };
    }
    this.newest = update.modified;
    this.refuseShrink(update.entries.length);
    this.refuseOlder();
    return update;
  }

  asOf(): number {
    const { asOf = this.options.now, now } = this.options;
    if (this.update.kind === 'advisories' && this.update.interrupted?.() !== undefined) return this.before.checkedAt;
    return Math.min(now, asOf === 'as it says' ? this.newest : asOf);
  }

  /** Whether a problem of the index is one that was told already. */
  isTold(text: string): boolean {
    return this.unread.has(text.slice(0, text.indexOf(':')));
  }

  private async *records(update: Extract<FeedUpdate, { kind: 'advisories' }>): AsyncGenerator<OsvInput> {
    const { now, onProgress } = this.options;
    for await (const { file, place, value } of update.records) {
      const id = typeof value['id'] === 'string' ? value['id'] : undefined;
      const modified = instantIn(value['modified']);
      if (modified > now + day) this.future += 1;
      else if (modified > this.newest) this.newest = Math.min(modified, now);
      this.count += 1;
      if (this.count % 2000 === 0)
        onProgress?.({ source: this.source.id, phase: 'reading', done: this.count, unit: 'records' });
      yield { name: id ?? `${file}${place === undefined ? '' : ` (${place})`}`, content: value };
    }
    // A record that cannot be read is no record that is gone: the index keeps what it knows under its name.
    for (const id of update.unread()) {
      this.unread.add(id);
      this.unreadCount += 1;
      yield { name: id, content: '' };
    }
    this.judge(update);
  }

  private judge({ isComplete }: Extract<FeedUpdate, { kind: 'advisories' }>): void {
    if (isComplete) {
      this.refuseUnread();
      this.refuseShrink(this.count + this.unreadCount);
      this.refuseOlder();
    } else this.newest = Math.max(this.newest, this.before.modified);
    if (this.future > 0)
      this.notes.push(
        `${this.future} of its records say that they were changed later than today: their time is not believed`,
      );
  }

  private refuseShrink(count: number): void {
    const { records } = this.before;
    if (this.options.acceptShrink === true || count >= records * (1 - mostLost)) return;
    if (records < fewRecords && count > 0) return;
    throw new FeedError('shrunk', this.source.id, `it had ${records} records and now has ${count}`, {
      remedy: 'What is stored stays. If so many are really gone: --accept-shrink',
    });
  }

  /** One that is damaged is left out; where most are, it is the feed that is damaged. */
  private refuseUnread(): void {
    const all = this.count + this.unreadCount;
    if (this.unreadCount === 0 || (this.count > 0 && this.unreadCount <= Math.max(10, all * mostLost))) return;
    const first = this.options.problems.named[0];
    throw new FeedError(
      'damaged',
      this.source.id,
      `${this.unreadCount} of its ${all} records cannot be read${first === undefined ? '' : `, such as ${first}`}`,
      { remedy: 'What is stored stays; get the feed again.' },
    );
  }

  private refuseOlder(): void {
    if (this.options.acceptOlder === true || this.newest === 0 || this.newest >= this.before.modified - day) return;
    const [then, now] = [this.before.modified, this.newest].map((at) => new Date(at).toISOString().slice(0, 10));
    throw new FeedError('older', this.source.id, `its newest change is of ${now}, and what is stored is of ${then}`, {
      remedy: 'What is stored stays. If the older one is wanted: --accept-older',
    });
  }
}
