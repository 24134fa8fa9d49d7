const { Client, EqualityFilter } = require('ldapts');

class People {
  constructor(url) {
    this.client = new Client({ url });
  }

  async find(unit, { uid }) {
    const filter = new EqualityFilter({ attribute: 'uid', value: uid });
    const base = ['ou=' + unit, 'dc=example', 'dc=org'].join(',');
    const { searchEntries } = await this.client.search(base, { filter, scope: 'one' }); // weak: CWE-90
    return searchEntries.length;
  }
}

module.exports = { People };
