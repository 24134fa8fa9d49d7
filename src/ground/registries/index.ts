/**
 * What package registries say: versions, what each asks for, when it was published, what was taken back. Asked where the person's own package
 * managers ask, kept on disk. Answers are hostile until they are read: bounded, and no path or address is made of them.
 */
export type { Ask, RegistryAnswer, RegistryRequest } from './ask.ts';
export type { CacheOptions } from './cache.ts';
export type { GoRegistry } from './golang.ts';
export type { NpmRegistry } from './npm.ts';
export { openRegistries, registryCache } from './open.ts';
export type { Registries, RegistriesOptions } from './open.ts';
export { RegistryError } from './registry.ts';
export type {
  PackageHistory,
  PublishedDependency,
  PublishedFile,
  PublishedVersion,
  Registry,
  RegistryErrorCode,
  RegistryType,
  Release,
} from './registry.ts';
export { registryPlaces } from './settings.ts';
export type { RegistryPlaces } from './settings.ts';
