import { formatPurl } from '#ground/packages';
import { withoutCredentials } from '../../source-url.ts';

/** Whether it can be the name of a crate. */
export function isCrateName(name: string): boolean {
  return name.length <= 200 && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name);
}

export function cargoPurl(name: string, version?: string): string {
  return formatPurl({ type: 'cargo', name, ...(version !== undefined && version !== '' && { version }) });
}

/** `registry+https://…`, `sparse+https://…`, `git+https://…?branch=main#commit`: undefined for crates.io. */
export function crateSource(source: string): string | undefined {
  if (
    /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io)\/?$/.test(
      source,
    )
  )
    return undefined;
  const [, kind = '', url = ''] = /^(registry|sparse|git|path|directory)\+(.*)$/s.exec(source) ?? [];
  if (kind === '') return withoutCredentials(source);
  if (kind !== 'git') return withoutCredentials(url);
  const hash = url.indexOf('#');
  const plain = withoutCredentials(hash < 0 ? url : url.slice(0, hash));
  return `git+${plain}${hash < 0 ? '' : `@${url.slice(hash + 1, hash + 101)}`}`;
}
