import type { z } from 'zod';
import type { Advisories } from '#ground/advisories';
import type { Clock, Instant, ProjectId } from '#ground/model';
import type { Actor } from '#ground/people';
import type { Store, Tenant, Transaction } from '#ground/store';

/** Queries change nothing and write no entry; commands write one in the transaction of their change. */
export type OperationKind = 'query' | 'command';

/** What the handler of an operation works with. `input` has been parsed; `tx` is the one transaction of this call. */
export interface Call<Input> {
  readonly input: Input;
  readonly actor: Actor;
  readonly tenant: Tenant;
  readonly tx: Transaction;
  readonly at: Instant;
  readonly clock: Clock;
  /** For reads of the log outside `tx`; never for writing. */
  readonly store: Store;
  readonly settings: Settings;
  /** Whether policy would let the actor do another operation: what it says is part of this one's authorisation. */
  may(operation: string, access: Access, kind?: OperationKind): boolean;
}

/** What a running server decides for all its operations. */
export interface Settings {
  /** Derives the signing secret of each webhook, so that the database holds none. 32 bytes. */
  readonly webhookKey: Uint8Array;
  /** Lets webhooks reach loopback and private addresses. */
  readonly allowPrivateWebhooks: boolean;
  /** The advisories of this machine as they stand now. Throws AdvisoryIndexError for a damaged index. */
  readonly advisories: () => Advisories;
}

/** A Cedar resource and the facts about it that policies may read. Facts that are unknown are left out. */
export interface Access {
  readonly resource: { readonly type: string; readonly id: string };
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** The project that the resource belongs to, and so the entry. */
  readonly project?: ProjectId;
}

/** What of a call the ledger (and a repeated idempotency key) keeps: JSON values. Never a secret. */
export interface Kept {
  readonly input: unknown;
  readonly result: unknown;
}

/**
 * A capability, whole. Its HTTP route, OpenAPI document, client types, Cedar action and audit vocabulary are derived
 * from this one declaration.
 */
export interface Operation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  /** `resource.verb`: the file's name, the Cedar action, the type of its ledger entries. */
  readonly name: string;
  readonly kind: OperationKind;
  /** One line, in the imperative. */
  readonly summary: string;
  /** Method and path below /api/v1; `:name` is a member of the input, the rest is the query (GET, DELETE) or body. */
  readonly http: `${'GET' | 'POST' | 'DELETE'} /${string}`;
  readonly input: Input;
  readonly output: Output;
  /** The largest body in bytes; 64 KiB unless said. */
  readonly maxBody?: number;
  /** May read, to learn facts about the resource; runs before `run` in the same transaction. */
  authorise(call: Call<z.output<Input>>): Access | Promise<Access>;
  run(call: Call<z.output<Input>>): Promise<z.input<Output>>;
  /** Members of the result that only the first answer has: neither the entry nor a repeated answer holds them. */
  readonly shownOnce?: readonly string[];
  /** What the entry keeps where input and result are too large to keep whole, or the input holds a secret. */
  keep?(input: z.output<Input>, result: z.output<Output>): Kept;
}

/** Declares an operation; the types of its handler follow from its schemas. */
export function operation<Input extends z.ZodObject, Output extends z.ZodType>(
  declaration: Operation<Input, Output>,
): Operation<Input, Output> {
  return declaration;
}
