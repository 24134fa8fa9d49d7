'use strict';

function Cart(rates) {
  this.rates = rates;
  this.lines = [];
}

Cart.prototype.add = function (article, quantity) {
  var known = this.lines.filter(function (line) {
    return line.article.id === article.id;
  })[0];
  if (known) {
    known.quantity += quantity;
  } else {
    this.lines.push({ article: article, quantity: quantity });
  }
  return this;
};

Cart.prototype.total = function () {
  var rates = this.rates;
  return this.lines.reduce(function (sum, line) {
    return sum + line.quantity * line.article.price * (1 + rates[line.article.rate]);
  }, 0);
};

module.exports = Cart;
