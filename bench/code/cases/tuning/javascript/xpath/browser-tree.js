export function highlight(tree) {
  const wanted = new URLSearchParams(location.search).get('node') ?? '';
  const result = document.evaluate(`//item[@id='${wanted}']`, tree, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null); // weak: CWE-643
  result.singleNodeValue?.classList.add('highlight');
}
