export function highlight(tree) {
  const wanted = Number.parseInt(new URLSearchParams(location.search).get('node') ?? '', 10);
  const result = document.evaluate(`//item[${wanted}]`, tree, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null);
  result.singleNodeValue?.classList.add('highlight');
}
