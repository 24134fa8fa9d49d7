import type { Frame } from './frame.ts';
import { textLabels } from './members.ts';
import { joinLabels, noLabels, type Labels, type Value } from './value.ts';

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
