import type { Frame } from '../values/frame.ts';
import { Op } from '../../ir/ir.ts';
import { textLabels } from './members.ts';
import type { Notable } from '../values/notable.ts';
import { joinLabels, noLabels, type Labels, type Value } from '../values/value.ts';

/** What of a returned value is answered: in Python also a tuple's or list's first (body, status), and for what must not leave all that it holds. */
export function answered(frame: Frame, kind: string, value: Value): Labels {
  if (kind === 'response') return textLabels(frame, value, 3);
  // What is no text is answered as data.
  if (!frame.function.isPython) return kind !== 'html' || value.shape.includes('<') ? value.labels : noLabels;
  let { labels } = value;
  for (const object of value.objects) {
    if (object.kind !== 'array') continue;
    const items = [...object.everyField(frame.function)].map((cell) => cell.read(frame.function));
    if (items.some((item) => isPlainText(frame, item))) continue;
    for (const item of items) labels = joinLabels(labels, item.labels);
  }
  return labels;
}

/** Headers that say that an answer is no page. */
function isPlainText(frame: Frame, headers: Value): boolean {
  return headers.objects.some((object) => {
    const type =
      object.kind === 'plain' ? object.fields.get('Content-Type')?.read(frame.function).constants[0] : undefined;
    return typeof type === 'string' && !/html|svg|xml/i.test(type);
  });
}

/** Of a body, a status and headers that a function of Python returns: where the headers lead. */
export function sentTo(frame: Frame, value: Value): Labels {
  let labels: Labels = noLabels;
  if (!frame.function.isPython) return labels;
  for (const tuple of value.objects) {
    if (tuple.kind !== 'array') continue;
    for (const place of ['1', '2'])
      for (const headers of tuple.fields.get(place)?.read(frame.function).objects ?? [])
        if (headers.kind === 'plain')
          labels = joinLabels(labels, headers.fields.get('Location')?.read(frame.function).labels ?? noLabels);
  }
  return labels;
}

/** Whether a function of WSGI says by its headers that its answer is no page: `start_response(status, [('Content-Type', 'application/json')])`. */
export function saysPlain(frame: Frame, { calls }: Notable): boolean {
  if (!frame.function.isPython) return false;
  for (const { at } of calls) {
    const from = frame.a(at);
    const callee = frame.root(frame.pool[from]!);
    if (frame.op(callee) !== Op.Param || frame.function.paramName(frame.a(callee)) !== 'start_response') continue;
    const given = frame.pool[from + 2]! > 1 ? frame.pool[from + 4]! : -1;
    if (given < 0) continue;
    for (const list of frame.value(given).objects)
      for (const header of list.fields.values())
        for (const pair of header.read(frame.function).objects) {
          const [key] = pair.fields.get('0')?.read(frame.function).constants ?? [];
          const [type] = pair.fields.get('1')?.read(frame.function).constants ?? [];
          if (typeof key === 'string' && /^content-type$/i.test(key))
            return typeof type === 'string' && !/html|svg|xml/i.test(type);
        }
  }
  return false;
}
