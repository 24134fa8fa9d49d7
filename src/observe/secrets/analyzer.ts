import type { Analyzer, AnalyzerSession, Claim, FileFacts, RuleId } from '#ground/model';
import { structural } from './checksum.ts';
import { extractSecrets, factOfPath } from './extract.ts';
import type { SecretFact, SecretFacts } from './facts.ts';
import { encodedIn } from './decode/codec.ts';
import { Unwrapper } from './decode/unwrapper.ts';
import type { RuleDetails } from './image.ts';
import { keyedHashes } from './keyed-hash.ts';
import { assetNames, openModel, openScanner } from './open.ts';
import { inWords } from './score/explain.ts';
import type { Model } from './score/model.ts';
import { Skimmer } from './skim.ts';

type Opened = ReturnType<typeof openScanner>;

/** Finds secrets that were written into files: tokens and keys of known providers, private keys, passwords in connection strings. */
export const analyzer: Analyzer<SecretFacts> = {
  id: 'secrets',
  version: 5,
  assets: assetNames,
  wants: () => true,
  open(assets, { projectKey, own }) {
    return session(openScanner(assets, own), openModel(assets), projectKey);
  },
};

function session(
  { scanner, image, gitleaks }: Opened,
  model: () => Model,
  projectKey: string,
): AnalyzerSession<SecretFacts> {
  const keyedHash = keyedHashes(projectKey);
  const unwrapper = new Unwrapper(scanner);
  let skimmer: Skimmer | undefined;
  return {
    rules: image.ids,
    lends: scanner.lends,
    extract: (file, deadline) =>
      extractSecrets(file, deadline, { scanner, unwrapper, image, gitleaks, model, keyedHash }),
    extractNamed: ({ path }) => {
      const facts = (gitleaks?.ofPath(path) ?? []).map(factOfPath);
      return facts.length === 0 ? {} : { facts };
    },
    // What a team's gitleaks rules look for is not looked for in the kernel.
    ...(gitleaks === undefined && {
      skim: (text: Uint8Array, regions: Uint32Array) =>
        (skimmer ??= new Skimmer(scanner, unwrapper)).skim(text, regions),
    }),
    ...(gitleaks !== undefined && {
      excuses: (claim: Claim, commit: string) => gitleaks.excuses(claim, commit),
    }),
    conclude(files, now = -Infinity) {
      const facts = files.flatMap((file) => file.facts.map((fact) => ({ file, fact, rule: image.details(fact.rule) })));
      const ends = facts.map(({ fact, rule }) => endOf(fact, rule)).filter((end) => end !== undefined && end > now);
      return {
        claims: facts.map(({ file, fact, rule }) => claimOf(file, fact, rule, now)),
        notLookedAt: [],
        ...(ends.length > 0 && { until: ends.reduce<number>((first, end) => Math.min(first, end ?? first), Infinity) }),
      };
    },
  };
}

/** When a token ends by its own word, in milliseconds since 1970. */
function endOf({ attributes }: SecretFact, rule: RuleDetails): number | undefined {
  const expires = rule.checksum === 'jwt' ? attributes?.['expires'] : undefined;
  return typeof expires === 'string' ? Date.parse(expires) : undefined;
}

function claimOf({ path }: FileFacts<SecretFacts>, fact: SecretFact, rule: RuleDetails, now: number): Claim {
  const end = endOf(fact, rule);
  const hasEnded = end !== undefined && end <= now;
  const [startLine, startColumn, endLine, endColumn] = fact.at;
  return {
    rule: rule.id as RuleId, // the build checked it against the schema
    severity: rule.severity,
    confidence: hasEnded ? 'possible' : fact.confidence,
    locus:
      fact.value === undefined
        ? { kind: 'secret', symbol: fact.symbol ?? rule.id, path }
        : { kind: 'secret', value: fact.value },
    location: { path, startLine, startColumn, endLine, endColumn },
    message: hasEnded
      ? `${messageOf(fact, rule)}; it expired on ${String(fact.attributes?.['expires']).slice(0, 10)}`
      : messageOf(fact, rule),
    excerpt: fact.excerpt,
    attributes: {
      ...(rule.provider === '' ? {} : { provider: rule.provider }),
      ...(fact.checksum === undefined ? {} : { checksum: fact.checksum }),
      ...(fact.context === undefined ? {} : { context: fact.context }),
      ...(fact.score === undefined ? {} : { score: fact.score.percent, scored: inWords(fact.score, fact.symbol) }),
      ...fact.attributes,
      ...(hasEnded && { expired: true }),
    },
  };
}

function messageOf(fact: SecretFact, rule: RuleDetails): string {
  const { complete, id } = fact.attributes ?? {};
  const half =
    typeof id === 'string' ? `, with its id ${id}` : complete === true ? ', with its other half close by' : '';
  const title = `${rule.title}${half}`;
  const named = fact.symbol === undefined || fact.value === undefined ? title : `${title} in ${fact.symbol}`;
  const decoded = fact.attributes?.['decoded'];
  const what = typeof decoded === 'string' ? `${named}, ${encodedIn(decoded)}` : named;
  if (fact.attributes?.['encrypted'] === true) return `${what}; it is encrypted with a passphrase`;
  if (fact.checksum === 'valid') {
    return `${what}; its ${rule.checksum !== undefined && structural.has(rule.checksum) ? 'structure' : 'checksum'} is valid`;
  }
  if (fact.checksum === 'invalid') return `${what}, but its checksum is wrong: mistyped, cut off, or made up`;
  return fact.context === undefined ? what : `${what}, in a ${fact.context} file`;
}
