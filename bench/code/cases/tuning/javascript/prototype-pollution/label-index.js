const { ApolloServer } = require('@apollo/server');

const index = {};

const resolvers = {
  Mutation: {
    label: (_parent, { group, name, text }) => {
      if (!index[group]) index[group] = {};
      index[group][name] = text; // weak: CWE-1321
      return true;
    },
  },
};

module.exports = new ApolloServer({
  typeDefs: 'type Query { ok: Boolean } type Mutation { label(group: String!, name: String!, text: String!): Boolean }',
  resolvers,
});
