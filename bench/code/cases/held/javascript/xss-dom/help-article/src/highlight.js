export function highlight(prefix, topic) {
  if (!topic) return prefix + 'everything';
  return prefix + '<mark>' + topic + '</mark>';
}
