import type { z } from 'zod';
import { append, LedgerError, type Sequencer } from '#ground/ledger';
import { CanonicalJsonError, type Clock, digestJson, type EntryId, type Json, type ProjectId } from '#ground/model';
import type { Actor } from '#ground/people';
import type { PolicyAnswer, PolicySet } from '#ground/policy';
import type { Store, Tenant, Transaction } from '#ground/store';
import { ask } from './authorise.ts';
import { OperationError } from './error.ts';
import { claimKey, keepAnswer, type KeyedRequest } from './idempotency.ts';
import type { Access, Call, Operation, Settings } from './operation.ts';
import { proveEntry, type EntryProof } from './proof.ts';
import { rolePolicies } from './roles.ts';

/** Who asks, of what server. */
export interface ExecuteContext {
  readonly store: Store;
  readonly actor: Actor;
  /** Narrows what the actor reaches; never widens it. */
  readonly tenant?: Tenant;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly idempotencyKey?: string | undefined;
  /** `proof`: answers when the entry has its place in the log, with the proof of it. */
  readonly wait?: 'proof' | undefined;
  /** Needed to wait for a proof. */
  readonly sequencer?: Sequencer | undefined;
}

/** A query's result, or a command's with its entry. `repeated`: the idempotency key's earlier answer. */
export interface Answer<Result> {
  readonly result: Result;
  readonly entry?: { readonly id: EntryId; readonly leafHash: string; readonly proof?: EntryProof };
  readonly repeated: boolean;
}

/**
 * The one door: parse → claim the idempotency key → authorise → run and record, in one transaction, whose commit is the
 * acknowledgement. Either the change and its entry stand, or neither does. Queries write nothing; a command that is refused is
 * an entry of its own.
 *
 * @throws OperationError; StoreError for what lies outside.
 */
export async function execute<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: unknown,
  context: ExecuteContext,
): Promise<Answer<z.output<Output>>> {
  const parsed = parse(operation, input);
  const tenant = tenantOf(operation, context);
  const policies = await rolePolicies();
  const call: Omit<Call<z.output<Input>>, 'tx' | 'may'> = {
    input: parsed,
    actor: context.actor,
    tenant,
    at: context.clock(),
    clock: context.clock,
    store: context.store,
    settings: context.settings,
  };
  try {
    if (operation.kind === 'query') {
      const run = (tx: Transaction) => answerQuery(operation, policies, withTransaction(call, policies, tx));
      return await context.store.transaction(tenant, run, { readOnly: true });
    }
    const run = (tx: Transaction) =>
      answerCommand(operation, policies, withTransaction(call, policies, tx), context.idempotencyKey);
    const answer = await context.store.transaction(tenant, run);
    return context.wait === 'proof' ? await withProof(answer, context) : answer;
  } catch (error) {
    if (error instanceof Refusal && operation.kind === 'command') {
      await recordRefusal(operation, error, { ...context, tenant });
    }
    throw isUnkeepable(error) ? unkeepable(operation, error) : error;
  }
}

/** Text that no schema here forbids and that neither PostgreSQL (class 22, data exception) nor canonical JSON can hold. */
function isUnkeepable(error: unknown): boolean {
  if (error instanceof CanonicalJsonError) return true;
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code)
  );
}

function unkeepable({ name }: { readonly name: string }, cause: unknown): OperationError {
  return new OperationError(
    'invalid-input',
    `the input of ${name} holds something that cannot be kept: U+0000, half of a surrogate pair, or a date that no calendar has`,
    'Remove it, and ask again.',
    { cause },
  );
}

/** Thrown inside the transaction, which then rolls back; recorded in one of its own. */
class Refusal extends OperationError {
  readonly access: Access;
  readonly answer: PolicyAnswer;

  constructor(operation: string, actor: Actor, access: Access, answer: PolicyAnswer) {
    const what = `${operation} on ${access.resource.type} ${access.resource.id}`;
    if (answer.answer === 'unknown') {
      const first = answer.errors[0];
      super(
        'policy-failed',
        `${what} was refused, because the policy ${first?.policy ?? ''} could not be evaluated: ${first?.message ?? ''}`,
        'This is a fault of the policies or of the operation, not of the request: report it.',
      );
    } else if (answer.answer === 'allow') {
      super(
        'denied',
        `${actor.name} reaches the project ${actor.project ?? ''} alone, and ${what} is of another`,
        'Use a token of that project, or of all.',
      );
    } else {
      const by = answer.policies.length > 0 ? ` (${answer.policies.join(', ')})` : '';
      super(
        'denied',
        `${actor.name} (${[...actor.roles, ...actor.scopes].join(', ')}) may not do ${what}${by}`,
        answer.policies.length > 0
          ? 'A policy forbids it. Ask somebody else whom it lets.'
          : 'Ask an owner of the organisation to do it, or for a role that may.',
      );
    }
    this.access = access;
    this.answer = answer;
  }
}

function parse<Input extends z.ZodObject>(
  operation: { readonly name: string; readonly input: Input },
  input: unknown,
): z.output<Input> {
  const parsed = operation.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = issues[0];
  throw new OperationError(
    'invalid-input',
    `the input of ${operation.name} is not valid: ${first?.path ?? ''}${first?.path === '' ? '' : ': '}${first?.message ?? ''}`,
    'Compare it with the schema in /api/v1/openapi.json.',
    { issues },
  );
}

