const ldap = require('ldapjs');
const express = require('express');

const router = express.Router();

router.post('/directory/login', express.urlencoded({ extended: false }), (req, res) => {
  const client = ldap.createClient({ url: 'ldaps://directory.example.org' });
  const options = { scope: 'sub', filter: `(&(objectClass=person)(uid=${req.body.user}))` };
  client.search('ou=people,dc=example,dc=org', options, (error, search) => { // weak: CWE-90
    if (error) return res.sendStatus(502);
    search.on('searchEntry', (entry) => res.json({ name: entry.pojo.objectName }));
  });
});

module.exports = router;
