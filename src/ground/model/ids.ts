import { z } from 'zod';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the brand
function prefixed<const Brand extends string>(prefix: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_${uuid}$`), `${prefix}_ and a UUID of version 7`)
    .brand<Brand>();
}

export const OrganisationId = prefixed<'OrganisationId'>('org');
export type OrganisationId = z.infer<typeof OrganisationId>;
/** Random, in selvedge.yaml, bound to one remote: a fork under another remote is a new subject. */
export const ProjectId = prefixed<'ProjectId'>('prj');
export type ProjectId = z.infer<typeof ProjectId>;
export const SubjectId = prefixed<'SubjectId'>('sub');
export type SubjectId = z.infer<typeof SubjectId>;
export const EvidenceId = prefixed<'EvidenceId'>('evd');
export type EvidenceId = z.infer<typeof EvidenceId>;
export const DecisionId = prefixed<'DecisionId'>('dec');
export type DecisionId = z.infer<typeof DecisionId>;
export const LeaseId = prefixed<'LeaseId'>('lse');
export type LeaseId = z.infer<typeof LeaseId>;
/** An entry of the ledger, before and after it has its place in the log. */
export const EntryId = prefixed<'EntryId'>('ent');
export type EntryId = z.infer<typeof EntryId>;
export const PersonId = prefixed<'PersonId'>('usr');
export type PersonId = z.infer<typeof PersonId>;
/** A machine's token, as an actor; never the token itself. */
export const TokenId = prefixed<'TokenId'>('tok');
export type TokenId = z.infer<typeof TokenId>;
export const WebhookId = prefixed<'WebhookId'>('whk');
export type WebhookId = z.infer<typeof WebhookId>;
/** A public key that evidence may be signed with. */
export const SigningKeyId = prefixed<'SigningKeyId'>('key');
export type SigningKeyId = z.infer<typeof SigningKeyId>;

/** Who acts: a person, a machine's token, or a part of Selvedge itself (`system:sequencer`). */
export const ActorId = z
  .string()
  .regex(new RegExp(`^(usr_${uuid}|tok_${uuid}|system:[a-z-]+|local:.{1,128}|anonymous)$`))
  .brand<'ActorId'>();
export type ActorId = z.infer<typeof ActorId>;

/** `fnd_` and the first 32 hexadecimal digits of the finding's first fingerprint. */
export const FindingId = z
  .string()
  .regex(/^fnd_[0-9a-f]{32}$/)
  .brand<'FindingId'>();
export type FindingId = z.infer<typeof FindingId>;

/** `analyzer/name`: the one id of a rule in files, CLI, SARIF, docs and comments. */
export const RuleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/, 'analyzer/rule-name in lower case')
  .brand<'RuleId'>();
export type RuleId = z.infer<typeof RuleId>;

export const ControlId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,63}$/, 'lower case letters, digits and dashes')
  .brand<'ControlId'>();
export type ControlId = z.infer<typeof ControlId>;
