const { readFile } = require('fs/promises');
const path = require('path');

const LOCALES = ['en', 'de', 'fr', 'pt-BR'];

async function messages(locale) {
  const name = LOCALES.find((known) => known === locale) ?? 'en';
  const text = await readFile(path.join(__dirname, '..', 'locales', `${name}.json`), 'utf8');
  return JSON.parse(text);
}

module.exports = { messages };
