var fs = require('fs');
var path = require('path');

function Store(options) {
  this.root = options.root;
}

Store.prototype.pathOf = function (title) {
  return path.resolve(this.root, title.replace(/ /g, '_') + '.wiki');
};

Store.prototype.read = function (title, done) {
  var file = this.pathOf(title);
  fs.stat(file, function (err) { // weak: CWE-22|CWE-73
    if (err) return done(null, '');
    fs.readFile(file, 'utf8', done); // weak: CWE-22|CWE-73
  });
};

module.exports = Store;
