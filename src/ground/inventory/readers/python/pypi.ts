import { formatPurl } from '#ground/packages';

/** PEP 503: how names are compared. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Whether it can be the name of a Python package (PEP 508). */
export function isName(name: string): boolean {
  return name.length <= 200 && /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/.test(name);
}

export function pypiPurl(name: string, version?: string): string {
  return formatPurl({
    type: 'pypi',
    name: normalName(name),
    ...(version !== undefined && version !== '' && { version }),
  });
}

/** What to say of an index: nothing of the public one. */
export function indexSource(url: string | undefined): string | undefined {
  return url === undefined ||
    /^https?:\/\/(?:[\w.-]+\.)?(?:pypi\.org|pypi\.python\.org|pythonhosted\.org)(?:\/|$)/.test(url)
    ? undefined
    : url;
}

/** Which scope people mean by the name of a group, an extra or a file. */
export function scopeOfGroup(group: string): 'dev' | 'test' | undefined {
  const words = group.toLowerCase().split(/[^a-z]+/);
  if (words.some((word) => /^tests?$|^testing$/.test(word))) return 'test';
  return words.some((word) => developerWords.has(word)) ? 'dev' : undefined;
}

const developerWords: ReadonlySet<string> = new Set(
  'dev devel develop development lint linting linters format docs doc documentation typing types mypy ci tox nox release bench benchmark'.split(
    ' ',
  ),
);
