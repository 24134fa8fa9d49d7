exports.folder = process.env.ASSETS_FOLDER || '/srv';
