const longest = 2048;

/**
 * A URL, or an address as ssh writes it, without what could let somebody in: user and password, the query, and the token that channels of conda
 * have in their path (`/t/TOKEN/`). A git revision behind `#` stays.
 */
export function withoutCredentials(url: string): string {
  const hash = url.indexOf('#');
  const revision = hash === -1 ? '' : url.slice(hash);
  const address = withoutToken(withoutQuery(hash === -1 ? url : url.slice(0, hash)));
  const scheme = address.indexOf('://');
  if (scheme === -1) return `${address.replace(/^[^/@]*@/, '')}${revision}`.slice(0, longest);
  const start = scheme + 3;
  const slash = address.indexOf('/', start);
  let from = slash === -1 ? address.length : slash;
  // A password may hold a slash: then what stands before it is no host with a port.
  if (!/^(?:[^@]*@)?[^:@]*(?::\d*)?$/.test(address.slice(start, from))) from = address.length;
  const at = address.lastIndexOf('@', from - 1);
  const host = at >= start ? address.slice(at + 1) : address.slice(start);
  return `${address.slice(0, start)}${host}${revision}`.slice(0, longest);
}

function withoutQuery(address: string): string {
  const mark = address.indexOf('?');
  return mark === -1 ? address : address.slice(0, mark);
}

/** Shorter ones would be the folders of somebody called `t`. */
function withoutToken(address: string): string {
  return address.replace(/\/t\/(?:tk-[^/]*|[^/]{8,})(?=\/)/, '');
}
