import type { GetServerSideProps } from 'next';
import { clean } from '../../lib/markup';
import { db } from '../../lib/db';

interface Props {
  title: string;
  body: string;
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ params }) => {
  const post = await db.post.findUniqueOrThrow({ where: { id: String(params?.id) } });
  return { props: { title: post.title, body: clean(post.body) } };
};

export default function Post({ title, body }: Props) {
  return (
    <article>
      <h1>{title}</h1>
      <div dangerouslySetInnerHTML={{ __html: body }} />
    </article>
  );
}
