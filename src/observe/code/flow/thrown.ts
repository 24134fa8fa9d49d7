import type { Frame } from './frame.ts';
import { type Mask, maskOf, orMask } from './masks.ts';
import type { Labels } from './value.ts';

/** Members of what was thrown that tell of the program; others its own class was given for those who catch it. */
const telling =
  /^(?:args|message|msg|detail|details|reason|strerror|filename|filename2|text|doc|orig|statement|params|stderr|stdout|output|cmd|with_traceback|__\w+__|errors|add_note|response|body|path|name|obj)$/;

/** What a member of an error says of it: `error.row`, which a class of the project keeps, is no message. */
export function ofThrown(frame: Frame, labels: Labels, name: string): Labels {
  const { all } = frame.solver.labels;
  let own: number[] | undefined;
  for (let i = 0; i < labels.length; i += 2) {
    if (all[labels[i]!]!.source !== 'error' || telling.test(name)) continue;
    own ??= [...labels];
    own[i + 1] = orMask(own[i + 1]!, shown());
  }
  return own ?? labels;
}

const shown = (): Mask => maskOf(['response']);
