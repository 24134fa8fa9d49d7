import { useSearchParams } from 'react-router-dom';

const STEP = 12;

export function GalleryPager({ total }: { total: number }) {
  const [search] = useSearchParams();
  const page = Math.max(1, Number(search.get('page')) || 1);
  const album = search.get('album') ?? 'All albums';
  const last = Math.ceil(total / STEP);

  return (
    <nav aria-label={album}>
      <h2>{album}</h2>
      <p dangerouslySetInnerHTML={{ __html: `Page <b>${page}</b> of <b>${last}</b>` }} />
    </nav>
  );
}
