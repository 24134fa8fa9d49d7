const JSZip = require('jszip');
const { store } = require('./store');

exports.unpack = async function unpack(bytes, folder) {
  const zip = await JSZip.loadAsync(bytes);
  const writes = [];
  zip.forEach((_relative, file) => {
    writes.push(file.async('nodebuffer').then((content) => store(folder, file.unsafeOriginalName ?? file.name, content)));
  });
  await Promise.all(writes);
};
