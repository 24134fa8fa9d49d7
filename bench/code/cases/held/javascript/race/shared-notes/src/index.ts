import { readIfAllowed } from './files.ts';

const NOTES = ['/srv/notes/today.md', '/srv/notes/week.md'];

for (const note of NOTES) {
  const text = await readIfAllowed(note);
  console.log(note, text === undefined ? 'is not there' : `has ${text.length} characters`);
}
