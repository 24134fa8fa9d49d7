const JSZip = require('jszip');
const { store } = require('./store');

exports.unpack = async function unpack(bytes, folder) {
  const zip = await JSZip.loadAsync(bytes);
  for (const file of Object.values(zip.files).slice(0, 200)) {
    await store(folder, file.name, await file.async('nodebuffer'));
  }
};
