import {
  type Control,
  type Decision,
  type Digest,
  type Instant,
  type Mode,
  type Stage,
  digestBytes,
  digestJson,
} from '#ground/model';
import { gather } from './covering.ts';
import { digestOfFacts, groupByFacts } from './facts.ts';
import type { DecideInput } from './input.ts';
import { judge } from './judge.ts';
import { type LeaseBook, bookOf } from './leases.ts';
import { reasonsOf } from './reasons.ts';
import { verdictOf } from './verdict.ts';

/**
 * Decides each control that has a mode at the stage, in order of its id. Pure, and whatever the order of its inputs. One
 * control that cannot be decided (its policy does not parse) is `unknown`, and leaves the others alone.
 */
export async function decide(input: DecideInput): Promise<Decision[]> {
  const asked = askedAt(input.controls, input)
    .filter(({ control, mode }) => isRequired(control, mode) || hasEvidence(control, input))
    .map(({ control, mode }) => ({ control, mode, digest: digestJson(control) }))
    .sort((a, b) => (a.control.id < b.control.id ? -1 : 1));
  const premises = {
    ...input.premises,
    ...Object.fromEntries(asked.map(({ control, digest }) => [`control:${control.id}`, digest])),
  };
  const leases = bookOf(input, premises);
  return Promise.all(asked.map((one) => decideControl(one, leases, input)));
}

/** Whether the control is asked although nothing answers it: an optional one only where it is enforced. */
export function isRequired({ evidence }: Control, mode: Mode): boolean {
  return evidence.optional !== true || mode === 'enforce';
}

function hasEvidence({ evidence: { analyzer } }: Control, { evidence }: DecideInput): boolean {
  return evidence.some(({ scope }) => scope.analyzers.some(({ id }) => id === analyzer));
}

/** The controls that have a mode at the stage, with it: all that are required must be decided before a gate is. */
export function askedAt(
  controls: readonly Control[],
  { stage, at }: Pick<DecideInput, 'stage' | 'at'>,
): { readonly control: Control; readonly mode: Mode }[] {
  return controls.flatMap((control) => {
    const mode = modeOf(control, stage, at);
    return mode === undefined ? [] : [{ control, mode }];
  });
}

interface AskedControl {
  readonly control: Control;
  readonly mode: Mode;
  readonly digest: Digest;
}

async function decideControl(
  { control, mode, digest }: AskedControl,
  leases: LeaseBook,
  input: DecideInput,
): Promise<Decision> {
  const gathered = gather(control, input);
  const groups = groupByFacts(gathered.findings, control.policy, input);
  const judged = await judge(control, groups, leases, input);
  const verdict = verdictOf(control.quantifier, judged, gathered);
  const bypass = leases.bypass;
  const planned = control.enforceFrom?.[input.stage];
  return {
    control: control.id,
    title: control.title,
    stage: input.stage,
    mode,
    verdict,
    effect: effectOf(verdict, mode, bypass !== undefined),
    quantifier: control.quantifier,
    judged: judged.judged,
    denied: judged.denied,
    accepted: judged.accepted,
    newlyDenied: judged.newlyDenied,
    reasons: reasonsOf(gathered, judged, verdict === 'pass' ? undefined : bypass),
    ...(planned !== undefined && mode !== 'enforce' && { enforcedFrom: planned }),
    at: input.at,
    inputs: {
      control: digest,
      policy: digestBytes(control.policy),
      evidence: gathered.considered,
      findings: digestOfFacts(groups),
      leases: leases.digest,
    },
  };
}

/** Undefined: the control does not ask at this stage. A planned stage without a mode is observed until its day. */
function modeOf(control: Control, stage: Stage, at: Instant): Mode | undefined {
  const planned = control.enforceFrom?.[stage];
  if (planned !== undefined && planned <= at.slice(0, 10)) return 'enforce';
  return control.modes[stage] ?? (planned === undefined ? undefined : 'observe');
}

/** A bypass does not change what is true, only what it does. */
function effectOf(verdict: Decision['verdict'], mode: Mode, isBypassed: boolean): Decision['effect'] {
  if (verdict === 'pass') return 'none';
  if (mode === 'observe' || isBypassed) return 'notes';
  return mode === 'warn' ? 'warns' : 'blocks';
}
