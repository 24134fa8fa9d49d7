const puppeteer = require('puppeteer');

exports.renderPdf = async function renderPdf(address) {
  const browser = await puppeteer.launch();
  try {
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: 'networkidle0', timeout: 10_000 }); // weak: CWE-918
    return Buffer.from(await page.pdf({ format: 'A4' }));
  } finally {
    await browser.close();
  }
};
