const express = require('express');
const ldap = require('ldapjs');

const client = ldap.createClient({ url: 'ldaps://directory.internal' });
const app = express();

app.get('/phone-book', (req, res, next) => {
  const options = { scope: 'sub', attributes: ['cn', 'telephoneNumber'], filter: `(&(objectClass=person)(cn=*${req.query.name}*))` };
  client.search('ou=people,dc=example,dc=com', options, (err, search) => { // weak: CWE-90
    if (err) return next(err);
    const people = [];
    search.on('searchEntry', (entry) => people.push(entry.pojo));
    search.on('error', next);
    search.on('end', () => res.json(people));
  });
});

app.listen(3000);
