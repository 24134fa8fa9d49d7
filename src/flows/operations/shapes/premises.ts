import { builtinControls } from '#declare/controls';
import { type Digest, digestJson } from '#ground/model';

/** Today's digests of what exceptions rest on: the controls that denied the finding. When one is another, the exception lapses. */
export const premisesToday: Readonly<Record<string, Digest>> = Object.fromEntries(
  builtinControls.map((control) => [`control:${control.id}`, digestJson(control)]),
);
