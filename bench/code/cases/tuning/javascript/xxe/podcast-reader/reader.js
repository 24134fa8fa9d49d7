import { parseStringPromise } from 'xml2js';

export async function readEntries(text) {
  const { feed } = await parseStringPromise(text, { explicitArray: true });
  return feed.entry.map(({ title }) => title[0]);
}
