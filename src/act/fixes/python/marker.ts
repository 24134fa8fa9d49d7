/**
 * Whether a marker (PEP 508) can hold on a Python that is still maintained. Only plain comparisons with `python_version` below 3.9 are ruled out:
 * whatever else it says may hold somewhere.
 */
export function appliesSomewhere(marker: string | undefined): boolean {
  if (marker === undefined || /\bor\b/.test(marker)) return true;
  return [...marker.matchAll(/python(?:_full)?_version\s*(<=?|==)\s*["'](\d+)\.(\d+)[^"']*["']/g)].every(
    ([, operator, major, minor]) => {
      const upper = Number(major) * 100 + Number(minor);
      return operator === '<' ? upper > 309 : upper >= 309;
    },
  );
}
