/** Where Selvedge keeps things on this machine. Paths only: but for `makeFolder`, nothing is read or created here. */
export { makeFolder } from './folder.ts';
export { advisoriesHome, assetPath, cacheHome, dataHome } from './places.ts';
