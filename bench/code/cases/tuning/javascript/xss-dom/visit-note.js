(function () {
  var note = document.querySelector('#note');
  var from = document.referrer;
  if (new URL(from || location.href).origin === 'https://partner.example.org') {
    note.innerText = 'You come from ' + from;
    note.hidden = false;
  }
  document.write('<p>Printed on ' + new Date().getFullYear() + '</p>');
})();
