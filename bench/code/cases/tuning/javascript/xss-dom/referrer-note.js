(function () {
  var note = document.querySelector('#note');
  var from = document.referrer;
  if (from.indexOf('https://partner.example.org') >= 0) {
    document.write('<p>You come from <a href="' + unescape(from) + '">our partner</a>.</p>'); // weak: CWE-79
    note.hidden = true;
  }
})();
