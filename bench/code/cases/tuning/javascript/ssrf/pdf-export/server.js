const { ApolloServer } = require('@apollo/server');
const { renderPdf } = require('./pdf');

const typeDefs = `type Query { pdf(page: String!): String }`;
const resolvers = {
  Query: {
    pdf: async (_parent, { page }) => (await renderPdf(page)).toString('base64'),
  },
};

module.exports = new ApolloServer({ typeDefs, resolvers });
