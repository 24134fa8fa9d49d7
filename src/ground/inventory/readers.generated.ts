// Generated from src/ground/inventory/readers by tools/generate/readers.ts: npm run generate.
import type { DependencyReader } from './reader.ts';
import { reader as cargoCargoLock } from './readers/cargo/cargo-lock.ts';
import { reader as cargoCargoToml } from './readers/cargo/cargo-toml.ts';
import { reader as goGoMod } from './readers/go/go-mod.ts';
import { reader as goGoSum } from './readers/go/go-sum.ts';
import { reader as goGoWork } from './readers/go/go-work.ts';
import { reader as goVendor } from './readers/go/vendor.ts';
import { reader as npmInstalled } from './readers/npm/installed.ts';
import { reader as npmPackageJson } from './readers/npm/package-json.ts';
import { reader as npmPackageLock } from './readers/npm/package-lock.ts';
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

export const readers: readonly DependencyReader[] = [
  cargoCargoLock,
  cargoCargoToml,
  goGoMod,
  goGoSum,
  goGoWork,
  goVendor,
  npmInstalled,
  npmPackageJson,
  npmPackageLock,
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
];
