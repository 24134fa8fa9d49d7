const socket = io();
const list = document.querySelector('#messages');

socket.on('said', ({ from, text }) => {
  const item = document.createElement('li');
  item.dataset.from = from;
  item.innerHTML = `<time>${new Date().toLocaleTimeString()}</time> ${text}`; // weak: CWE-79
  list.appendChild(item);
});

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  socket.emit('say', { text: event.target.elements.text.value });
});
