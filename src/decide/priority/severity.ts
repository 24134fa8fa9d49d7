import { type CvssBand, CvssError, type CvssScores, scoreVector } from '#ground/cvss';

/** What one record says. */
export interface SeverityRating {
  /** CVSS vectors as advisories give them, of any version. */
  readonly vectors?: readonly string[];
  /** The source's own word: `HIGH`, `moderate`. Counts where no vector can be read. */
  readonly word?: string;
}

export interface SeverityInput extends SeverityRating {
  /** Of several records, each by itself: the worst counts, so that none makes light of what another says. */
  readonly ratings?: readonly SeverityRating[];
}

export interface SeverityJudgement {
  /** 0 to 10, in tenths. */
  readonly score: number;
  readonly band: CvssBand;
  readonly from: 'vector' | 'word' | 'nothing';
  readonly cvss?: CvssScores;
  /** `CVSS 9.8 (critical)`. */
  readonly words: string;
  /** Vectors that are none, with the reason. */
  readonly unreadable: readonly string[];
}

/** In the middle of the band that each word stands for; `moderate` is GitHub's medium. */
const words: ReadonlyMap<string, readonly [score: number, band: CvssBand]> = new Map([
  ['critical', [9.5, 'critical']],
  ['high', [8, 'high']],
  ['important', [8, 'high']],
  ['medium', [5.5, 'medium']],
  ['moderate', [5.5, 'medium']],
  ['low', [2, 'low']],
  ['negligible', [1, 'low']],
  ['none', [0, 'none']],
]);

/**
 * How bad it is. In one record the newest version of CVSS that a vector is given in counts, and of several vectors of that version the highest
 * score; of several records the highest. A vulnerability without any is ranked in the middle: that nobody scored it says nothing for it. Who
 * decides about it looks at `from`.
 */
export function severityOf({ ratings = [], ...own }: SeverityInput): SeverityJudgement {
  const all = [own, ...ratings].map(judged);
  const [worst = judged({})] = all
    .filter(({ from }) => from !== 'nothing')
    .sort((a, b) => b.score - a.score || Number(b.from === 'vector') - Number(a.from === 'vector'));
  return { ...worst, unreadable: all.flatMap(({ unreadable }) => unreadable) };
}

function judged({ vectors = [], word }: SeverityRating): SeverityJudgement {
  const unreadable: string[] = [];
  const scores: CvssScores[] = [];
  for (const vector of vectors) {
    try {
      scores.push(scoreVector(vector));
    } catch (error) {
      if (!(error instanceof CvssError)) throw error;
      unreadable.push(error.message);
    }
  }
  const [cvss] = scores.sort((a, b) => (a.version === b.version ? b.score - a.score : a.version < b.version ? 1 : -1));
  if (cvss !== undefined) {
    const { score, band } = cvss;
    return { score, band, from: 'vector', cvss, words: `CVSS ${score.toFixed(1)} (${band})`, unreadable };
  }
  const known = words.get(word?.trim().toLowerCase() ?? '');
  if (known !== undefined) {
    const [score, band] = known;
    return { score, band, from: 'word', words: `rated ${band} by its source`, unreadable };
  }
  return {
    score: 5.5,
    band: 'medium',
    from: 'nothing',
    words: 'not scored: it counts as high until somebody does, and is ranked in the middle',
    unreadable,
  };
}
