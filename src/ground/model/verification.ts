import { z } from 'zod';

/**
 * Text with `{secret}`, `{partner}` (the value of the rule's partner close by) or `{NAME}` (a named group of the rule) in it. In a URL they
 * are percent-encoded; in `basic` they are put in as they are, and the whole is encoded in base64.
 */
const template = z.string().min(1).max(1000);

/** What an answer must be. The status, and, for providers that answer 200 to everything, a text in the first 64 KiB of the body. */
const Answer = z.strictObject({
  status: z.array(z.int().min(200).max(599)).min(1),
  body: z.string().min(2).max(200).optional(),
});

/**
 * One harmless request (it reads, and changes nothing) that tells a live secret from a dead one. The host of `url` is the provider's own and
 * literal; where each customer has a host, it is a named group of the rule, and `hosts` lists the endings that it may have
 * (`.okta.com`). Redirections are not followed. An answer that is neither `live` nor `dead` says nothing.
 */
const Request = z.strictObject({
  method: z.enum(['GET', 'HEAD', 'POST']).default('GET'),
  url: template.refine((url) => url.startsWith('https://'), 'begins with https://'),
  hosts: z.array(z.string().regex(/^\.[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)).optional(),
  headers: z.record(z.string(), template).default({}),
  /** USER:PASSWORD of an Authorization header (RFC 7617). */
  basic: template.optional(),
  body: template.optional(),
  live: Answer,
  dead: Answer,
  /** JSON pointers (RFC 6901) into a live answer: who it belongs to. Never a secret. */
  shows: z.record(z.string(), z.string().startsWith('/')).default({}),
});

/** `signer` for requests that must be computed: `aws-sts` asks AWS Security Token Service for GetCallerIdentity, signed with Signature Version 4. */
export const Verification = z.union([Request, z.strictObject({ signer: z.enum(['aws-sts']) })]);
export type Verification = z.infer<typeof Verification>;
