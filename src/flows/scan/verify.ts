import { readFileSync } from 'node:fs';
import type { Finding } from '#ground/model';
import { assetPath } from '#ground/places';
import { askProviders, type Asked, type Credential, transport, type Transport } from '#observe/liveness';
import { analyzer, openRevealer, type Revealed } from '#observe/secrets';
import type { ReadBehind } from './behind.ts';
import type { RuleDoc, VerificationSummary } from './report.ts';
import { ruleDocs } from './rule-docs.ts';

export interface VerifyRequest {
  readonly findings: readonly Finding[];
  readonly read: ReadBehind;
  /** Of the scan that found them. */
  readonly projectKey: string;
  /** Absent: over the network. */
  readonly send?: Transport;
  onAnswer?(done: number, of: number): void;
  readonly signal?: AbortSignal;
}

/**
 * Asks the providers of secrets whether they are live, each value once. A live one is certain; a dead one opens nothing any more, and is only
 * possible; of any other nothing changes. Values are read again from where they were found, and held for the request alone.
 */
export async function verified({
  findings,
  read,
  projectKey,
  send = transport(),
  ...options
}: VerifyRequest): Promise<{ readonly findings: readonly Finding[]; readonly summary: VerificationSummary }> {
  const rules = await ruleDocs();
  const secrets = findings.filter(({ locus }) => locus.kind === 'secret');
  const askable = secrets.filter(({ rule }) => rules.get(rule)?.verify !== undefined);
  const credentials = await credentialsOf(askable, rules, read, projectKey);
  const asked = await askProviders(credentials, { send, ...options });
  const answers = new Map(asked.map((one) => [one.credential.finding, one]));
  return {
    findings: findings.map((finding) => {
      const answer = answers.get(finding);
      return answer === undefined ? finding : told(finding, answer);
    }),
    summary: summaryOf(secrets.length, askable.length - credentials.length, asked),
  };
}

interface FoundCredential extends Credential {
  readonly finding: Finding;
}

async function credentialsOf(
  findings: readonly Finding[],
  rules: ReadonlyMap<string, RuleDoc>,
  read: ReadBehind,
  projectKey: string,
): Promise<FoundCredential[]> {
  if (findings.length === 0) return [];
  const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
  const reveal = openRevealer(assets, projectKey);
  const credentials: FoundCredential[] = [];
  for await (const { findings: group, texts } of read(findings))
    for (const [path, inFile] of Map.groupBy(group, ({ location }) => location.path)) {
      const text = texts.get(path);
      if (text === undefined) continue;
      const revealed = new Map(reveal({ path, bytes: Buffer.from(text) }).map((one) => [keyOf(one), one]));
      for (const finding of inFile) {
        const one = revealed.get(keyOf(finding));
        const verification = rules.get(finding.rule)?.verify;
        if (one === undefined || verification === undefined || !isSameValue(one, finding)) continue;
        credentials.push({ finding, verification, values: one.values });
      }
    }
  return credentials;
}

/** An answer is told of the value that was found: where a finding is known by its value's hash, no other is asked about in its place. */
function isSameValue({ locus }: Revealed, finding: Finding): boolean {
  if (finding.locus.kind !== 'secret') return false;
  return finding.locus.value === undefined || finding.locus.value === locus.value;
}

/** A secret is known again by its rule and place: the text is the one that was scanned, or it is not asked about. */
function keyOf({ rule, location }: Pick<Revealed, 'rule' | 'location'>): string {
  const { startLine, startColumn, endLine, endColumn } = location;
  return [rule, startLine, startColumn, endLine, endColumn].join(' ');
}

function told(finding: Finding, { liveness: { state, because, shows } }: Asked<FoundCredential>): Finding {
  if (state === 'unknown') return finding;
  const owner = Object.values(shows).join(', ');
  const says = state === 'live' ? `live${owner === '' ? '' : `, of ${owner}`}` : 'no longer accepted';
  return {
    ...finding,
    confidence: state === 'live' ? 'certain' : 'possible',
    message: `${finding.message}; ${says} (${because})`.slice(0, 1000),
    attributes: { ...finding.attributes, live: state === 'live', ...(owner === '' ? {} : { owner }) },
  };
}

function summaryOf(secrets: number, unread: number, asked: readonly Asked<FoundCredential>[]): VerificationSummary {
  const count = (state: string): number => asked.filter(({ liveness }) => liveness.state === state).length;
  const unknown = asked.filter(({ liveness }) => liveness.state === 'unknown').map(({ liveness }) => liveness.because);
  return {
    live: count('live'),
    dead: count('dead'),
    unknown: unknown.length + unread,
    notAsked: secrets - asked.length - unread,
    reasons: [...new Set([...unknown, ...(unread === 0 ? [] : ['it could not be read again'])])],
  };
}
