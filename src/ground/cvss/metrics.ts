export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';

/** `threat`: called temporal before 4.0. */
export type MetricGroup = 'base' | 'threat' | 'environmental' | 'supplemental';

export interface Metric {
  readonly name: string;
  readonly group: MetricGroup;
  /** In the specification's order. What is not a base metric has "not defined" among them. */
  readonly values: readonly string[];
}

/** What "not defined" is called: `ND` in version 2, `X` since. */
export const notDefined = { '2.0': 'ND', '3.0': 'X', '3.1': 'X', '4.0': 'X' } as const;

/** `NAME:A,B,C` separated by spaces. */
function metricsOf(group: MetricGroup, text: string): Metric[] {
  return text.split(' ').map((one) => {
    const [name = '', values = ''] = one.split(':');
    return { name, group, values: values.split(',') };
  });
}

/** CVSS v2.0, section 2.4. */
const version2 = [
  ...metricsOf('base', 'AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C'),
  ...metricsOf('threat', 'E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND'),
  ...metricsOf('environmental', 'CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND'),
];

/** CVSS v3.0 and v3.1, section 6, table 15. */
const version3 = [
  ...metricsOf('base', 'AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N'),
  ...metricsOf('threat', 'E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U'),
  ...metricsOf('environmental', 'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H'),
  ...metricsOf('environmental', 'MUI:X,N,R MS:X,U,C MC:X,N,L,H MI:X,N,L,H MA:X,N,L,H'),
];

/** CVSS v4.0, section 7, table 23. */
const version4 = [
  ...metricsOf(
    'base',
    'AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N',
  ),
  ...metricsOf('threat', 'E:X,A,P,U'),
  ...metricsOf('environmental', 'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H'),
  ...metricsOf(
    'environmental',
    'MUI:X,N,P,A MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N',
  ),
  ...metricsOf('supplemental', 'S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red'),
];

export const metrics: Readonly<Record<CvssVersion, readonly Metric[]>> = {
  '2.0': version2,
  '3.0': version3,
  '3.1': version3,
  '4.0': version4,
};
