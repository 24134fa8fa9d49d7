const { GraphQLError } = require('graphql');
const DataLoader = require('dataloader');
const { Author, Book } = require('./models');

const authorsOf = () =>
  new DataLoader(async (ids) => {
    const authors = await Author.findAll({ where: { id: [...ids] } });
    const byId = new Map(authors.map((author) => [author.id, author]));
    return ids.map((id) => byId.get(id) ?? null);
  });

const resolvers = {
  Query: {
    book: async (_parent, { id }, { user }) => {
      if (!user) throw new GraphQLError('not signed in', { extensions: { code: 'UNAUTHENTICATED' } });
      return Book.findByPk(Number(id));
    },
  },
  Book: {
    author: (book, _args, { loaders }) => loaders.author.load(book.authorId),
  },
};

module.exports = { resolvers, context: ({ user }) => ({ user, loaders: { author: authorsOf() } }) };
