import { Repository } from './repository.js';

const lists = new Repository('lists');

export const byShareCode = (shareCode) => lists.first({ shareCode });
