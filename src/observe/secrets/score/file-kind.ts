/** What a file is for, as far as its path tells; it says how often a value in it is a secret. */
export const fileKinds = [
  'environment',
  'configuration',
  'script',
  'source',
  'document',
  'lock',
  'translation',
  'stylesheet',
  'data',
  'generated',
  'other',
] as const;
export type FileKind = (typeof fileKinds)[number];

/** The first that fits speaks. */
const kinds: readonly (readonly [FileKind, RegExp])[] = [
  [
    'lock',
    /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.ya?ml|bun\.lockb?|go\.(?:sum|mod)|[^/]+\.lock|[^/]+\.lock\.hcl|packages\.lock\.json|[^/]+\.(?:sum|sha256|sha512|md5))$/i,
  ],
  [
    'translation',
    /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages?|translations?|nls|messages)\/[^/]*|\.(?:po|pot|mo|xlf|xliff|resx|strings|arb|ftl|lproj)$|(?:^|\/)values-[a-z]{2}(?:-r[A-Z]{2})?\/strings\.xml$|(?:^|\/)(?:messages|labels|translations?)(?:[_.-][a-z]{2}(?:[_-][a-z]{2,4})?)?\.(?:properties|json|ya?ml|xml|php)$|(?:^|\/)(?:a[rz]|b[egns]|c[asy]|d[ae]|e[lnostu]|f[air]|g[al]|h[eiru]|i[dst]|ja|k[akmno]|l[tv]|m[klnrsy]|n[belno]|p[alt]|r[ou]|s[iklqrvw]|t[aehlr]|u[krz]|vi|zh)(?:[_-][A-Za-z]{2,4})?\.(?:json|ya?ml|properties)$|(?:^|\/)[a-z]{2}[_-][A-Z]{2}\.(?:js|ts|php)$/,
  ],
  [
    'generated',
    /[.-]min\.(?:js|mjs|css)$|\.(?:bundle|chunk)\.js$|\.map$|\.(?:pb|generated|g)\.[a-z]+$|_pb2\.py$|\.snap$|(?:^|\/)(?:node_modules|vendor|third_party|bower_components)\//i,
  ],
  ['environment', /(?:^|\/)\.?env(?:rc)?(?:[.-][\w.-]+)?$|\.env(?:\.[\w.-]+)?$/i],
  ['stylesheet', /\.(?:css|s[ac]ss|less|styl)$/i],
  [
    'document',
    /\.(?:md|mdx|rst|adoc|asciidoc|txt|tex|html?|xhtml|ipynb|pod|\d)$|(?:^|\/)(?:readme|changelog|contributing|license)[^/]*$/i,
  ],
  [
    'script',
    /\.(?:sh|bash|zsh|fish|ksh|ps1|psm1|bat|cmd|sql|mk|tcl|expect)$|(?:^|\/)(?:(?:docker|container|jenkins|vagrant|make|proc)file(?:\.[\w-]+)?|[^/]+\.dockerfile|\.(?:bash|zsh)(?:rc|_profile|_history)|\.profile)$/i,
  ],
  ['data', /\.(?:csv|tsv|ndjson|jsonl|svg|log|dat|dump|har|geojson|parquet|avro|patch|diff|out)$/i],
  [
    'configuration',
    /\.(?:ya?ml|json|json5|jsonc|toml|ini|cfg|conf|config|cnf|properties|props|xml|plist|tf|tfvars|hcl|nomad|gradle|kts|desktop|service|rc|settings|editorconfig|npmrc|yarnrc|pypirc|netrc|secrets?|credentials?|pgpass|my\.cnf|htaccess|inc|targets|csproj|j2|tmpl|tpl|erb|cue|dhall|jsonnet|libsonnet)$|(?:^|\/)(?:config|credentials|settings|hosts|inventory|secrets?|\.[a-z]+rc|\.netrc|_netrc|\.pgpass|\.git-credentials)$/i,
  ],
  [
    'source',
    /\.(?:[cm]?[jt]sx?|py|pyi|rb|go|java|kt|scala|groovy|clj[cs]?|cs|fs|vb|php\d?|phtml|pl|pm|r|jl|lua|swift|mm?|c|cc|cpp|cxx|h|hh|hpp|rs|dart|ex|exs|erl|hrl|hs|ml|mli|elm|vue|svelte|astro|nim|zig|cr|d|pas|f90|sol|vbs|asp|aspx|jsp|jspx|cfm|coffee|feature|proto|graphql|ino|robot|rake|gemspec|podspec|bzl|cmake)$/i,
  ],
];

export function fileKindOf(path: string): FileKind {
  return kinds.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}
