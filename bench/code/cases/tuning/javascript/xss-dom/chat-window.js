import $ from 'jquery';

function showLast() {
  const { author, text } = JSON.parse(window.name || '{"author":"","text":""}');
  $('#log').append('<p><em>' + author + '</em> ' + text + '</p>'); // weak: CWE-79
}

$(showLast);
