import { readFileSync } from 'node:fs';
import type { Finding } from '#ground/model';
import { assetPath } from '#ground/places';
import { askProviders, type Asked, type Credential, transport, type Transport } from '#observe/liveness';
import { analyzer, openRevealer, type Revealed } from '#observe/secrets';
import type { ReadText } from './context.ts';
import type { RuleDoc, VerificationSummary } from './report.ts';
import { ruleDocs } from './rule-docs.ts';

export interface VerifyRequest {
  readonly findings: readonly Finding[];
  readonly read: ReadText;
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
  send = transport(),
  ...options
}: VerifyRequest): Promise<{ readonly findings: readonly Finding[]; readonly summary: VerificationSummary }> {
  const rules = await ruleDocs();
  const secrets = findings.filter(({ locus }) => locus.kind === 'secret');
  const askable = secrets.filter(({ rule }) => rules.get(rule)?.verify !== undefined);
  const credentials = await credentialsOf(askable, rules, read);
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
  read: ReadText,
): Promise<FoundCredential[]> {
  if (findings.length === 0) return [];
  const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
  const reveal = openRevealer(assets);
  const byPath = Map.groupBy(findings, ({ location }) => location.path);
  const texts = await read([...byPath.keys()]);
  return [...byPath].flatMap(([path, inFile]) => {
    const text = texts.get(path);
    if (text === undefined) return [];
    const revealed = new Map(reveal({ path, bytes: Buffer.from(text) }).map((one) => [keyOf(one), one.values]));
    return inFile.flatMap((finding): FoundCredential[] => {
      const values = revealed.get(keyOf(finding));
      const verification = rules.get(finding.rule)?.verify;
      return values === undefined || verification === undefined ? [] : [{ finding, verification, values }];
    });
  });
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
