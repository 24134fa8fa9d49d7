const express = require('express');
const serveIndex = require('serve-index');

const app = express();

app.get('/', (req, res) => res.redirect('/files'));
app.use('/files', express.static('/srv/share'), serveIndex('/srv/share', { icons: true, hidden: true })); // weak: CWE-548|CWE-200|CWE-538|CWE-552

app.listen(3000);
