/** What SPDX 2.3 (clauses 6, 7, 11 and 12, JSON form) asks of the parts that are written here; nothing else may stand in them. */
const text = { type: 'string' } as const;
const instant = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' } as const;
const id = { type: 'string', pattern: '^SPDXRef-[A-Za-z0-9.-]+$' } as const;
const location = {
  type: 'string',
  pattern: '^(NONE|NOASSERTION|(https?|ssh|git|svn|ftp|sftp|rsync|(bzr|git|hg|svn)\\+[a-z]+)://[^\\s]+)$',
} as const;

function closed(properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

const annotations = {
  type: 'array',
  items: closed({
    annotationType: { type: 'string', enum: ['OTHER', 'REVIEW'] },
    annotator: { type: 'string', pattern: '^(Person|Organization|Tool): .+' },
    annotationDate: instant,
    comment: text,
  }),
} as const;

export const spdxSchema = closed(
  {
    comment: text,
    spdxVersion: { const: 'SPDX-2.3' },
    dataLicense: { const: 'CC0-1.0' },
    SPDXID: { const: 'SPDXRef-DOCUMENT' },
    name: text,
    documentNamespace: { type: 'string', pattern: '^https?://[^#\\s]+$' },
    creationInfo: closed({
      created: instant,
      creators: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^Tool: .+' } },
    }),
    documentDescribes: { type: 'array', items: id },
    packages: {
      type: 'array',
      items: closed(
        {
          SPDXID: id,
          name: { type: 'string', minLength: 1 },
          versionInfo: text,
          downloadLocation: location,
          filesAnalyzed: { const: false },
          checksums: {
            type: 'array',
            items: closed({
              algorithm: { type: 'string', enum: ['SHA1', 'SHA256', 'SHA384', 'SHA512', 'MD5'] },
              checksumValue: { type: 'string', pattern: '^[0-9a-f]{32,128}$' },
            }),
          },
          licenseConcluded: text,
          licenseDeclared: text,
          licenseComments: text,
          copyrightText: text,
          comment: text,
          externalRefs: {
            type: 'array',
            items: closed({
              referenceCategory: { type: 'string', enum: ['OTHER', 'PERSISTENT-ID', 'SECURITY', 'PACKAGE-MANAGER'] },
              referenceType: { const: 'purl' },
              referenceLocator: { type: 'string', pattern: '^pkg:\\S+$' },
            }),
          },
          primaryPackagePurpose: { type: 'string', enum: ['APPLICATION', 'LIBRARY', 'CONTAINER'] },
          annotations,
        },
        ['versionInfo', 'checksums', 'licenseComments', 'comment', 'externalRefs', 'annotations'],
      ),
    },
    relationships: {
      type: 'array',
      items: closed({
        spdxElementId: id,
        relationshipType: {
          type: 'string',
          enum: [
            'DESCRIBES',
            'DEPENDS_ON',
            'DEV_DEPENDENCY_OF',
            'TEST_DEPENDENCY_OF',
            'BUILD_DEPENDENCY_OF',
            'OPTIONAL_DEPENDENCY_OF',
            'PROVIDED_DEPENDENCY_OF',
            'RUNTIME_DEPENDENCY_OF',
          ],
        },
        relatedSpdxElement: id,
      }),
    },
    annotations,
  },
  ['comment'],
);
