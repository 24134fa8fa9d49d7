import { missingAuthorisation } from './authorisation.ts';
import { endlessBody, loopBound } from './amounts.ts';
import { changingGet } from './changing-get.ts';
import type { Judge } from './judge.ts';
import { lostUpdate } from './lost-update.ts';
import { recursiveMerge } from './merge.ts';
import { messageOrigin } from './messages.ts';
import { redos } from './redos.ts';
import { sessionFixation } from './sessions.ts';
import { assignableFields } from './assignable.ts';
import { comparedSecret } from './compared.ts';
import { temporaryFiles } from './temp-files.ts';
import { timing } from './timing.ts';
import { toctou } from './toctou.ts';

/** What rules name as their `judge`. */
export const judges: readonly Judge[] = [
  redos,
  toctou,
  lostUpdate,
  timing,
  comparedSecret,
  assignableFields,
  recursiveMerge,
  missingAuthorisation,
  sessionFixation,
  messageOrigin,
  changingGet,
  loopBound,
  endlessBody,
  temporaryFiles,
];
