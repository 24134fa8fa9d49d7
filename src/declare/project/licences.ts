import { z } from 'zod';
import { isLicenceWord, licenceFamilies } from '#ground/licences';

const LicenceWord = z
  .string()
  .max(200)
  .refine(isLicenceWord, `an SPDX id such as MIT or LicenseRef-acme, or one of ${licenceFamilies.join(', ')}`);

/** What the project may be made of. Without `allow`, all that is not denied; what is denied is so although it is allowed too. */
export const Licences = z.strictObject({
  allow: z.array(LicenceWord).min(1).max(500).optional(),
  deny: z.array(LicenceWord).min(1).max(500).optional(),
  /** Packages that somebody looked at and accepted, until a day. */
  exceptions: z
    .array(
      z.strictObject({
        package: z
          .string()
          .max(1024)
          .regex(/^pkg:[a-z][a-z0-9.-]+\/\S+$/, 'a package URL such as pkg:npm/name or pkg:npm/name@1.2.3'),
        /** The licence that it was accepted under; absent: any. */
        licence: z.string().min(1).max(500).optional(),
        why: z.string().min(10).max(500),
        until: z.iso.date({ error: 'a date such as 2027-01-31' }),
      }),
    )
    .max(1000)
    .default([]),
});
export type Licences = z.infer<typeof Licences>;

/** From when on the health of dependencies gives cause for a finding. */
export const Health = z.strictObject({
  /** Days that a version must have been public before it is used. */
  cooldownDays: z.int().min(0).max(365).optional(),
  /** Years without a release after which a package counts as unmaintained. */
  unmaintainedYears: z.number().min(0.5).max(50).optional(),
});
export type Health = z.infer<typeof Health>;
