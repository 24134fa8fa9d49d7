import { useEffect, useRef } from 'react';

export function Frame({ caption, height }) {
  const caption_ = useRef(null);
  useEffect(() => {
    caption_.current.outerHTML = `<figcaption>${caption}</figcaption>`; // weak: CWE-79
  }, [caption]);
  return (
    <figure style={{ height }}>
      <figcaption ref={caption_} />
    </figure>
  );
}
