export function settings() {
  const { caption = '' } = Object.fromEntries(new URLSearchParams(location.search));
  return { caption };
}
