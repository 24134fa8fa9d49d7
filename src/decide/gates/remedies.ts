import type { NotLookedAtReason } from '#ground/model';

/** Each reason for not looking, in words, and what would make the answer known. */
export const remedies: Readonly<Record<NotLookedAtReason, { readonly what: string; readonly remedy: string }>> = {
  unreadable: { what: 'could not be read', remedy: 'give the scan the right to read it' },
  'too-large': { what: 'larger than the limit', remedy: 'exclude it in selvedge.yaml, or raise the limit' },
  'too-deep': {
    what: 'nested deeper than the limit',
    remedy: 'exclude it in selvedge.yaml if nobody wrote it by hand',
  },
  binary: { what: 'binary, where text was expected', remedy: 'exclude it in selvedge.yaml if it holds no text' },
  'timed-out': {
    what: 'took longer than its time',
    remedy: 'scan again with more time, or exclude it in selvedge.yaml',
  },
  'out-of-memory': {
    what: 'took more memory than it may',
    remedy: 'exclude it in selvedge.yaml, or scan with more memory',
  },
  'parse-failed': { what: 'could not be parsed', remedy: 'correct its syntax, or exclude it in selvedge.yaml' },
  'changed-while-read': { what: 'changed while it was read', remedy: 'scan again when nothing writes to it' },
  'not-a-regular-file': { what: 'not a regular file', remedy: 'exclude it in selvedge.yaml' },
  'symlink-out-of-root': { what: 'a link that leaves the project', remedy: 'scan its target as a project of its own' },
  submodule: { what: 'a submodule', remedy: 'scan it as a project of its own' },
  'lfs-pointer': { what: 'a pointer to a large file that is not here', remedy: 'run git lfs pull, then scan again' },
  'invalid-encoding': { what: 'not valid in its encoding', remedy: 'save it as UTF-8, or exclude it in selvedge.yaml' },
  'analyzer-failed': { what: 'an analyzer failed', remedy: 'scan again; if it fails again, report it with the detail' },
  'rule-timed-out': {
    what: 'a rule took longer than its time',
    remedy: 'make the rule cheaper, or exclude the file in selvedge.yaml',
  },
  'missing-data': { what: 'data that it needs is missing', remedy: 'fetch the data, then scan again' },
  excluded: { what: 'excluded', remedy: 'name it under exclude in selvedge.yaml, with a reason, or scan it' },
};
