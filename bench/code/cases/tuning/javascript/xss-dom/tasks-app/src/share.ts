import DOMPurify from 'dompurify';
import { marked } from 'marked';

export function sharedTask(): { title: string; html: string } {
  const parameters = new URL(document.URL).searchParams;
  const html = marked.parse(parameters.get('task') ?? '') as string;
  return { title: parameters.get('title') ?? '', html: DOMPurify.sanitize(html) };
}
