/**
 * What a licence asks of those who pass on software under it, from nothing to everything:
 * - `public-domain`: nothing; `permissive`: to name the authors;
 * - `weak-copyleft`: to publish changes to its own files or library; `strong-copyleft`: the source of what it is part of;
 * - `network-copyleft`: that also when it is only used over a network;
 * - `source-available`: not to use it for some purposes: no open source licence;
 * - `proprietary`: to ask first.
 */
export type LicenceFamily =
  | 'public-domain'
  | 'permissive'
  | 'weak-copyleft'
  | 'strong-copyleft'
  | 'network-copyleft'
  | 'source-available'
  | 'proprietary';

/** SPDX ids by family; `*`: approved by the Open Source Initiative. */
const listed: Readonly<Record<LicenceFamily, string>> = {
  'public-domain': '0BSD* CC0-1.0 CC-PDDC Unlicense* WTFPL MIT-0* PDDL-1.0 blessing',
  permissive:
    'MIT* MIT-CMU MIT-Modern-Variant* X11 ISC* Apache-1.0 Apache-1.1* Apache-2.0* BSD-1-Clause* BSD-2-Clause* BSD-2-Clause-Patent* BSD-2-Clause-Views BSD-3-Clause* BSD-3-Clause-Clear BSD-3-Clause-LBNL* BSD-3-Clause-Modification BSD-4-Clause BSD-4-Clause-UC BSD-Source-Code BSL-1.0* Zlib* zlib-acknowledgement Libpng libpng-2.0 PSF-2.0 Python-2.0* Python-2.0.1 CNRI-Python* PostgreSQL* NCSA* UPL-1.0* W3C* W3C-20150513* Unicode-DFS-2015 Unicode-DFS-2016* Unicode-3.0* Unicode-TOU ICU* OpenSSL SSLeay-standalone AFL-1.1* AFL-2.0* AFL-2.1* AFL-3.0* Artistic-1.0* Artistic-1.0-Perl* Artistic-1.0-cl8* Artistic-2.0* BlueOak-1.0.0* CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 curl FTL FSFAP FSFUL FSFULLR HPND* IJG Info-ZIP JSON JasPer-2.0 Linux-OpenIB MS-PL* MulanPSL-1.0 MulanPSL-2.0* NAIST-2003 NTP* OFL-1.0 OFL-1.1* OLDAP-2.8* PHP-3.0* PHP-3.01* Plexus Ruby SMLNJ TCL Vim VSL-1.0* Xnet* ZPL-1.1 ZPL-2.0* ZPL-2.1* EFL-1.0 EFL-2.0* ECL-1.0* ECL-2.0* bzip2-1.0.6 Beerware TU-Berlin-2.0 Xerox XFree86-1.1 Spencer-94 snprintf ClArtistic EUDatagrid* Fair* Naumen* OGTSL* Intel* MirOS* Multics* NIST-Software AML Afmparse Bitstream-Vera Boehm-GC CDLA-Permissive-1.0 CDLA-Permissive-2.0 COIL-1.0 Cube DOC ErlPL-1.1 GD HTMLTIDY ImageMagick Leptonica MTLL NetCDF NLPL Net-SNMP O-UDA-1.0 OML Saxpath SWL SunPro TCP-wrappers XSkat Zed mpich2 psutils xpp HPND-sell-variant SGI-B-2.0 Latex2e LPPL-1.3c* CECILL-B',
  'weak-copyleft':
    'LGPL-2.0-only* LGPL-2.0-or-later* LGPL-2.1-only* LGPL-2.1-or-later* LGPL-3.0-only* LGPL-3.0-or-later* LGPLLR MPL-1.0* MPL-1.1* MPL-2.0* MPL-2.0-no-copyleft-exception* EPL-1.0* EPL-2.0* CDDL-1.0* CDDL-1.1 CPL-1.0* IPL-1.0* APSL-1.0* APSL-1.1* APSL-1.2* APSL-2.0* MS-RL* SPL-1.0* NPL-1.0 NPL-1.1 EUPL-1.0 EUPL-1.1* EUPL-1.2* CECILL-C RSCPL* Watcom-1.0* ODbL-1.0 CC-BY-SA-2.0 CC-BY-SA-3.0 CC-BY-SA-4.0 eCos-2.0 wxWindows Nokia* RPSL-1.0* CPAL-1.0* LiLiQ-R-1.1* LiLiQ-Rplus-1.1* CERN-OHL-W-2.0* gSOAP-1.3b Interbase-1.0 YPL-1.1 SISSL* SISSL-1.2 CUA-OPL-1.0* Frameworx-1.0* Motosoto* NGPL* NOSL NASA-1.3*',
  'strong-copyleft':
    'GPL-1.0-only GPL-1.0-or-later GPL-2.0-only* GPL-2.0-or-later* GPL-3.0-only* GPL-3.0-or-later* CECILL-1.0 CECILL-1.1 CECILL-2.0 CERN-OHL-S-2.0* GFDL-1.1-only GFDL-1.1-or-later GFDL-1.2-only GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later CECILL-2.1* QPL-1.0* Sleepycat*',
  'network-copyleft':
    'AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0-only* AGPL-3.0-or-later* OSL-3.0* RPL-1.1* RPL-1.5* Parity-6.0.0 Parity-7.0.0 CAL-1.0* CAL-1.0-Combined-Work-Exception* OSL-1.0* OSL-2.0* OSL-2.1*',
  'source-available':
    'SSPL-1.0 BUSL-1.1 Elastic-2.0 FSL-1.1-ALv2 FSL-1.1-MIT PolyForm-Noncommercial-1.0.0 PolyForm-Small-Business-1.0.0 Hippocratic-2.1 CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-ND-3.0 CC-BY-ND-4.0 Aladdin JPL-image BSD-3-Clause-No-Nuclear-License',
  proprietary: 'UNLICENSED LicenseRef-proprietary LicenseRef-commercial',
};

