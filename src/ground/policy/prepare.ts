import type { CedarValueJson, DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { type Digest, digestJson } from '#ground/model';
import { type Cedar, cedar, discardCedar } from './cedar.ts';
import { PolicyError } from './policy-error.ts';
import { type PolicyPart, positionOf, splitPolicies } from './tokens.ts';

export interface EntityReference {
  readonly type: string;
  readonly id: string;
}

/** What Cedar can compare. Numbers are 64-bit integers: another number makes the answer `unknown`. */
export type PolicyValue = string | number | boolean | readonly PolicyValue[] | { readonly [name: string]: PolicyValue };

export interface PolicyEntity {
  readonly reference: EntityReference;
  readonly attributes?: Readonly<Record<string, PolicyValue>>;
  /** Groups that it is in: `principal in Role::"admin"`. */
  readonly parents?: readonly EntityReference[];
}

export interface PolicyRequest {
  readonly principal: EntityReference;
  readonly action: EntityReference;
  readonly resource: EntityReference;
  /** Facts that are unknown are left out: a policy that reads one errs, and the answer says so. */
  readonly context: Readonly<Record<string, PolicyValue>>;
  /** Only the entities concerned; Cedar parses them at every question. */
  readonly entities?: readonly PolicyEntity[];
}

export interface PolicyAnswer {
  /**
   * `unknown`: Cedar said allow, but skipped a policy that erred (it may have been a forbid), or could not be asked. A
   * deny stays a deny, whatever erred.
   */
  readonly answer: 'allow' | 'deny' | 'unknown';
  /** Ids of the policies that determined the answer, sorted; for a deny, none means that nothing permitted it. */
  readonly policies: readonly string[];
  readonly errors: readonly { readonly policy: string; readonly message: string }[];
}

/**
 * Cedar's answers to all that can be asked of a policy which reads few facts, asked beforehand: a question is then a look-up,
 * and Cedar (4 MB, some 40 ms) stays unloaded. A table is of one text: any change to the policy leaves it unused.
 */
export interface PolicyTable {
  /** Of the policy's text. */
  readonly policy: Digest;
  /** Names of the facts that it reads. */
  readonly reads: readonly string[];
  /** Each answer once. */
  readonly answers: readonly PolicyAnswer[];
  /** By the values of these facts with blanks between, in their order: which of `answers`. */
  readonly which: Readonly<Record<string, number>>;
}

export interface PolicySet {
  readonly digest: Digest;
  ask(request: PolicyRequest): PolicyAnswer;
}

/**
 * Parses policies once, so that each question costs microseconds rather than a parse. `policies` are texts by name; a
 * text may hold several policies, which then answer to `name/id` with the id of their `@id("…")`, or else their number.
 * Throws PolicyError with line and column.
 */
export async function preparePolicies(id: string, policies: Readonly<Record<string, string>>): Promise<PolicySet> {
  const parts = namedParts(policies);
  const digest = digestJson({ id, policies });
  prepare(digest, parts, policies);
  return {
    digest,
    ask: (request) => {
      prepare(digest, parts, policies);
      return ask(digest, request);
    },
  };
}

interface NamedPart extends PolicyPart {
  readonly name: string;
}

function namedParts(policies: Readonly<Record<string, string>>): Map<string, NamedPart> {
  const named = new Map<string, NamedPart>();
  for (const [name, text] of Object.entries(policies)) {
    const parts = splitPolicies(name, text);
    for (const [index, part] of parts.entries()) {
      const alone = parts.length === 1 && part.id === undefined;
      const id = alone ? name : `${name}/${part.id ?? index + 1}`;
      if (named.has(id))
        throw new PolicyError(
          'syntax',
          { policy: name, ...positionOf(text, part.start) },
          `two policies are called ${id}`,
          'give each its own @id("…")',
        );
      named.set(id, { ...part, name });
    }
  }
  return named;
}

/** Prepares the set in the current instance of Cedar, unless it is there already: sets are never removed, so a name is a digest. */
function prepare(digest: Digest, parts: ReadonlyMap<string, NamedPart>, texts: Readonly<Record<string, string>>): void {
  const { cedar: instance, prepared } = cedar();
  if (prepared.has(digest)) return;
  const staticPolicies = Object.fromEntries([...parts].map(([id, part]) => [id, part.text]));
  const answer = orDiscard(() => instance.preparsePolicySet(digest, { staticPolicies }));
  if (answer instanceof Error)
    throw new PolicyError(
      'too-complex',
      { policy: [...parts.keys()].join(', '), line: 1, column: 1 },
      `Cedar gave up: ${answer.message}`,
    );
  if (answer.type === 'failure') throw syntaxError(instance, parts, texts, answer.errors[0]);
  prepared.add(digest);
}

/** Cedar names the policy only in its message, so each is parsed alone until the one that fails is found. */
function syntaxError(
  instance: Cedar,
  parts: ReadonlyMap<string, NamedPart>,
  texts: Readonly<Record<string, string>>,
  first: DetailedError | undefined,
): PolicyError {
  for (const [id, part] of parts) {
    const answer = instance.checkParsePolicySet({ staticPolicies: { [id]: part.text } });
    const error = answer.type === 'failure' ? answer.errors[0] : undefined;
    if (error === undefined) continue;
    const offset = part.start + utf16Offset(part.text, error.sourceLocations?.[0]?.start ?? 0);
    const message = error.message.replace(/^failed to parse policy with id `.*?` from string: /s, '');
    return new PolicyError(
      'syntax',
      { policy: part.name, ...positionOf(texts[part.name] ?? '', offset) },
      message,
      error.help ?? undefined,
    );
  }
  return new PolicyError(
    'syntax',
    { policy: Object.keys(texts).join(', '), line: 1, column: 1 },
    first?.message ?? 'not a policy',
  );
}

/** Cedar counts bytes of UTF-8. */
function utf16Offset(text: string, byteOffset: number): number {
  return Buffer.from(text).subarray(0, byteOffset).toString().length;
}

function ask(digest: Digest, request: PolicyRequest): PolicyAnswer {
  const answer = orDiscard(() =>
    cedar().cedar.statefulIsAuthorized({
      principal: { ...request.principal },
      action: { ...request.action },
      resource: { ...request.resource },
      // Cedar's type wants mutable arrays; it reads them only.
      context: request.context as Record<string, CedarValueJson>,
      preparsedPolicySetId: digest,
      entities: (request.entities ?? []).map((entity) => ({
        uid: { ...entity.reference },
        attrs: (entity.attributes ?? {}) as Record<string, CedarValueJson>,
        parents: (entity.parents ?? []).map((parent) => ({ ...parent })),
      })),
    }),
  );
  if (answer instanceof Error) return unknown(`Cedar gave up: ${answer.message}`);
  if (answer.type === 'failure') return unknown(answer.errors.map(({ message }) => message).join('; '));
  const { decision, diagnostics } = answer.response;
  const errors = diagnostics.errors
    .map(({ policyId, error }) => ({
      policy: policyId,
      message: error.help === null ? error.message : `${error.message} (${error.help})`,
    }))
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
  return {
    answer: decision === 'allow' && errors.length > 0 ? 'unknown' : decision,
    policies: [...diagnostics.reason].sort(),
    errors,
  };
}

function unknown(message: string): PolicyAnswer {
  return { answer: 'unknown', policies: [], errors: [{ policy: '', message }] };
}

/** The result, or the error of an instance that was thrown away because of it. */
function orDiscard<T>(call: () => T): T | Error {
  try {
    return call();
  } catch (error) {
    discardCedar();
    return error instanceof Error ? error : new Error(String(error));
  }
}
