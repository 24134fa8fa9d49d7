import type { Json } from '#ground/model';
import { type Image, readImage, type RuleDetails } from '../image.ts';
import { type Hints, type ScanOutcome, Scanner } from '../scanner.ts';
import type { Span } from '../text.ts';
import { Gitleaks } from './gitleaks/detect.ts';
import type { OwnSecrets } from './settings.ts';

/** The rules of this program and those of the project, as if they stood in one image: the project's have the numbers behind. */
export function withOwn(
  wasm: Uint8Array,
  builtin: Image,
  given: Json,
): { scanner: Scanner; image: Image; gitleaks?: Gitleaks } {
  const settings = given as OwnSecrets; // own/compile.ts made it, and the engine hands over what it was given
  const changes = settings.changes ?? {};
  const own = settings.image === undefined ? undefined : readImage(Buffer.from(settings.image, 'base64'));
  const ids = [...builtin.ids, ...(own?.ids ?? [])];
  const off = new Set([...ids.keys()].filter((rule) => changes[ids[rule] ?? '']?.off === true));
  const image: Image = {
    ...builtin,
    ids: ids.filter((_, rule) => !off.has(rule)),
    details(rule) {
      const details =
        rule < builtin.ruleCount || own === undefined ? builtin.details(rule) : own.details(rule - builtin.ruleCount);
      return changed(details, changes[details.id]);
    },
  };
  const { gitleaks } = settings;
  const scanner = new JointScanner(wasm, builtin, own, off, gitleaks?.first ?? Infinity);
  if (gitleaks === undefined) return { image, scanner };
  const first = builtin.ruleCount + gitleaks.first;
  const look = new Gitleaks(gitleaks, first, {
    detailsOf: (rule) => image.details(rule),
    hintsOf: (text, deadline) => scanner.hintsOf(text, deadline),
  });
  return { image, scanner, gitleaks: look };
}

function changed(details: RuleDetails, change: NonNullable<OwnSecrets['changes']>[string] | undefined): RuleDetails {
  if (change === undefined) return details;
  const { severity = details.severity, confidence = details.confidence } = change;
  return { ...details, severity, confidence };
}

/** Two kernels, one after the other: the project's rules have anchors, classes and budgets of their own. */
class JointScanner extends Scanner {
  private readonly own: Scanner | undefined;
  private readonly builtinCount: number;
  private readonly off: ReadonlySet<number>;
  private readonly firstHint: number;

  /** From `firstHint` on, matches of the project's image are not what a rule means, but where it could match. */
  constructor(wasm: Uint8Array, builtin: Image, own: Image | undefined, off: ReadonlySet<number>, firstHint: number) {
    super(wasm, builtin);
    this.own = own === undefined ? undefined : new Scanner(wasm, own);
    this.builtinCount = builtin.ruleCount;
    this.off = off;
    this.firstHint = firstHint;
  }

  override readAs(path: string | undefined): void {
    super.readAs(path);
    this.own?.readAs(path);
  }

  override scan(text: Uint8Array, deadline: number, matchesPerRule?: number): ScanOutcome {
    return this.joint(super.scan(text, deadline, matchesPerRule), this.own?.scan(text, deadline, matchesPerRule));
  }

  override scanPlaced(low: number, high: number, matchesPerRule: number): ScanOutcome {
    // Where rules could match is asked for each decoded text with its line around it, by hintsOf.
    const text = this.memory.subarray(low, high);
    const own = this.firstHint > 0 ? this.own?.scan(text, Infinity, matchesPerRule) : undefined;
    return this.joint(super.scanPlaced(low, high, matchesPerRule), own && shifted(own, low));
  }

  override spots(text: Uint8Array, regions: Uint32Array, most: number): Uint32Array | undefined {
    const first = super.spots(text, regions, most);
    if (this.own === undefined || first === undefined) return first;
    const second = this.own.spots(text, regions, most);
    return second && inOrder(first, second);
  }

  /** Where the rules from `firstHint` on could match in a text of their own. */
  hintsOf(text: Uint8Array, deadline: number): Hints | undefined {
    const { hints } = this.joint({ matches: [], gaveUp: [] }, this.own?.scan(text, deadline));
    return hints;
  }

  private joint(first: ScanOutcome, second: ScanOutcome = { matches: [], gaveUp: [] }): ScanOutcome {
    const moved = (rule: number): number => rule + this.builtinCount;
    const isOwn = (rule: number): boolean => rule < this.firstHint;
    const isOn = (rule: number): boolean => !this.off.has(rule);
    const own = second.matches
      .filter(({ rule }) => isOwn(rule))
      .map((match) => ({ ...match, rule: moved(match.rule) }));
    const stops = [first.stoppedAt, this.firstHint > 0 ? second.stoppedAt : undefined].filter((at) => at !== undefined);
    return {
      matches: [...first.matches, ...own].filter(({ rule }) => isOn(rule)),
      gaveUp: [...first.gaveUp, ...second.gaveUp.filter(isOwn).map(moved)].filter(isOn),
      ...(stops.length > 0 && { stoppedAt: Math.min(...stops) }),
      ...(this.firstHint < Infinity && {
        hints: {
          matches: second.matches.filter(({ rule }) => !isOwn(rule)),
          gaveUp: second.gaveUp.filter((rule) => !isOwn(rule)),
          ...(second.stoppedAt !== undefined && { stoppedAt: second.stoppedAt }),
        },
      }),
    };
  }
}

/** Two lists of spots, each in rising order, as one. */
function inOrder(first: Uint32Array, second: Uint32Array): Uint32Array {
  const all = new Uint32Array(first.length + second.length);
  let [a, b] = [0, 0];
  while (a + b < all.length) {
    const isFirst = b === second.length || (a < first.length && first[a]! <= second[b]!);
    all.set(isFirst ? first.subarray(a, a + 4) : second.subarray(b, b + 4), a + b);
    if (isFirst) a += 4;
    else b += 4;
  }
  return all;
}

function shifted(outcome: ScanOutcome, by: number): ScanOutcome {
  const moved = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  const matches = outcome.matches.map((match) => ({
    rule: match.rule,
    ...moved(match),
    groups: match.groups.map((group) => group && moved(group)),
  }));
  return { ...outcome, matches };
}
