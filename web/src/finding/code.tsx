import type { FindingDetail } from '../api.generated.ts';
import { visible } from '../visible.ts';

/** The lines around, as they were when the finding was last seen, secrets redacted. Where they are not known, the match. */
export function Code({ finding }: { readonly finding: FindingDetail }) {
  const { location, context, excerpt } = finding;
  if (context === undefined) {
    return excerpt === undefined ? null : (
      <pre className="code" tabIndex={0} aria-label="The match, redacted">
        <code>{visible(excerpt)}</code>
      </pre>
    );
  }
  const last = context.startLine + context.lines.length - 1;
  return (
    <pre className="code" tabIndex={0} aria-label={`Lines ${context.startLine} to ${last}, secrets redacted`}>
      {context.lines.map((line, index) => {
        const number = context.startLine + index;
        const hit = number >= location.startLine && number <= location.endLine;
        return (
          <span key={number} className="code-line" data-hit={hit}>
            <span className="code-number" aria-hidden="true">
              {hit ? '▸' : ' '}
              {String(number).padStart(String(last).length)}
            </span>
            <code>{line === '' ? ' ' : visible(line)}</code>
          </span>
        );
      })}
    </pre>
  );
}
