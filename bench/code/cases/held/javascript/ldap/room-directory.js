const express = require('express');
const ldap = require('ldapjs');

const client = ldap.createClient({ url: 'ldaps://directory.internal' });
const app = express();

app.get('/rooms', (req, res, next) => {
  const filter = new ldap.AndFilter({
    filters: [
      new ldap.EqualityFilter({ attribute: 'objectClass', value: 'room' }),
      new ldap.EqualityFilter({ attribute: 'building', value: String(req.query.building) }),
    ],
  });
  client.search('ou=rooms,dc=example,dc=com', { scope: 'one', filter }, (err, search) => {
    if (err) return next(err);
    const rooms = [];
    search.on('searchEntry', (entry) => rooms.push(entry.pojo));
    search.on('error', next);
    search.on('end', () => res.json(rooms));
  });
});

app.listen(3000);
