const { shell } = require('electron');

const pages = { help: 'https://help.example.org/', news: 'https://news.example.org/' };

exports.openLink = (link) => {
  if (link === 'help') return shell.openExternal(pages.help);
  if (link === 'news') return shell.openExternal(pages.news);
  return undefined;
};
