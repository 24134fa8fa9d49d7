/**
 * A git remote by which two clones are known to be of one place: without credentials, without a trailing `.git` or slash,
 * and `git@host:path` written as `ssh://host/path`. Text that is no URL stays as it is, but for credentials.
 */
export function withoutCredentials(remote: string): string {
  const scp = /^(?:[^@/:]+@)?([^/:]+):(?!\/\/)(.+)$/.exec(remote);
  if (scp !== null && !/^[a-zA-Z]$/.test(scp[1] ?? ''))
    return trimmed(`ssh://${(scp[1] ?? '').toLowerCase()}/${scp[2]}`);
  const url = URL.parse(remote);
  if (url === null) return trimmed(remote.replace(/\/\/[^@/]*@/, '//'));
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return trimmed(url.href);
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '').replace(/\.git$/, '');
}
