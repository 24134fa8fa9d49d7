import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { type Judge, note } from './judge.ts';

/** Names of columns that tell what somebody may do. */
const privileged = /^(?:is_(?:staff|superuser|admin)|user_permissions|permissions|groups)$/;
const people = /user|account|member|employee|customer|^$/i;
const assigning = /ModelForm$|ModelSerializer$/;

/** The `Meta` of a form or serializer of Django that takes all columns of a person's record, or those that tell what the person may do. */
export const assignableFields: Judge = (frame, { stores }) => {
  const { memberKind, class: own, isPython } = frame.function;
  if (!isPython || memberKind !== 'static-fields' || own?.name !== 'Meta') return;
  const outer = own.module.functions[own.ir.owner]?.class;
  if (outer === undefined) return;
  const { code } = own.module.functions[outer.ir.owner]!.ir;
  const { texts } = own.module.ir;
  const isAssigning = outer.ir.bases.some((base) => {
    const [op, a, b] = [code[base * 6], code[base * 6 + 1]!, code[base * 6 + 2]!];
    return assigning.test((op === Op.Load || op === Op.Import ? texts[b] : op === Op.Global ? texts[a] : '') ?? '');
  });
  if (!isAssigning) return;
  const given = new Map(stores.map((at) => [frame.text(frame.b(at)), frame.c(at)]));
  const fields = given.get('fields');
  if (given.has('extra_kwargs') || (fields === undefined && !given.has('exclude'))) return;
  const readOnly = textsOf(frame, given.get('read_only_fields'));
  const open = textsOf(frame, fields).filter((name) => privileged.test(name) && !readOnly.includes(name));
  if (open.length > 0)
    note(frame, 'mass-assignment', fields!, [], `Whoever sends ${open.join(', ')} sets it.`, 'possible');
  else if (
    (fields === undefined || frame.value(fields).constants.includes('__all__')) &&
    readOnly.length === 0 &&
    people.test(nameOf(frame, given.get('model') ?? fields ?? 0))
  )
    note(
      frame,
      'mass-assignment',
      fields ?? given.get('exclude')!,
      [],
      'Every column that comes about later can be set too.',
      'possible',
    );
};

function textsOf(frame: Frame, at: number | undefined): string[] {
  const list = at === undefined ? -1 : frame.root(at);
  if (list < 0 || frame.op(list) !== Op.Array) return [];
  return frame.pool
    .slice(frame.a(list), frame.a(list) + frame.b(list))
    .flatMap((each) => (each < 0 ? [] : frame.value(each).constants))
    .filter((each) => typeof each === 'string');
}
