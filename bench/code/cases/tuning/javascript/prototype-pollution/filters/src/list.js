export function showList(filters) {
  document.querySelector('#count').textContent = String(Object.keys(filters).length);
}
