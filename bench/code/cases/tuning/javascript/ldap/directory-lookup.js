const ldap = require('ldapjs');
const express = require('express');

const router = express.Router();

router.post('/directory/lookup', express.urlencoded({ extended: false }), (req, res) => {
  const client = ldap.createClient({ url: 'ldaps://directory.example.org' });
  const filter = new ldap.EqualityFilter({ attribute: 'uid', value: String(req.body.user) });
  client.search('ou=people,dc=example,dc=org', { scope: 'sub', filter, sizeLimit: 1 }, (error, search) => {
    if (error) return res.sendStatus(502);
    search.on('searchEntry', (entry) => res.json({ name: entry.pojo.objectName }));
  });
});

module.exports = router;
