const strip = (text) => text.replace(/<script>/gi, '');

export function render(posts) {
  return posts.map(({ author, text }) => `<p><b>${strip(author)}</b> ${strip(text)}</p>`).join('\n');
}
