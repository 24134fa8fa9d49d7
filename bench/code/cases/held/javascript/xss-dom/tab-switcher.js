jQuery(function ($) {
  var tabs = $('#tabs');

  function open(id) {
    tabs.find('.panel').hide();
    tabs.find('#' + $.escapeSelector(id)).show();
  }

  $(window).on('hashchange', function () {
    var label = decodeURIComponent(window.location.hash.slice(1));
    $('.current-tab').html('Current: ' + label); // weak: CWE-79
    open(label);
  });
});
