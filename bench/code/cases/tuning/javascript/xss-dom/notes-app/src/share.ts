import { marked } from 'marked';

export function sharedNote(): { title: string; html: string } {
  const parameters = new URL(document.URL).searchParams;
  return { title: parameters.get('title') ?? '', html: marked.parse(parameters.get('note') ?? '') as string };
}
