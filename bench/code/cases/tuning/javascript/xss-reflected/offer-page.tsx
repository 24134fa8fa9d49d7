import type { GetServerSideProps } from 'next';

interface Props {
  query: string;
  count: number;
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ query }) => ({
  props: { query: String(query.q ?? ''), count: Number(query.count) || 10 },
});

export default function OfferPage({ query, count }: Props) {
  return (
    <main>
      <h1 title={query}>{query}</h1>
      <script dangerouslySetInnerHTML={{ __html: `window.count = ${count}` }} />
    </main>
  );
}
