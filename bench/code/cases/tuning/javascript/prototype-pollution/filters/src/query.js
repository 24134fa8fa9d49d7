export function parse(text) {
  const result = {};
  for (const pair of text.split('&')) {
    const [name, value] = pair.split('=').map(decodeURIComponent);
    const path = name.split(/[[\]]+/).filter(Boolean);
    let node = result;
    path.forEach((part, index) => {
      if (index === path.length - 1) node[part] = value; // weak: CWE-1321
      else node = node[part] = node[part] || {};
    });
  }
  return result;
}
