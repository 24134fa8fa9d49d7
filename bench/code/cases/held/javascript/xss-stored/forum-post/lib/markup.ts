import sanitizeHtml from 'sanitize-html';

export function clean(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: ['b', 'i', 'em', 'strong', 'p', 'ul', 'li'],
    allowedAttributes: {},
  });
}
