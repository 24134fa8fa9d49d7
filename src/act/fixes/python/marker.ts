/**
 * Whether a marker (PEP 508) can hold on a Python from `least` on (`309` for 3.9). Plain comparisons with `python_version` below that are ruled out:
 * whatever else it says may hold somewhere.
 */
export function appliesSomewhere(marker: string | undefined, least = 309): boolean {
  if (marker === undefined || /\bor\b/.test(marker)) return true;
  return [...marker.matchAll(/python(?:_full)?_version\s*(<=?|==)\s*["'](\d+)\.(\d+)[^"']*["']/g)].every(
    ([, operator, major, minor]) => {
      const upper = Number(major) * 100 + Number(minor);
      return operator === '<' ? upper > least : upper >= least;
    },
  );
}

/** The lowest Python of a `requires-python`: `>=3.10,<4` and `^3.10` → 310. */
export function leastPython(constraint: string | undefined): number | undefined {
  const parts = /(?:>=|\^|~=?|==)\s*(\d+)(?:\.(\d+))?/.exec(constraint ?? '');
  return parts === null ? undefined : Number(parts[1]) * 100 + Number(parts[2] ?? 0);
}
