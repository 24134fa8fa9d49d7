import { z } from 'zod';

const limitHours = z.int().min(1).max(8760);

/** Over https; http only where somebody writes it, to a mirror of their own. Without user and password: they go into a header. */
const Address = z
  .string()
  .max(2048)
  .refine(isPlainUrl, 'a URL such as https://mirror.example.org/osv, without a user or a password in it');

/**
 * A header of every request, whose value stands in an environment variable alone. Only variables whose names begin so: whoever may change this
 * file must not be able to have any other secret of the machine sent to an address of theirs.
 */
const Header = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'the name of a header such as Authorization'),
  from: z
    .string()
    .regex(/^SELVEDGE_FEED_[A-Z0-9_]{1,60}$/, 'an environment variable whose name begins with SELVEDGE_FEED_'),
});

const known = z.strictObject({
  from: z.enum([
    'osv-api',
    'github',
    'github-repository',
    'npm-audit',
    'malicious-packages',
    'kev',
    'epss',
    'end-of-life',
    'deprecations',
  ]),
  url: Address.optional(),
  header: Header.optional(),
  limitHours: limitHours.optional(),
});

const osv = z.strictObject({
  from: z.literal('osv'),
  /** OSV's names. Absent: those that the project has. */
  ecosystems: z.array(z.string().min(1).max(60)).min(1).max(60).optional(),
  url: Address.optional(),
  header: Header.optional(),
  limitHours: limitHours.optional(),
});

const files = z.strictObject({
  from: z.literal('files'),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name of small letters, digits and hyphens'),
  /** An archive or a file in OSV form. */
  url: Address.optional(),
  /** A folder or a file below the project. */
  path: z
    .string()
    .min(1)
    .max(1024)
    .refine(isInside, 'a path below the project such as security/advisories/')
    .optional(),
  /** What git can clone. */
  git: z.string().min(1).max(2048).refine(isPlainGit, 'an https or ssh URL without a password in it').optional(),
  /** OSV's name of the ecosystem that it has all advisories about. Absent: it has some. */
  wholeOf: z.string().min(1).max(60).optional(),
  header: Header.optional(),
  limitHours: limitHours.optional(),
});

/** Where this project's advisories come from, and when they are too old to decide by. */
export const AdvisorySources = z.strictObject({
  /** Of sources that say none of their own. */
  limitHours: limitHours.optional(),
  /** In the place of the usual ones. */
  sources: z
    .array(z.discriminatedUnion('from', [osv, files, known]))
    .min(1)
    .max(50)
    .optional(),
});
export type AdvisorySources = z.infer<typeof AdvisorySources>;

function isPlainUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function isPlainGit(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^(?:https|ssh):$/.test(url.protocol) && url.password === '';
}

function isInside(path: string): boolean {
  return !/^(?:[/\\~]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..');
}
