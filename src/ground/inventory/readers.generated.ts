// Generated from src/ground/inventory/readers by tools/generate/readers.ts: npm run generate.
import type { DependencyReader } from './reader.ts';
import { reader as actionsWorkflow } from './readers/actions/workflow.ts';
import { reader as cargoCargoLock } from './readers/cargo/cargo-lock.ts';
import { reader as cargoCargoToml } from './readers/cargo/cargo-toml.ts';
import { reader as cocoapodsPodfileLock } from './readers/cocoapods/podfile-lock.ts';
import { reader as conanConanLock } from './readers/conan/conan-lock.ts';
import { reader as conanConanfile } from './readers/conan/conanfile.ts';
import { reader as containerCompose } from './readers/container/compose.ts';
import { reader as containerDockerfile } from './readers/container/dockerfile.ts';
import { reader as containerKubernetes } from './readers/container/kubernetes.ts';
import { reader as dartPubspecLock } from './readers/dart/pubspec-lock.ts';
import { reader as dartPubspec } from './readers/dart/pubspec.ts';
import { reader as denoDenoJson } from './readers/deno/deno-json.ts';
import { reader as denoDenoLock } from './readers/deno/deno-lock.ts';
import { reader as dotnetAssets } from './readers/dotnet/assets.ts';
import { reader as dotnetPackagesConfig } from './readers/dotnet/packages-config.ts';
import { reader as dotnetPackagesLock } from './readers/dotnet/packages-lock.ts';
import { reader as dotnetProject } from './readers/dotnet/project.ts';
import { reader as elixirMixLock } from './readers/elixir/mix-lock.ts';
import { reader as gitSubmodules } from './readers/git/submodules.ts';
import { reader as goGoMod } from './readers/go/go-mod.ts';
import { reader as goGoSum } from './readers/go/go-sum.ts';
import { reader as goGoWork } from './readers/go/go-work.ts';
import { reader as goVendor } from './readers/go/vendor.ts';
import { reader as gradleBuildScript } from './readers/gradle/build-script.ts';
import { reader as gradleCatalog } from './readers/gradle/catalog.ts';
import { reader as gradleLockfile } from './readers/gradle/lockfile.ts';
import { reader as gradleVerification } from './readers/gradle/verification.ts';
import { reader as haskellCabalFreeze } from './readers/haskell/cabal-freeze.ts';
import { reader as haskellStackLock } from './readers/haskell/stack-lock.ts';
import { reader as mavenJarManifest } from './readers/maven/jar-manifest.ts';
import { reader as mavenPomProperties } from './readers/maven/pom-properties.ts';
import { reader as mavenPom } from './readers/maven/pom.ts';
import { reader as npmBunLock } from './readers/npm/bun-lock.ts';
import { reader as npmInstalled } from './readers/npm/installed.ts';
import { reader as npmPackageJson } from './readers/npm/package-json.ts';
import { reader as npmPackageLock } from './readers/npm/package-lock.ts';
import { reader as npmPnpmLock } from './readers/npm/pnpm-lock.ts';
import { reader as npmVendored } from './readers/npm/vendored.ts';
import { reader as npmYarnLock } from './readers/npm/yarn-lock.ts';
import { reader as osApk } from './readers/os/apk.ts';
import { reader as osDpkg } from './readers/os/dpkg.ts';
import { reader as osImageLayers } from './readers/os/image-layers.ts';
import { reader as osOciImage } from './readers/os/oci-image.ts';
import { reader as osOsRelease } from './readers/os/os-release.ts';
import { reader as osRpmUnsupported } from './readers/os/rpm-unsupported.ts';
import { reader as osRpm } from './readers/os/rpm.ts';
import { reader as osWhiteout } from './readers/os/whiteout.ts';
import { reader as phpComposerJson } from './readers/php/composer-json.ts';
import { reader as phpComposerLock } from './readers/php/composer-lock.ts';
import { reader as pythonCondaEnvironment } from './readers/python/conda-environment.ts';
import { reader as pythonCondaExplicit } from './readers/python/conda-explicit.ts';
import { reader as pythonCondaLock } from './readers/python/conda-lock.ts';
import { reader as pythonMetadata } from './readers/python/metadata.ts';
import { reader as pythonPdmLock } from './readers/python/pdm-lock.ts';
import { reader as pythonPipfileLock } from './readers/python/pipfile-lock.ts';
import { reader as pythonPipfile } from './readers/python/pipfile.ts';
import { reader as pythonPoetryLock } from './readers/python/poetry-lock.ts';
import { reader as pythonPylock } from './readers/python/pylock.ts';
import { reader as pythonPyproject } from './readers/python/pyproject.ts';
import { reader as pythonRequirements } from './readers/python/requirements.ts';
import { reader as pythonSetupCfg } from './readers/python/setup-cfg.ts';
import { reader as pythonSetupPy } from './readers/python/setup-py.ts';
import { reader as pythonUvLock } from './readers/python/uv-lock.ts';
import { reader as rRenvLock } from './readers/r/renv-lock.ts';
import { reader as rubyGemfileLock } from './readers/ruby/gemfile-lock.ts';
import { reader as rubyGemfile } from './readers/ruby/gemfile.ts';
import { reader as sbomCyclonedx } from './readers/sbom/cyclonedx.ts';
import { reader as sbomSpdx } from './readers/sbom/spdx.ts';
import { reader as sbomVex } from './readers/sbom/vex.ts';
import { reader as swiftPackageResolved } from './readers/swift/package-resolved.ts';
import { reader as terraformConfiguration } from './readers/terraform/configuration.ts';
import { reader as terraformLock } from './readers/terraform/lock.ts';

export const readers: readonly DependencyReader[] = [
  actionsWorkflow,
  cargoCargoLock,
  cargoCargoToml,
  cocoapodsPodfileLock,
  conanConanLock,
  conanConanfile,
  containerCompose,
  containerDockerfile,
  containerKubernetes,
  dartPubspecLock,
  dartPubspec,
  denoDenoJson,
  denoDenoLock,
  dotnetAssets,
  dotnetPackagesConfig,
  dotnetPackagesLock,
  dotnetProject,
  elixirMixLock,
  gitSubmodules,
  goGoMod,
  goGoSum,
  goGoWork,
  goVendor,
  gradleBuildScript,
  gradleCatalog,
  gradleLockfile,
  gradleVerification,
  haskellCabalFreeze,
  haskellStackLock,
  mavenJarManifest,
  mavenPomProperties,
  mavenPom,
  npmBunLock,
  npmInstalled,
  npmPackageJson,
  npmPackageLock,
  npmPnpmLock,
  npmVendored,
  npmYarnLock,
  osApk,
  osDpkg,
  osImageLayers,
  osOciImage,
  osOsRelease,
  osRpmUnsupported,
  osRpm,
  osWhiteout,
  phpComposerJson,
  phpComposerLock,
  pythonCondaEnvironment,
  pythonCondaExplicit,
  pythonCondaLock,
  pythonMetadata,
  pythonPdmLock,
  pythonPipfileLock,
  pythonPipfile,
  pythonPoetryLock,
  pythonPylock,
  pythonPyproject,
  pythonRequirements,
  pythonSetupCfg,
  pythonSetupPy,
  pythonUvLock,
  rRenvLock,
  rubyGemfileLock,
  rubyGemfile,
  sbomCyclonedx,
  sbomSpdx,
  sbomVex,
  swiftPackageResolved,
  terraformConfiguration,
  terraformLock,
];
