import $ from 'jquery';

window.addEventListener('message', (event) => {
  const { author, text } = event.data;
  $('#log').append('<p><em>' + author + '</em> ' + text + '</p>'); // weak: CWE-79
});
