import type { Frame } from '../values/frame.ts';
import { noApi } from '../models/api.ts';
import type { ClassNode } from '../values/nodes.ts';
import type { Value } from '../values/value.ts';

/**
 * Whether a value can only be made by the project itself: an instance of its own classes, which extend nothing from elsewhere and are not decorated.
 * What is in its fields is known of them; that it came back from a call that was given something from outside says nothing about it.
 */
export function isOwnObject(frame: Frame, { objects, api }: Value): boolean {
  return (
    objects.length > 0 &&
    api === noApi &&
    objects.every(
      (object) => object.kind === 'instance' && object.class !== undefined && isPlain(frame, object.class, 0),
    )
  );
}

function isPlain(frame: Frame, of: ClassNode, depth: number): boolean {
  if (of.ir.decorators.length > 0 || depth > 6) return false;
  if (of.ir.bases.length === 0) return true;
  const bases = of.bases.read(frame.function);
  return (
    bases.api === noApi &&
    bases.objects.length >= of.ir.bases.length &&
    bases.objects.every((base) => base.class !== undefined && isPlain(frame, base.class, depth + 1))
  );
}
