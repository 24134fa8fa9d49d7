/**
 * True for every path in which a reader of ground/inventory would look, and for few others: told from the path alone, by one small
 * pattern each, so that a commit of source code loads no reader. A test holds it against the readers.
 */
export function mayListDependencies(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return (
    extensions.test(name) ||
    names.test(name) ||
    (name.endsWith('js') && bundled.test(path)) ||
    path.includes('/status.d/')
  );
}

/** Formats that lockfiles, manifests, workflows and deployments are written in. */
const extensions =
  /\.(json|jsonc|json5|lock|locked|lockfile|lockb|ya?ml|toml|xml|mod|sum|work|txt|in|cfg|props|targets|(?:cs|fs|vb|sql|vcx)proj|hcl|tf|tofu|resolved|freeze|gradle|kts|gemspec|spdx|cdx|properties|exs|podspec|nuspec|sqlite(?:-wal)?|gemfile|db|config|mf|dockerfile|containerfile|pip|conf|vex|pom|egg-info)$/;

const names =
  /^([\w-]+\.)?(dockerfile|containerfile)([._-].*)?$|^(gemfile|pipfile|podfile|brewfile|status|installed|packages|os-release|metadata|pkg-info|description|setup\.py|\.wh\..+|[0-9a-f]{64,128}|gems\.rb|package\.swift|\.gitmodules|cabal\.project(\..*)?)$|requirements|constraints/;

/** Where code of others lies beside one's own. */
const bundled =
  /(^|\/)(vendor|vendored|third[-_]?party|public|static|assets|dist|build|lib|libs|js|javascripts|node_modules|bower_components|wwwroot|www)\/|[.-]min\.js$|[.-]bundle\.js$|-\d+\.\d+(\.\d+)?(\.min)?\.js$/i;
