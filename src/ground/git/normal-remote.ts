/**
 * A git remote's URL in the one form that all ways of writing it share: `host/path`, the host in lower case, without
 * credentials, standard ports, `.git` and slashes at the end. Undefined for what names no host: a path on this machine
 * is nobody else's identity.
 */
export function normalRemote(url: string): string | undefined {
  const text = url.trim();
  const asUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : scpForm(text);
  if (asUrl === undefined || !URL.canParse(asUrl)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(asUrl);
  if (protocol === 'file:' || hostname === '') return undefined;
  const path = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  if (path === '') return undefined;
  const isStandardPort = port === '' || standardPorts[protocol] === port;
  return `${hostname.toLowerCase()}${isStandardPort ? '' : `:${port}`}/${path}`;
}

const standardPorts: Readonly<Record<string, string>> = {
  'ssh:': '22',
  'git:': '9418',
  'http:': '80',
  'https:': '443',
  'git+ssh:': '22',
};

/** `user@host:path`, git's own short form for ssh (git-fetch(1), "GIT URLS"). A drive letter is no host. */
function scpForm(text: string): string | undefined {
  const match = /^(?:[^@/\s]+@)?([^:/\s]{2,}):(?!\/\/)(.+)$/.exec(text);
  return match === null ? undefined : `ssh://${match[1]}/${match[2]!.replace(/^\/+/, '')}`;
}

/** `https://user:token@host/x` is the repository that `https://host/x` is, and must be neither kept nor shown. */
export function withoutCredentials(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}
