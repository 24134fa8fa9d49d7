import { type ObjectTable, oidOf, type UnpackFailure, type Unpacker } from '#ground/git';
import type { NotLookedAt } from '#ground/model';
import type { Budgets } from '../request.ts';
import { type Examined, Examiner } from '../work/examiner.ts';
import { guarded } from '../work/guard.ts';
import { type Opened, openSessions, type Prepared } from '../work/open.ts';

/** What one version of a file gave under one of its paths. */
export interface Extracted {
  readonly blob: number;
  readonly path: string;
  readonly facts: Examined['facts'];
}

export interface ExtractingOptions {
  readonly prepared: Prepared;
  readonly projectKey: string;
  readonly budgets: Budgets;
  /** Called before each step that may not come back, when somebody else watches over it; absent: it is ended here. */
  readonly beat?: (() => void) | undefined;
}

/** A blob under more paths is looked at under these; for the rest a gap is said. */
const mostPaths = 1000;

/** The second look: hands whole texts to the analyzers, under each path that they had. */
export class Extracting {
  readonly found: Extracted[] = [];
  readonly gaps: NotLookedAt[] = [];
  readonly failures: (readonly [object: number, failure: UnpackFailure])[] = [];
  private readonly table: ObjectTable;
  private readonly unpacker: Unpacker;
  private readonly prepared: Prepared;
  private readonly projectKey: string;
  private readonly budgets: Budgets;
  private readonly beat: (() => void) | undefined;
  private opened: Opened;

  constructor(
    table: ObjectTable,
    unpacker: Unpacker,
    opened: Opened,
    { prepared, projectKey, budgets, beat }: ExtractingOptions,
  ) {
    this.table = table;
    this.unpacker = unpacker;
    this.opened = opened;
    this.prepared = prepared;
    this.projectKey = projectKey;
    this.budgets = budgets;
    this.beat = beat;
  }

  /** Extracts from those of a family's objects that have paths. `isNeeded`: 1 for these, and for all that they are deltas of. */
  look(root: number, isNeeded: Uint8Array, pathsOf: (blob: number) => readonly string[]): void {
    this.unpacker.visit(root, {
      wants: (object) => isNeeded[object] === 1,
      see: (object, text) => {
        const paths = pathsOf(object);
        if (paths.length > mostPaths)
          this.gaps.push({
            path: paths[mostPaths]!,
            reason: 'too-large',
            detail: `one content under ${paths.length} paths; the first ${mostPaths} are looked at`,
            expected: false,
          });
        for (const path of paths.slice(0, mostPaths)) this.examine(object, path, text, 0);
        return undefined;
      },
      fail: (object, failure) => this.failures.push([object, failure]),
    });
  }

  private keep(blob: number, path: string, { facts, notLookedAt }: Examined): void {
    this.gaps.push(...notLookedAt);
    if (facts.length > 0) this.found.push({ blob, path, facts });
  }

  private examine(blob: number, path: string, text: Uint8Array, skip: number): void {
    const { analyzers } = this.prepared;
    const examiner = new Examiner(analyzers, this.opened.sessions, this.budgets);
    if (this.beat !== undefined) {
      this.beat();
      this.keep(blob, path, examiner.examine(path, text, skip, this.beat));
      return;
    }
    let culprit = -1;
    let outcome: Examined | undefined;
    const limit = this.budgets.fileMs * analyzers.length * 1.5 + 500;
    const watch = (analyzer: number): void => {
      culprit = analyzer;
    };
    const ended = guarded(() => {
      outcome = examiner.examine(path, text, skip, watch);
    }, limit);
    if (ended === 'done' && outcome !== undefined) return this.keep(blob, path, outcome);
    // A session that was torn out of its work may be in any state.
    this.opened = openSessions(this.prepared, this.projectKey);
    const by = analyzers[culprit]?.id;
    const detail = `version ${oidOf(this.table, blob).slice(0, 12)}`;
    this.gaps.push({ path, reason: 'timed-out', detail, expected: false, ...(by === undefined ? {} : { by }) });
    if (culprit >= 0) this.examine(blob, path, text, skip | (1 << culprit));
  }
}
