export const options = { replaceEntities: true, noent: true, nonet: false };
