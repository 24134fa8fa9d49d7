const RE2 = require('re2');

/** Whether the pattern of a customer finds anything in the lines. */
exports.matches = (pattern, lines) => {
  const expression = new RE2(pattern, 'i');
  return lines.filter((line) => expression.test(line));
};
