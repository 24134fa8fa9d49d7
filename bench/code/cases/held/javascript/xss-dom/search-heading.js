(function () {
  'use strict';

  var heading = document.querySelector('.results h2');
  var term = new URLSearchParams(location.search).get('q');

  if (term) {
    heading.textContent = 'Results for “' + term + '”';
    document.title = term + ' – Search';
  } else {
    heading.innerHTML = '<em>Nothing searched yet</em>';
  }
})();
