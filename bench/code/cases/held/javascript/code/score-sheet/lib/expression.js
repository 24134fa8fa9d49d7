/** Sums and products of numbers: `2 + 3 * 4`. */
function evaluate(text) {
  const tokens = String(text).match(/\d+(?:\.\d+)?|[+*]/g) ?? [];
  let sum = 0;
  let product = 1;
  for (const token of tokens) {
    if (token === '+') {
      sum += product;
      product = 1;
    } else if (token !== '*') {
      product *= Number(token);
    }
  }
  return sum + product;
}

module.exports = { evaluate };
