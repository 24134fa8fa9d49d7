import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ ignoreAttributes: false, processEntities: false });

export function departures(xml) {
  const { timetable } = parser.parse(xml);
  return [timetable.departure ?? []].flat().map((one) => ({ line: one['@_line'], at: one['#text'] }));
}
