import { useMemo } from 'react';

const COLORS = ['#e4572e', '#17bebb', '#ffc914'];

export function Confetti({ pieces = 60 }: { pieces?: number }) {
  const dots = useMemo(
    () =>
      Array.from({ length: pieces }, (_, key) => ({
        key,
        left: `${Math.random() * 100}%`,
        delay: `${Math.random() * 2}s`,
        color: COLORS[Math.floor(Math.random() * COLORS.length)],
      })),
    [pieces],
  );

  return (
    <div aria-hidden className="confetti">
      {dots.map(({ key, left, delay, color }) => (
        <i key={key} style={{ left, animationDelay: delay, backgroundColor: color }} />
      ))}
    </div>
  );
}
