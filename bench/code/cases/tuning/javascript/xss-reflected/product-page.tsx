import type { GetServerSideProps } from 'next';

interface Props {
  query: string;
  state: string;
}

export const getServerSideProps: GetServerSideProps<Props> = async ({ query }) => ({
  props: { query: String(query.q ?? ''), state: JSON.stringify(query) },
});

export default function ProductPage({ query, state }: Props) {
  return (
    <main>
      <h1>{query}</h1>
      <script dangerouslySetInnerHTML={{ __html: `window.state = ${state}` }} /> {/* weak: CWE-79 */}
    </main>
  );
}
