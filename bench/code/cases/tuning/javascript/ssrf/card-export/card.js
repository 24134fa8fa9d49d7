const puppeteer = require('puppeteer');

exports.renderCard = async function renderCard(id) {
  const browser = await puppeteer.launch();
  try {
    const page = await browser.newPage();
    await page.goto(`https://cards.example.org/${Number(id)}`, { waitUntil: 'networkidle0', timeout: 10_000 });
    return Buffer.from(await page.pdf({ format: 'A4' }));
  } finally {
    await browser.close();
  }
};
