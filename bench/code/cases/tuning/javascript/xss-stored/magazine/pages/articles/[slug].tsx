import type { GetServerSideProps } from 'next';
import { findArticle, type Article } from '../../lib/articles';
import { Prose } from '../../components/prose';

export const getServerSideProps: GetServerSideProps<{ article: Article }> = async ({ params }) => {
  const article = await findArticle(String(params?.slug));
  return article ? { props: { article } } : { notFound: true };
};

export default function ArticlePage({ article }: { article: Article }) {
  return (
    <main>
      <h1>{article.title}</h1>
      <Prose html={article.body} />
    </main>
  );
}
