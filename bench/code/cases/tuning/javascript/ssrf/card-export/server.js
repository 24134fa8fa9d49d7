const { ApolloServer } = require('@apollo/server');
const { renderCard } = require('./card');

const typeDefs = `type Query { card(id: Int!): String }`;
const resolvers = {
  Query: {
    card: async (_parent, { id }) => (await renderCard(id)).toString('base64'),
  },
};

module.exports = new ApolloServer({ typeDefs, resolvers });
