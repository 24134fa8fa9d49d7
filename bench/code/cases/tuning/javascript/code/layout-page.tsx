import { useEffect, useState } from 'react';

export function LayoutPage() {
  const [columns, setColumns] = useState(2);

  useEffect(() => {
    const wanted = Number(new URLSearchParams(window.location.search).get('columns'));
    if (wanted >= 1 && wanted <= 6) setColumns(wanted);
    const timer = setTimeout(() => setColumns((count) => count), 1000);
    return () => clearTimeout(timer);
  }, []);

  return <section style={{ columnCount: columns }}>Layout</section>;
}
