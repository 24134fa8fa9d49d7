/** npm packages that tools load by a shortened name, or by what they find installed: no code names them. */
const families =
  /^(?:@types\/|@babel\/|babel-|@eslint\/|eslint-|@[\w.-]+\/eslint-|@typescript-eslint\/|prettier-plugin-|@prettier\/|stylelint-|@stylistic\/|jest-|@jest\/|ts-jest$|karma-|gulp-|grunt-|rollup-plugin-|@rollup\/|vite-plugin-|@vitejs\/|vitest|@vitest\/|postcss|autoprefixer$|tailwindcss|@tailwindcss\/|cssnano|gatsby-|hexo-|nuxt|@nuxt\/|serverless-|semantic-release|@semantic-release\/|@commitlint\/|commitlint|conventional-changelog|webpack|@svgr\/|metro-|@react-native|react-native|expo-|@expo\/|typedoc-|remark-|rehype-|markdownlint|textlint-|nodemailer-|generator-|parcel|@parcel\/|@swc\/|esbuild-|storybook|@storybook\/|cordova-|@capacitor\/|@angular\/|@angular-devkit\/|@nestjs\/platform-|@nx\/|@nrwl\/|nx$|turbo$|lerna$)|-loader$|-preset$|[/-]plugin(?:-|$)|[/-]preset(?:-|$)|[/-]config$|[/-]cli$/;

/** Drivers and engines that another package loads by a name of its own: sequelize's dialect `postgres` loads pg. */
const drivers: ReadonlySet<string> = new Set(
  'pg pg-native pg-hstore pg-query-stream mysql mysql2 mariadb sqlite3 better-sqlite3 tedious oracledb redis ioredis react react-dom bufferutil utf-8-validate encoding fsevents sharp canvas jsdom typescript sass node-sass less stylus pug ejs hbs handlebars nunjucks mustache eta swig supports-color'.split(
    ' ',
  ),
);

/** Whether some other package could load this npm package without that its name stands in the project's code. */
export function isLoadedByName(name: string): boolean {
  return families.test(name) || drivers.has(name);
}

/** Programs that are no package's, and programs that packages bring under another name. */
const ownPrograms: ReadonlySet<string> = new Set(
  'node npm yarn pnpm bun deno corepack echo printf cd rm cp mv mkdir rmdir cat test [ exit export set source sh bash zsh git docker docker-compose podman make cmake gcc python python3 pip pip3 poetry curl wget kill pkill sleep find grep sed awk head tail sort uniq wc tr tee true false open which touch ls if then else fi for do done while wait psql mongo mongosh redis-cli chmod chown ln tar zip unzip date pwd xargs ssh scp rsync aws gcloud kubectl helm terraform go cargo java mvn gradle ruby bundle php composer powershell cmd start type'.split(
    ' ',
  ),
);
const programs: ReadonlyMap<string, string> = new Map(
  'tsc:typescript tsserver:typescript ng:@angular/cli nest:@nestjs/cli webpack:webpack-cli babel:@babel/cli babel-node:@babel/node sequelize:sequelize-cli playwright:@playwright/test changeset:@changesets/cli swc:@swc/cli commitlint:@commitlint/cli run-s:npm-run-all run-p:npm-run-all vue-cli-service:@vue/cli-service storybook:@storybook/cli sb:@storybook/cli build-storybook:@storybook/cli start-storybook:@storybook/cli cap:@capacitor/cli jsdoc2md:jsdoc-to-markdown tsup-node:tsup i18next:i18next-parser lint-staged:lint-staged is-ci:is-ci ncu:npm-check-updates http-server:http-server esw:eslint-watch mjml:mjml documentation:documentation depcruise:dependency-cruiser gql-gen:@graphql-codegen/cli graphql-codegen:@graphql-codegen/cli openapi-generator-cli:@openapitools/openapi-generator-cli'
    .split(' ')
    .map((entry) => {
      const colon = entry.indexOf(':');
      return [entry.slice(0, colon), entry.slice(colon + 1)] as const;
    }),
);

/** Commands of scripts of which nobody knows whose they are, given the packages that are known. */
export function unexplained(commands: Iterable<string>, packages: ReadonlySet<string>): string[] {
  return [...commands].filter((command) => {
    if (ownPrograms.has(command) || /^\.{0,2}\/|[/.]/.test(command)) return false;
    return !packages.has(command) && !packages.has(programs.get(command) ?? '');
  });
}
