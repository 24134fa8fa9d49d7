import { z } from 'zod';
import {
  Claim,
  Confidence,
  Decision,
  Finding,
  FindingStatus,
  Lease,
  LeaseState,
  Location,
  Locus,
  Mode,
  NotLookedAt,
  Quantifier,
  Reason,
  Scope,
  Severity,
  Stage,
  Statement,
  SubjectKind,
  TraceStep,
  Verdict,
} from '#ground/model';
import { Role, TokenScope } from '#ground/people';

/** Schemas that have a name of their own in the OpenAPI document and in generated types; others are written in place. */
const names = z.registry<{ id: string }>();

/** Gives a schema its name in what is generated. One name, one schema: a second one under it is refused when printed. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  names.add(schema, { id });
  return schema;
}

/** JSON Schema, draft 2020-12; named schemas stand under `$defs` and are referred to as `#/$defs/Name`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** `input`: what a client may send; `output`: what it gets. Throws for a schema that has no JSON form. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, metadata: names, unrepresentable: 'throw' });
  return rest;
}

const nouns = {
  Claim,
  Confidence,
  Decision,
  Effect: Decision.shape.effect,
  Finding,
  FindingStatus,
  Lease,
  LeaseState,
  Location,
  Locus,
  Mode,
  NotLookedAt,
  Quantifier,
  Reason,
  Role,
  Scope,
  Severity,
  Stage,
  Statement,
  SubjectKind,
  TokenScope,
  TraceStep,
  Verdict,
};
for (const [id, noun] of Object.entries(nouns)) named(id, noun);
