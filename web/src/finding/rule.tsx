import type { ReactNode } from 'react';
import type { RuleText as Words } from '../api.generated.ts';
import { VerdictMark } from '../marks.tsx';
import { distinct, Reference } from './reference.tsx';

/** What the rule says about itself: why it matters, how to fix it, and what good looks like. `repair`: what a command would do about it. */
export function RuleText({
  rule,
  text,
  repair,
}: {
  readonly rule: string;
  readonly text: Words | undefined;
  readonly repair: ReactNode;
}) {
  if (text === undefined) {
    return (
      <section aria-labelledby="why">
        <h2 id="why">Why it matters</h2>
        <p>
          This server does not have the rule <code>{rule}</code>; whoever scanned with it does:{' '}
          <code>selvedge explain {rule}</code>
        </p>
        {repair}
      </section>
    );
  }
  return (
    <>
      <section aria-labelledby="why">
        <h2 id="why">Why it matters</h2>
        <Paragraphs text={text.why} />
        <p className="muted">{text.finds}</p>
      </section>
      <section aria-labelledby="fix">
        <h2 id="fix">How to fix it</h2>
        {repair}
        <Paragraphs text={text.fix} />
        <ul className="references" aria-label="References">
          {distinct(text.references).map((reference) => (
            <li key={reference}>
              <Reference text={reference} />
            </li>
          ))}
        </ul>
      </section>
      <Examples text={text} />
    </>
  );
}

/** The shortest lesson: one that the rule finds, beside one that it does not. */
function Examples({ text: { examples } }: { readonly text: Words }) {
  const [bad, good] = [examples?.bad[0], examples?.good[0]];
  if (bad === undefined || good === undefined) return null;
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">What the rule finds, and what not</h2>
      <div className="examples">
        <figure>
          <figcaption>
            <VerdictMark verdict="fail" label="" /> Found
          </figcaption>
          <pre className="code" tabIndex={0} aria-label="An example that is found">
            <code>{bad}</code>
          </pre>
        </figure>
        <figure>
          <figcaption>
            <VerdictMark verdict="pass" label="" /> Not found
          </figcaption>
          <pre className="code" tabIndex={0} aria-label="An example that is not found">
            <code>{good}</code>
          </pre>
        </figure>
      </div>
    </section>
  );
}

function Paragraphs({ text }: { readonly text: string }): ReactNode {
  return text.split(/\n{2,}/).map((paragraph, index) => <p key={index}>{paragraph}</p>);
}
