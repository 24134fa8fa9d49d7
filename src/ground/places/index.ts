/** Where Selvedge keeps things on this machine. Paths only: nothing is read or created here. */
export { assetPath, cacheHome, dataHome } from './places.ts';
