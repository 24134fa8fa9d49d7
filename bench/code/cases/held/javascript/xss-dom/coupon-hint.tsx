import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

export function CouponHint() {
  const box = useRef<HTMLDivElement>(null);
  const [search] = useSearchParams();
  const campaign = search.get('campaign');

  useEffect(() => {
    if (box.current && campaign) {
      box.current.insertAdjacentHTML('beforeend', `<p>Your coupon from ${campaign} is active.</p>`); // weak: CWE-79
    }
  }, [campaign]);

  return <div ref={box} className="coupon" />;
}
