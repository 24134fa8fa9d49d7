import type { Frame } from '../values/frame.ts';
import { type Mask, maskOf, orMask } from '../models/masks.ts';
import type { Labels } from '../values/value.ts';

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

/** What is thrown to tell who asked what was wrong with what he sent, by the name of its class. */
export function isForAsker(type: string): boolean {
  return /^(?:\w+\.)*(?:ValueError|\w*(?:Validation|Parse|Schema|Serializ|Invalid|NotFound|DoesNotExist|Forbidden|Unauthori[sz]ed|Denied|BadRequest|HTTPException|APIException|UserError|Conflict|Duplicate|AlreadyExists)\w*)$/.test(
    type,
  );
}

/** What else is known of it than that it was thrown. */
export function withoutErrors(frame: Frame, labels: Labels): Labels {
  const kept: number[] = [];
  for (let at = 0; at < labels.length; at += 2)
    if (frame.solver.labels.all[labels[at]!]!.source !== 'error') kept.push(labels[at]!, labels[at + 1]!);
  return kept;
}
