import DOMPurify from 'dompurify';
import { marked } from 'marked';

export function Frame({ caption }) {
  const html = DOMPurify.sanitize(marked.parse(caption));
  return (
    <figure>
      <figcaption dangerouslySetInnerHTML={{ __html: html }} />
    </figure>
  );
}
