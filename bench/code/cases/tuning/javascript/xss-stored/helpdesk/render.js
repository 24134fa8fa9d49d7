import sanitizeHtml from 'sanitize-html';

export function render(posts) {
  return sanitizeHtml(posts.map(({ author, text }) => `<p><b>${author}</b> ${text}</p>`).join('\n'));
}
