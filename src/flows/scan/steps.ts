import type { Finding } from '#ground/model';

/** A step of a finding's way, as something whose lines can be shown. */
type Step = Finding & { readonly step: number };

const longest = 200;

/** Every step of every way, as findings of their own: what is redacted around these is redacted in steps too. */
export function stepsOf(findings: readonly Finding[]): Step[] {
  return findings.flatMap((finding) =>
    (finding.trace ?? []).map(({ location }, step): Step => {
      const { excerpt: _, context: __, trace: ___, ...rest } = finding;
      return { ...rest, location, step };
    }),
  );
}

/** The findings, with the line of code of each step whose lines could be shown. */
export function withSteps(findings: readonly Finding[], steps: readonly Finding[]): Finding[] {
  const lines = new Map<string, string>();
  for (const { id, location, context, ...rest } of steps) {
    const line = context?.lines[location.startLine - context.startLine];
    if (line !== undefined && 'step' in rest) lines.set(`${id} ${String(rest.step)}`, line.slice(0, longest));
  }
  if (lines.size === 0) return [...findings];
  return findings.map((finding) =>
    finding.trace === undefined
      ? finding
      : {
          ...finding,
          trace: finding.trace.map((step, at) => {
            const code = lines.get(`${finding.id} ${at}`);
            return code === undefined ? step : { ...step, code };
          }),
        },
  );
}
