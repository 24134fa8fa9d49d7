const products = [
  { name: 'Desk lamp', price: 39 },
  { name: 'Floor lamp', price: 89 },
];

exports.find = async (words = '') => products.filter(({ name }) => name.toLowerCase().includes(String(words).toLowerCase()));
