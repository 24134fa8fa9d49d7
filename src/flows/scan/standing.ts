import type { Control, Decision, Finding, FindingId } from '#ground/model';
import type { ReportedFinding } from './report.ts';

type Effect = ReportedFinding['effect'];
const strongestFirst: readonly Effect[] = ['blocks', 'warns', 'notes', 'accepted', 'none'];

/** What the decisions make of a finding: the strongest effect wins; what no control asks about is noted. */
export function standingOf(decisions: readonly Decision[], controls: readonly Control[]): (finding: Finding) => Effect {
  const effects = new Map<FindingId, Effect>();
  for (const decision of decisions) {
    for (const reason of decision.reasons) {
      if (reason.kind === 'denied') raise(effects, reason.finding, decision.effect);
      if (reason.kind === 'accepted') raise(effects, reason.finding, 'accepted');
    }
  }
  const asked = controls.filter((control) => decisions.some((decision) => decision.control === control.id));
  // A decision names its first thousand findings; of more, those that it judged are taken to be like them.
  const overflowing = decisions.filter(
    (decision) => decision.denied > decision.reasons.filter(({ kind }) => kind === 'denied').length,
  );
  return (finding) => {
    const named = effects.get(finding.id);
    if (named !== undefined) return named;
    const beyond = overflowing.find((decision) =>
      asked.some((control) => control.id === decision.control && judges(control, finding)),
    );
    if (beyond !== undefined) return beyond.effect;
    return asked.some((control) => judges(control, finding)) ? 'none' : 'notes';
  };
}

function raise(effects: Map<FindingId, Effect>, id: FindingId, effect: Effect): void {
  const before = effects.get(id);
  if (before === undefined || strongestFirst.indexOf(effect) < strongestFirst.indexOf(before)) effects.set(id, effect);
}

function judges({ evidence }: Control, finding: Finding): boolean {
  return evidence.rules === undefined
    ? finding.rule.startsWith(`${evidence.analyzer}/`)
    : evidence.rules.includes(finding.rule);
}
