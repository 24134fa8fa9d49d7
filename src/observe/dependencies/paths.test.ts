import { expect, test } from 'vitest';
import { readersOf } from '#ground/inventory';
import { readers } from '../../ground/inventory/testing.ts';
import { mayListDependencies } from './paths.ts';

/** At least one path for each reader, as projects and file systems have them. */
const paths = `
package.json packages/a/package.json package-lock.json npm-shrinkwrap.json node_modules/.package-lock.json node_modules/a/package.json node_modules/@s/a/package.json
pnpm-lock.yaml yarn.lock bun.lock bun.lockb deno.lock deno.json deno.jsonc jsr.json
requirements.txt requirements-dev.txt requirements/base.txt dev-requirements.txt requirements.in constraints.txt Pipfile Pipfile.lock poetry.lock pdm.lock uv.lock pylock.toml pylock.dev.toml
pyproject.toml setup.cfg setup.py environment.yml environment.yaml conda-lock.yml conda-linux-64.lock explicit.txt lib/python3/site-packages/a-1.0.dist-info/METADATA a.egg-info/PKG-INFO old.egg-info spec-file.txt reqs.txt
go.mod go.sum go.work go.work.sum vendor/modules.txt Cargo.lock Cargo.toml
pom.xml a/pom.xml a-1.0.pom app.jar!/META-INF/maven/g/a/pom.properties app.jar!/META-INF/maven/g/a/pom.xml app.jar!/META-INF/MANIFEST.MF
gradle.lockfile buildscript-gradle.lockfile gradle/dependency-locks/compileClasspath.lockfile gradle/libs.versions.toml gradle/verification-metadata.xml build.gradle build.gradle.kts settings.gradle
Gemfile Gemfile.lock gems.rb gems.locked a.gemspec composer.json composer.lock vendor/composer/installed.json
packages.lock.json packages.config a.csproj a.fsproj a.vbproj Directory.Packages.props Directory.Build.props obj/project.assets.json app.deps.json a.nuspec paket.lock
mix.lock mix.exs rebar.lock pubspec.lock pubspec.yaml Package.resolved Package.swift Podfile Podfile.lock Cartfile.resolved conan.lock conanfile.txt conanfile.py stack.yaml stack.yaml.lock cabal.project.freeze renv.lock DESCRIPTION packrat/packrat.lock
.github/workflows/ci.yml .github/workflows/ci.yaml action.yml sub/action.yaml Dockerfile Dockerfile.dev Dockerfile-fpm Dockerfile_test dev.Dockerfile app.dockerfile Containerfile compose.yaml docker-compose.yml docker-compose.prod.yml deploy/k8s/shop.yaml deploy/a.json
.terraform.lock.hcl main.tf main.tofu versions.tf main.tf.json terragrunt.hcl .gitmodules
var/lib/dpkg/status var/lib/dpkg/status.d/base lib/apk/db/installed usr/lib/apk/db/installed layer.tar!/var/lib/dpkg/status layer.tar!/lib/apk/db/installed etc/os-release usr/lib/os-release image.tar!/manifest.json image.tar!/index.json image.tar!/blobs/sha256/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef layer.tar!/var/lib/dpkg/.wh.status var/lib/rpm/rpmdb.sqlite usr/lib/sysimage/rpm/rpmdb.sqlite var/lib/rpm/Packages var/lib/rpm/Packages.db var/lib/rpm/rpmdb.sqlite-wal gemfiles/rails_8.gemfile gemfiles/rails_8.gemfile.lock a.vcxproj
public/js/jquery-3.4.1.min.js vendor/lodash.js static/bootstrap.bundle.js assets/app.js dist/app.min.js lib/moment.js src/third_party/angular.js
bom.json bom.xml sbom.json app.cdx.json app.cdx.xml app.spdx.json app.spdx sbom.spdx.json app.openvex.json vex.json csaf.json
`
  .trim()
  .split(/\s+/);

test('every path in which a reader would look is one that may list dependencies [4:vulnerable-dependency]', () => {
  expect(paths.filter((path) => readersOf(path).length > 0 && !mayListDependencies(path))).toEqual([]);
});

test('every reader wants one of these paths: whoever adds a reader adds its path here', () => {
  const wanted = new Set(paths.flatMap((path) => readersOf(path).map(({ format }) => format)));
  expect(readers.map(({ format }) => format).filter((format) => !wanted.has(format))).toEqual([]);
});

test('source code concerns no reader', () => {
  for (const path of [
    'src/pay.ts',
    'src/app.tsx',
    'lib.rs',
    'cmd/main.go',
    'src/index.js',
    'README.md',
    'a.py',
    'logo.png',
    'x.css',
  ])
    expect([path, mayListDependencies(path)]).toEqual([path, false]);
});
