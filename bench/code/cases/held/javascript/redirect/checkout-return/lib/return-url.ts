const HOME = '/account';

/** A path of this site; `HOME` for everything else. */
export function returnPath(value: string | null, origin: string): string {
  if (!value) return HOME;
  try {
    const url = new URL(value, origin);
    return url.origin === origin ? `${url.pathname}${url.search}` : HOME;
  } catch {
    return HOME;
  }
}
