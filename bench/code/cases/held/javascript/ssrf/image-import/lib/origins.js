const ALLOWED = new Set(['images.example.com', 'cdn.example.com']);

/** The URL, or null where it is not one of our own hosts. */
export function ownImage(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' || !ALLOWED.has(url.hostname)) return null;
  return url;
}
