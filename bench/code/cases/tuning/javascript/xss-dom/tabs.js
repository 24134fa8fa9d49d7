const panel = document.getElementById('panel');

function showTab() {
  const name = decodeURIComponent(location.hash.substring(1)) || 'overview';
  panel.innerHTML = '<h2>' + name + '</h2>'; // weak: CWE-79
}

window.addEventListener('hashchange', showTab);
showTab();
