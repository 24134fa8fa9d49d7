import { formatPurl } from '#ground/packages';
import { isExactVersion, npmPurl } from '../npm/specifier.ts';

/** `https://esm.sh/react@18.2.0/…` is npm's; `https://deno.land/std@0.200.0/…` a module of its own. */
export function packageOfUrl(url: string): { readonly purl: string; readonly source: string } | undefined {
  const host = npmHosts.exec(url)?.[0];
  if (host !== undefined) {
    const [, name = '', version = ''] = /^((?:@[^/@]+\/)?[^/@]+)@([^/?&=]+)/.exec(url.slice(host.length)) ?? [];
    const purl = isExactVersion(version) ? npmPurl(name, version) : undefined;
    return purl === undefined ? undefined : { purl, source: `${host}${name}@${version}` };
  }
  const [source, name = '', version = ''] = /^https:\/\/deno\.land\/((?:x\/)?[\w.-]+)@([\w.+-]+)\//.exec(url) ?? [];
  if (source === undefined) return undefined;
  const path = `deno.land/${name}`.split('/');
  return {
    purl: formatPurl({ type: 'generic', namespace: path.slice(0, -1).join('/'), name: path.at(-1) ?? '', version }),
    source: source.slice(0, -1),
  };
}

const npmHosts =
  /^https:\/\/(?:esm\.sh|unpkg\.com|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm)\/(?:v\d+\/|stable\/|pin\/)?\*?/;