/** The rows that a call may reach. */
function tenantOf(operation: { readonly name: string }, { actor, tenant }: ExecuteContext): Tenant {
  if (actor.organisation === undefined) {
    throw new OperationError(
      'unauthenticated',
      `${operation.name} needs to know who asks`,
      'Sign in with a one-time link, or send a token: Authorization: Bearer slv_…',
    );
  }
  const outside = tenant !== undefined && tenant.organisation !== actor.organisation;
  const project = actor.project ?? tenant?.project;
  if (outside || (tenant?.project !== undefined && tenant.project !== project)) {
    throw new OperationError(
      'denied',
      `${actor.name} does not belong to ${tenant.project ?? tenant.organisation}`,
      'Use credentials of that organisation or project.',
    );
  }
  return { organisation: actor.organisation, ...(project === undefined ? {} : { project }) };
}

function withTransaction<Input>(
  call: Omit<Call<Input>, 'tx' | 'may'>,
  policies: PolicySet,
  tx: Transaction,
): Call<Input> {
  return {
    ...call,
    tx,
    may: (name, access, kind = 'command') => ask(policies, call.actor, { name, kind }, access).answer === 'allow',
  };
}

async function authorised<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  policies: PolicySet,
  call: Call<z.output<Input>>,
): Promise<{ access: Access; answer: PolicyAnswer }> {
  const access = await operation.authorise(call);
  const answer = ask(policies, call.actor, operation, access);
  if (answer.answer !== 'allow' || isElsewhere(call, access))
    throw new Refusal(operation.name, call.actor, access, answer);
  return { access, answer };
}

/** What reaches one project only reaches no other: row-level security says so too, but later and less clearly. */
function isElsewhere({ tenant }: Pick<Call<unknown>, 'tenant'>, { project }: Access): boolean {
  return tenant.project !== undefined && project !== undefined && project !== tenant.project;
}

async function answerQuery<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  policies: PolicySet,
  call: Call<z.output<Input>>,
): Promise<Answer<z.output<Output>>> {
  await authorised(operation, policies, call);
  return { result: operation.output.parse(await operation.run(call)), repeated: false };
}

async function answerCommand<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  policies: PolicySet,
  call: Call<z.output<Input>>,
  key: string | undefined,
): Promise<Answer<z.output<Output>>> {
  const claim = key === undefined ? undefined : keyed(operation, call, key);
  const earlier = claim === undefined ? undefined : await claimKey(call.tx, claim);
  // Kept by keepAnswer below, in the transaction of the first request.
  if (earlier !== undefined) return { ...(earlier as Answer<z.output<Output>>), repeated: true };
  const { access, answer } = await authorised(operation, policies, call);
  const result = operation.output.parse(await operation.run(call));
  const kept = operation.keep?.(call.input, result) ?? { input: call.input, result: keptResult(operation, result) };
  const entry = await append(call.tx, {
    type: operation.name,
    organisation: call.tenant.organisation,
    ...projectOf(call.tenant, access, result),
    actor: call.actor.id,
    body: {
      version: 1,
      operation: operation.name,
      actor: { id: call.actor.id, name: call.actor.name },
      resource: access.resource,
      // append throws for what is not JSON.
      ...(kept as { input: Json; result: Json }),
      policy: { answer: 'allow', policies: answer.policies, digest: policies.digest },
    },
  });
  const recorded = { id: entry.entry, leafHash: entry.leafHash };
  if (claim !== undefined) await keepAnswer(call.tx, claim, { result: kept.result, entry: recorded });
  return { result, entry: recorded, repeated: false };
}

function keptResult({ shownOnce = [] }: Operation, result: unknown): unknown {
  if (shownOnce.length === 0 || typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).filter(([name]) => !shownOnce.includes(name)));
}

function keyed(operation: Operation, call: Call<unknown>, key: string): KeyedRequest {
  const { tenant, actor, at } = call;
  return { tenant, actor: actor.id, key, operation: operation.name, request: digestJson(call.input), at };
}

/** The project that an entry belongs to: whoever may read only another project does not see it. */
function projectOf(tenant: Tenant, access: Access, result: unknown): { project?: ProjectId } {
  const named = (result as { project?: ProjectId | null } | null)?.project ?? undefined; // results that have one have a ProjectId there
  const project = access.project ?? named ?? tenant.project;
  return project === undefined ? {} : { project };
}

async function recordRefusal(
  operation: { readonly name: string },
  { access, answer, message }: Refusal,
  { store, actor, tenant }: ExecuteContext & { tenant: Tenant },
): Promise<void> {
  const body = {
    version: 1,
    operation: operation.name,
    actor: { id: actor.id, name: actor.name },
    resource: access.resource,
    detail: message,
    policy: { answer: answer.answer, policies: answer.policies, errors: answer.errors },
  };
  await store.transaction(tenant, (tx) =>
    append(tx, {
      type: 'operation.denied',
      organisation: tenant.organisation,
      project: tenant.project ?? access.project,
      actor: actor.id,
      body,
    }),
  );
}

async function withProof<Result>(answer: Answer<Result>, context: ExecuteContext): Promise<Answer<Result>> {
  if (answer.entry === undefined || context.sequencer === undefined) return answer;
  try {
    const proof = await proveEntry(context.store, context.sequencer, answer.entry.id);
    return { ...answer, entry: { ...answer.entry, proof } };
  } catch (error) {
    // The command is done and will get its place: an error would say that it is not.
    if (error instanceof LedgerError && error.code === 'not-sequenced') return answer;
    throw error;
  }
}
