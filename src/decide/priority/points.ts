import type { CvssScores } from '#ground/cvss';
import type { PriorityInput } from './input.ts';
import type { SeverityJudgement } from './severity.ts';

interface Points {
  readonly name: string;
  readonly points: number;
  readonly words: string;
}

export function severityPart({ score, words }: SeverityJudgement): Points {
  return { name: 'severity', points: Math.round(score * 40), words };
}

/** What a package without a vulnerability is worth doing something about. */
export function kindOf(kind: 'unmaintained' | 'notice'): Points {
  return kind === 'unmaintained'
    ? { name: 'unmaintained', points: 120, words: 'nobody maintains it: the next vulnerability will have no fix' }
    : { name: 'notice', points: 40, words: 'a notice of its publisher, no vulnerability' };
}

/**
 * Known exploitation is worth all 300. A probability counts by its root, since EPSS gives most vulnerabilities less than a hundredth; even
 * a certain one stays below what has been seen. Without a probability it counts as one of a hundredth.
 */
export function exploitationOf({ exploited, epss }: PriorityInput): Points {
  if (exploited !== undefined) {
    const since = exploited.since === undefined ? '' : ` since ${exploited.since.slice(0, 10)}`;
    const ransomware = exploited.inRansomware === true ? ', in ransomware too' : '';
    return { name: 'exploited', points: 300, words: `exploited in the wild${since}${ransomware}` };
  }
  if (epss === undefined || Number.isNaN(epss)) return { name: 'likelihood', points: 27, words: '' };
  const probability = Math.min(1, Math.max(0, epss));
  const percent = probability < 0.01 ? 'under 1' : String(Math.round(probability * 100));
  return {
    name: 'likelihood',
    points: Math.round(Math.sqrt(probability) * 270),
    words: `${percent} % likely to be exploited within 30 days`,
  };
}

const facing = {
  internet: [120, 'it faces the internet'],
  internal: [60, 'it is reached from inside alone'],
  library: [60, 'it is built into others’ programs'],
  batch: [30, 'it runs by the clock, and nobody reaches it'],
  tool: [20, 'it is a tool of developers'],
} as const;

const data = {
  personal: 'personal data',
  payment: 'payment data',
  health: 'health data',
  credentials: 'credentials',
} as const;

/** What is not declared stands between internal and internet. A vulnerability that takes local access gains nothing from the network. */
export function exposureOf(exposure: PriorityInput['exposure'], cvss: CvssScores | undefined): Points {
  if (exposure === undefined) return { name: 'exposure', points: 80, words: '' };
  const [reach, words] = facing[exposure.facing];
  const needsAccess = cvss !== undefined && ['L', 'P'].includes(cvss.metric('AV'));
  const handled = [...new Set(exposure.data ?? [])].sort();
  const clauses = [
    needsAccess && reach > 60 ? `${words}, though the attack takes local access` : words,
    ...(handled.length === 0 ? [] : [`it handles ${handled.map((kind) => data[kind]).join(' and ')}`]),
  ];
  const stake = Math.min(50, handled.length * 25 + (handled.length > 0 ? 5 : 0));
  return { name: 'exposure', points: (needsAccess ? Math.min(60, reach) : reach) + stake, words: clauses.join('; ') };
}

/** The nearer a fix, the more it is worth doing now. */
export function fixOf(fix: PriorityInput['fix']): Points | undefined {
  if (fix === undefined) return undefined;
  if (!fix.available) return { name: 'fix', points: 0, words: 'there is no fix yet' };
  const { distance, version, direct } = fix;
  const near = direct === true ? 10 : 0;
  const to = version === undefined ? '' : ` (${version})`;
  if (distance === 'patch' || distance === 'none')
    return { name: 'fix', points: 100 + near, words: `the fix is a patch away${to}` };
  if (distance === 'minor') return { name: 'fix', points: 80 + near, words: `the fix is a minor version away${to}` };
  if (distance === 'major')
    return { name: 'fix', points: 40 + near, words: `the fix is a major version away${to}, so it may break things` };
  return { name: 'fix', points: 60 + near, words: `there is a fix${to}` };
}

/** A year of standing open is worth all 20: it decides between equals. */
export function ageOf(days: number | undefined): Points | undefined {
  if (days === undefined || Number.isNaN(days) || days < 30) return undefined;
  return {
    name: 'age',
    points: Math.min(20, Math.round((days / 365) * 20)),
    words: days < 365 ? `known for ${Math.floor(days / 30)} months` : `known for ${years(days)}`,
  };
}

function years(days: number): string {
  const whole = Math.floor(days / 365);
  return whole === 1 ? 'a year' : `${whole} years`;
}
