export function settings() {
  const entries = location.search
    .slice(1)
    .split('&')
    .map((pair) => pair.split('=').map(decodeURIComponent));
  const { caption = '', height = '300px' } = Object.fromEntries(entries);
  return { caption, height };
}
