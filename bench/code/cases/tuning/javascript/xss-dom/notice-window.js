import $ from 'jquery';

window.addEventListener('message', (event) => {
  if (event.origin !== 'https://notices.example.org') return;
  const line = $('<p>').text(String(event.data.text));
  $('#log').append(line);
});
