const puppeteer = require('puppeteer');
const express = require('express');

const app = express();
app.use(express.json());

app.post('/snapshot', async (req, res, next) => {
  const browser = await puppeteer.launch();
  try {
    const page = await browser.newPage();
    await page.goto(req.body.address, { waitUntil: 'networkidle0' }); // weak: CWE-918
    const pdf = await page.pdf({ format: 'A4' });
    res.type('application/pdf').send(Buffer.from(pdf));
  } catch (err) {
    next(err);
  } finally {
    await browser.close();
  }
});

app.listen(3000);
