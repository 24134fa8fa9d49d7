import type { DecisionRecord, ExceptionRecord, Stage } from '../api.generated.ts';

/** One control asked of one subject, with its latest decision at every stage. */
export interface Question {
  readonly control: string;
  readonly subject: string;
  readonly title: string;
  /** In the order of the life of software. */
  readonly stages: readonly DecisionRecord[];
  /** The decision that matters most. */
  readonly worst: DecisionRecord;
}

/** What a person has to decide, most urgent first. */
export interface Agenda {
  /** Blocks somebody now: fails, or is unknown, where it is enforced. */
  readonly blocks: readonly Question[];
  readonly wouldFail: readonly Question[];
  readonly unknown: readonly Question[];
  readonly passes: readonly Question[];
}

const stageOrder: readonly Stage[] = ['commit', 'merge', 'build', 'deploy', 'run'];

/** Sorts the latest decisions into what blocks, what would fail if it were enforced, what is unknown, and what passes. */
export function agendaOf(decisions: readonly DecisionRecord[]): Agenda {
  const asked = Map.groupBy(decisions, ({ control, subject }) => `${subject} ${control}`);
  const questions = Array.from(asked.values(), questionOf).sort(byUrgency);
  const of = (section: keyof Agenda) => questions.filter((question) => sectionOf(question.worst) === section);
  return { blocks: of('blocks'), wouldFail: of('wouldFail'), unknown: of('unknown'), passes: of('passes') };
}

function questionOf(decisions: readonly DecisionRecord[]): Question {
  const stages = [...decisions].sort((a, b) => stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage));
  const worst = stages.reduce((worst, next) => (gravity(next) > gravity(worst) ? next : worst));
  return { control: worst.control, subject: worst.subject, title: worst.title, stages, worst };
}

function sectionOf({ verdict, effect }: DecisionRecord): keyof Agenda {
  if (effect === 'blocks') return 'blocks';
  return verdict === 'fail' ? 'wouldFail' : verdict === 'unknown' ? 'unknown' : 'passes';
}

function gravity(decision: DecisionRecord): number {
  const verdict = { fail: 2, unknown: 1, pass: 0 }[decision.verdict];
  const effect = { blocks: 3, warns: 2, notes: 1, none: 0 }[decision.effect];
  return (decision.effect === 'blocks' ? 100 : 0) + verdict * 10 + effect;
}

function byUrgency(a: Question, b: Question): number {
  return (
    gravity(b.worst) - gravity(a.worst) ||
    b.worst.newlyDenied - a.worst.newlyDenied ||
    b.worst.denied - a.worst.denied ||
    (a.control < b.control ? -1 : 1)
  );
}

/** How long before its end an exception is somebody's business. */
const soonDays = 30;

/** Exceptions that end within `soonDays`, those that end first, first. */
export function lapsingSoon(exceptions: readonly ExceptionRecord[], now: number): ExceptionRecord[] {
  return exceptions
    .filter(({ state, end }) => state === 'active' && Date.parse(end) - now < soonDays * 86_400_000)
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}

/** "3 findings count against it, 1 of them new; at most 2 are tolerated." */
export function explainCount({ denied, newlyDenied, accepted, judged, quantifier }: DecisionRecord): string {
  const against = `${denied.toLocaleString('en')} of ${judged.toLocaleString('en')} ${judged === 1 ? 'finding' : 'findings'} ${denied === 1 ? 'counts' : 'count'} against it`;
  const fresh = newlyDenied === 0 || newlyDenied === denied ? '' : `, ${newlyDenied.toLocaleString('en')} of them new`;
  const excepted = accepted === 0 ? '' : `, ${accepted.toLocaleString('en')} accepted by exception`;
  return `${against}${fresh}${excepted}${tolerated(quantifier)}`;
}

function tolerated(quantifier: DecisionRecord['quantifier']): string {
  if (quantifier.kind === 'at-most') return `; at most ${quantifier.count} may`;
  return quantifier.kind === 'at-least' ? `; at least ${quantifier.percent} % must pass` : '';
}
