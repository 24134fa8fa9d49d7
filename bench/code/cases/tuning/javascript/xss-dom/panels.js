const panel = document.getElementById('panel');

function showPanel() {
  const name = decodeURIComponent(location.hash.substring(1)) || 'overview';
  const heading = document.createElement('h2');
  heading.textContent = name;
  panel.replaceChildren(heading);
}

window.addEventListener('hashchange', showPanel);
showPanel();
