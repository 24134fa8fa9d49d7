import type { FindingDetail, TraceStep } from '../api.generated.ts';
import { visible } from '../visible.ts';

/** A longer way has its middle folded: what comes in and what arrives is what people look for. */
const shownInFull = 14;
const atEachEnd = 5;

interface Step extends TraceStep {
  readonly number: number;
  readonly end: 'source' | 'sink' | undefined;
  /** A file, a function and a line of code are shown where the way comes to them. */
  readonly isOtherFile: boolean;
  readonly isOtherSymbol: boolean;
  readonly isOtherLine: boolean;
}

/** How it comes about: the way from where data comes in to where it must not arrive, in the lines of code through which it goes. */
export function Way({ trace }: Pick<FindingDetail, 'trace'>) {
  if (trace === undefined || trace.length === 0) return null;
  const files = new Set(trace.map(({ location }) => location.path)).size;
  const isFolded = trace.length > shownInFull;
  const [from, to] = isFolded ? [atEachEnd, trace.length - atEachEnd] : [trace.length, trace.length];
  return (
    <section aria-labelledby="way">
      <h2 id="way">How it comes about</h2>
      <p className="muted">
        {trace.length} steps{files > 1 ? ` through ${files} files` : ''}
      </p>
      {/* Without its marks, a list is none to some screen readers unless it says so. */}
      <ol className="way" role="list">
        <Steps trace={trace} from={0} to={from} />
        {isFolded ? (
          <li className="way-between">
            <details>
              <summary>{to - from} steps between</summary>
              <ol className="way" role="list">
                <Steps trace={trace} from={from} to={to} />
              </ol>
            </details>
          </li>
        ) : null}
        <Steps trace={trace} from={to} to={trace.length} />
      </ol>
    </section>
  );
}

function Steps({
  trace,
  from,
  to,
}: {
  readonly trace: readonly TraceStep[];
  readonly from: number;
  readonly to: number;
}) {
  return trace.slice(from, to).map((_, at) => <StepItem key={at} step={stepAt(trace, from + at, at === 0)} />);
}

function StepItem({ step }: { readonly step: Step }) {
  const { number, end, isOtherFile, isOtherSymbol, isOtherLine, location, symbol, code } = step;
  return (
    <li className="way-step" data-end={end}>
      {isOtherFile ? <code className="way-file">{visible(location.path)}</code> : null}
      {isOtherLine ? (
        <p className="way-code">
          <span className="code-number">
            <span className="unseen">line </span>
            {location.startLine}
          </span>
          {code === undefined ? null : <code>{visible(code.trim())}</code>}
        </p>
      ) : null}
      <span className="way-number">{number}</span>
      <p className="way-note">
        {end === undefined ? noteOf(step) : <strong>{noteOf(step)}</strong>}
        {isOtherSymbol && symbol !== undefined ? (
          <span className="muted">
            {' '}
            in <code>{visible(symbol)}</code>
          </span>
        ) : null}
      </p>
    </li>
  );
}

/** A step beside the one before it, unless it is the first of a part that is shown by itself. */
function stepAt(trace: readonly TraceStep[], index: number, isFirst: boolean): Step {
  const step = trace[index]!; // whoever calls counts in it
  const before = isFirst ? undefined : trace[index - 1];
  // What stands above the first of a part is the step before it, or, while the middle is folded, the last of the beginning.
  const above = isFirst ? [index - 1, Math.min(index, atEachEnd) - 1] : [index - 1];
  const isOtherFile = above.some((at) => trace[at]?.location.path !== step.location.path);
  return {
    ...step,
    number: index + 1,
    end: index === 0 ? 'source' : index === trace.length - 1 ? 'sink' : undefined,
    isOtherFile,
    isOtherSymbol: (isOtherFile || before?.symbol !== step.symbol) && !isUnnamed(step),
    isOtherLine: isOtherFile || before?.location.startLine !== step.location.startLine,
  };
}

function isUnnamed({ symbol }: TraceStep): boolean {
  return symbol === undefined || symbol === '' || symbol === '<anonymous>';
}

/** The ends say that they are, whatever their rule says of them. */
function noteOf({ note, end }: Step): string {
  const said = visible(note);
  if (end === 'source' && !said.startsWith('comes ')) return `comes in: ${said}`;
  if (end === 'sink' && !said.startsWith('arrives')) return `arrives: ${said}`;
  return said;
}