interface Known {
  readonly id: string;
  readonly family: LicenceFamily;
  readonly isOsiApproved: boolean;
}

const byId: ReadonlyMap<string, Known> = new Map(
  Object.entries(listed).flatMap(([family, ids]) =>
    ids.split(' ').map((marked) => {
      const id = marked.replace('*', '');
      return [
        id.toLowerCase(),
        // the keys of the table above
        { id, family: family as LicenceFamily, isOsiApproved: id.length < marked.length },
      ] as const;
    }),
  ),
);

/** The words with which a policy may name many licences at once. */
export const licenceFamilies = [
  'public-domain',
  'permissive',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'copyleft',
  'source-available',
  'proprietary',
  'osi-approved',
] as const;

/** Undefined for licences that are not known here. */
export function familyOf(id: string): LicenceFamily | undefined {
  return byId.get(id.toLowerCase())?.family;
}

export function isOsiApproved(id: string): boolean {
  return byId.get(id.toLowerCase())?.isOsiApproved === true;
}

/** Whether a policy may say it: a family, an id that is known here, or one of somebody's own (`LicenseRef-…`). */
export function isLicenceWord(word: string): boolean {
  const [id = '', exception] = word.split(/\s+WITH\s+/i);
  if ((licenceFamilies as readonly string[]).includes(word)) return true;
  if (exception !== undefined && !/^[\w.-]+$/.test(exception)) return false;
  return byId.has(canonicalId(id).id.toLowerCase()) || /^LicenseRef-[\w.-]+$/.test(id);
}

/** Ids compare without case (SPDX 2.3, D.2); the GNU licences' old ids are the new ones. */
export function canonicalId(written: string): { readonly id: string; readonly orLater?: true } {
  const isLater = written.endsWith('+');
  const base = isLater ? written.slice(0, -1) : written;
  const gnu = /^((?:A|L)?GPL-[123]\.[01]|GFDL-1\.[123])$/i.exec(base)?.[1]?.toUpperCase();
  if (gnu !== undefined) return { id: `${gnu}-${isLater ? 'or-later' : 'only'}` };
  const id = byId.get(base.toLowerCase())?.id ?? base;
  return isLater && !id.endsWith('-or-later') ? { id, orLater: true } : { id };
}

/** What people wrote before there were ids, without punctuation and articles. */
const spoken: ReadonlyMap<string, string> = new Map([
  ['apache', 'Apache-2.0'],
  ['apache 2', 'Apache-2.0'],
  ['apache 2 0', 'Apache-2.0'],
  ['apache v2', 'Apache-2.0'],
  ['apache v2 0', 'Apache-2.0'],
  ['apache version 2 0', 'Apache-2.0'],
  ['asl 2 0', 'Apache-2.0'],
  ['mit x11', 'MIT'],
  ['expat', 'MIT'],
  ['new bsd', 'BSD-3-Clause'],
  ['modified bsd', 'BSD-3-Clause'],
  ['bsd 3 clause', 'BSD-3-Clause'],
  ['3 clause bsd', 'BSD-3-Clause'],
  ['simplified bsd', 'BSD-2-Clause'],
  ['bsd 2 clause', 'BSD-2-Clause'],
  ['2 clause bsd', 'BSD-2-Clause'],
  ['gplv2', 'GPL-2.0-only'],
  ['gplv2+', 'GPL-2.0-or-later'],
  ['gplv3', 'GPL-3.0-only'],
  ['gplv3+', 'GPL-3.0-or-later'],
  ['lgplv2', 'LGPL-2.0-only'],
  ['lgplv2+', 'LGPL-2.0-or-later'],
  ['lgplv2 1', 'LGPL-2.1-only'],
  ['lgplv3', 'LGPL-3.0-only'],
  ['lgplv3+', 'LGPL-3.0-or-later'],
  ['agplv3', 'AGPL-3.0-only'],
  ['agplv3+', 'AGPL-3.0-or-later'],
  ['mplv2 0', 'MPL-2.0'],
  ['mpl 2', 'MPL-2.0'],
  ['mozilla public 2 0', 'MPL-2.0'],
  ['eclipse public 2 0', 'EPL-2.0'],
  ['python software foundation', 'PSF-2.0'],
  ['public domain', 'CC-PDDC'],
  ['zlib', 'Zlib'],
]);

/** The id of what is written in words, or of an id written alone but otherwise; undefined where only an expression could say more. */
export function spokenName(written: string): string | undefined {
  const words = written
    .toLowerCase()
    .replace(/[^a-z0-9+]+/g, ' ')
    .replace(/\b(?:the|licen[cs]e|licen[cs]ed|software|version)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return spoken.get(words) ?? (/\blicen[cs]e$/i.test(written) ? byId.get(words.replaceAll(' ', '-'))?.id : undefined);
}
