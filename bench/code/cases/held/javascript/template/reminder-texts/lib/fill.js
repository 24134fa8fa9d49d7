/** Puts the values of `{name}`, `{date}` and `{place}` into a text that the customer wrote. */
exports.fill = function (text, values) {
  return text.replace(/\{(name|date|place)\}/g, (whole, key) => values[key]);
};
