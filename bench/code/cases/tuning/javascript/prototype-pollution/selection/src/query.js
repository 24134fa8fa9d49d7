export function parse(text) {
  const result = Object.create(null);
  for (const pair of text.split('&')) {
    const [name, value] = pair.split('=').map(decodeURIComponent);
    result[name] = value;
  }
  return result;
}
